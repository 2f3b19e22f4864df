/** Reports at the edges of what a run can leave behind: the smallest, and one in which everything is large, long or many. */
import { serviceNames } from '../../src/domain/addresses.ts';
import { troubles } from '../../src/sim/report/html/charts/fault-timeline.ts';
import type { NightResult, Report, TroubleSpan } from '../../src/sim/report/report.ts';
import type { StoryStep } from '../../src/sim/story/step.ts';
import { consistentReport, inconsistentReport } from './sample-report.ts';

/** One checkout of one order in one currency, closed in the slice in which it arrived. */
export function firstCheckoutReport(): Report {
  const report = consistentReport();
  const once = (ms: number): Report['latencyMs']['checkout'] => ({
    ...{ count: 1, p50: ms, p90: ms, p95: ms, p99: ms, p999: ms, max: ms },
  });
  return {
    ...report,
    scenario: { ...report.scenario, name: 'first-checkout', description: '' },
    simulated: { ...report.simulated, nights: 1 },
    counts: { ...report.counts, checkouts: 1, orders: 1, captured: 1, declined: 0 },
    books: only(report.books, 'JPY'),
    money: only(report.money, 'JPY'),
    reconciliation: {
      nights: report.reconciliation.nights.slice(0, 1).map((night) => ({ ...night, money: only(night.money, 'JPY') })),
      openBreaks: [],
      resolvedBreaks: [],
    },
    latencyMs: { ...report.latencyMs, checkout: once(412), charge: once(300), credit: once(0), posting: once(1) },
    throughput: { tookMs: 412, sliceMs: 412, from: report.throughput.from, arrived: [1], closed: [1] },
    topSellers: report.topSellers.filter(({ currency }) => currency === 'JPY'),
    thresholds: [],
  };
}

const codes = ['EUR', 'USD', 'JPY', 'KWD', 'GBP', 'CLP', 'BHD', 'CHF'];
const huge = 987_654_321_012_345;
const long = `A name with <angles>, "quotes" & no end: ${'x'.repeat(160)}`;

/** Eight currencies, 45 nights, 1,000 slices, 840 stretches of trouble, 500 pieces of work left over, amounts near 10^15, counts at the limit, and names without end. */
export function extremeReport(): Report {
  const report = inconsistentReport();
  const [violation] = report.violations;
  return {
    ...report,
    scenario: { ...report.scenario, name: long, description: long },
    seed: 's'.repeat(200),
    counts: { ...report.counts, ...eachKey(report.counts, Number.MAX_SAFE_INTEGER) },
    violations:
      violation === undefined
        ? []
        : [violation, { ...violation, first: { ...violation.first, story: fill(40, long), steps: longSteps } }],
    books: eachCode(() => ({
      'bank:cash': huge,
      'seller:payable:pending': -huge,
      'suspense:rounding': 1,
      auth_hold: 0,
    })),
    money: eachCode(() => ({ ...report.money['EUR'], ...eachKey(summary, huge) })),
    reconciliation: { ...report.reconciliation, nights: Array.from({ length: 45 }, (_, index) => nightOf(index)) },
    faults: fill(43, { kind: long, could: Number.MAX_SAFE_INTEGER, fired: huge, changed: 0 }),
    timeline: { healedAt: '2026-10-26T08:00:00.000Z', sliceMs: 3_600_000, from, fired: fill(120, huge), spans },
    unreachedSites: fill(40, long),
    score: fill(12, {
      ...{
        kind: long,
        injected: huge,
        found: 1,
        missed: 0,
        harmless: huge - 1,
        real: huge,
        falsely: huge,
        longestMs: 1e12,
      },
      ...{ money: eachCode(() => huge), undetected: eachCode(() => 0), nights },
    }),
    unfinished: fill(500, { id: long, state: 'parked', reason: long }),
    expectations: fill(60, { expression: long, value: huge, met: false }),
    latencyMs: {
      checkout: { count: 1, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 },
      charge: { count: huge, p50: 1, p90: 800, p95: 900, p99: 90_000, p999: 9_000_000, max: 864_000_000 },
      credit: { count: 5, p50: 7, p90: 7, p95: 7, p99: 7, p999: 7, max: 7 },
      posting: { count: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 },
      refund: { count: huge, p50: huge, p90: huge, p95: huge, p99: huge, p999: huge, max: huge },
    },
    throughput: {
      ...report.throughput,
      sliceMs: 1_043_210.5,
      arrived: fill(1000, 1e9),
      closed: [...fill(999, 9e8), 1e11],
    },
    topSellers: codes.flatMap((currency) =>
      fill(10, { sellerId: 'seller-1', name: long, currency, balance: huge, orders: huge }),
    ),
  };
}

const from = '2026-10-23T22:00:00.000Z';
const spans: readonly TroubleSpan[] = troubles.flatMap(({ state }) =>
  Array.from({ length: 120 }, (_, hour) => {
    const at = (minute: number): string => new Date(Date.parse(from) + (hour * 60 + minute) * 60_000).toISOString();
    return { service: 'ledger', state, from: at(0), to: at(30), count: huge, lastedMs: 1_800_000 };
  }),
);
const nights = Object.fromEntries(
  Array.from({ length: 45 }, (_, index) => [nightOf(index).date, { injected: huge, found: 1, harmless: huge - 1 }]),
);

/** A story in which everything that can be drawn occurs, at services that crash and with details without end. */
const longSteps: readonly StoryStep[] = Array.from({ length: 40 }, (_, index): StoryStep => {
  const at = new Date(Date.parse(from) + index * 3_600_000).toISOString();
  const service = serviceNames[index % serviceNames.length] ?? 'shop';
  const to = serviceNames[(index * 3) % serviceNames.length] ?? 'bank';
  const message = { what: 'message', sentAt: from, from: service, to, name: 'LedgerExtractRequested' } as const;
  const kinds: readonly StoryStep[] = [
    { ...message, at, detail: long, arrives: index % 3 > 0 },
    { what: 'commit', at, service, table: 'executorDeadLetters', detail: long },
    { what: 'fault', at, fault: 'settlement.file-resent-corrected', services: serviceNames },
    { what: index % 2 === 0 ? 'crash' : 'restart', at, service },
    { what: 'healed', at },
    { what: 'mark', at, isWrong: index < 20, isSeen: index >= 20 },
    { what: 'leftOut', steps: huge },
  ];
  return kinds[index % kinds.length] ?? { what: 'healed', at };
});

const summary: Report['money'][string] = {
  captured: 0,
  refunded: 0,
  declined: 0,
  platformFees: 0,
  pspFees: 0,
  sellersPayable: 0,
  sellersPaid: 0,
  receivable: 0,
  inTransit: 0,
  cash: 0,
  lowestCash: 0,
};

function nightOf(index: number): NightResult {
  const day = String((index % 28) + 1).padStart(2, '0');
  const money = eachCode(() => ({
    gross: huge,
    refunded: 1,
    fees: 1,
    paidOut: index % 2 === 0 ? huge : 0,
    cash: -huge,
  }));
  return { date: `20${26 + index}-10-${day}`, lines: 1e9, matched: 1e9 - 1, breaks: 1, resolved: 0, money };
}

function eachCode<T>(of: () => T): Record<string, T> {
  return Object.fromEntries(codes.map((code) => [code, of()]));
}

function eachKey<T extends object>(record: T, value: number): { [K in keyof T]: number } {
  return Object.fromEntries(Object.keys(record).map((name) => [name, value])) as { [K in keyof T]: number };
}

function only<T>(record: Readonly<Record<string, T>>, code: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each === code));
}

function fill<T>(length: number, value: T): T[] {
  return Array.from({ length }, () => value);
}
