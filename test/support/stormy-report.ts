/** The report of a day on which everything went wrong, and came right in the end but for what it lists. */
import type { MoneySummary, NightResult, Report, ScoreResult, TroubleSpan } from '../../src/sim/report/report.ts';
import { consistentReport } from './sample-report.ts';

/** Consistent, with faults of every sort, refunds, a score, expectations that were met, and nothing left over. */
export function stormyReport(): Report {
  const calm = consistentReport();
  const { counts, reconciliation } = calm;
  return {
    ...calm,
    counts: { ...counts, ...troubles },
    money: refunding(calm.money, (summary): MoneySummary => ({ ...summary, refunded: refundedOf(summary.captured) })),
    reconciliation: { ...reconciliation, nights: reconciliation.nights.map(refundedBy) },
    faults: [
      { kind: 'network.drop', could: 52_418, fired: 214, changed: 180 },
      { kind: 'service.crash', could: 60_113, fired: 3, changed: 2 },
      { kind: 'database.lose-unsynced', could: 24_871, fired: 0, changed: 0 },
      { kind: 'psp.outage', could: 1, fired: 1, changed: 1 },
      { kind: 'settlement.line-missing', could: 3106, fired: 3, changed: 2 },
    ],
    timeline: { healedAt, sliceMs: 3_600_000, from: '2026-10-23T22:00:00.000Z', fired, spans },
    score,
    phases: { healAt: healedAt, settledAt: '2026-10-25T08:17:23.250Z' },
    expectations: [
      { expression: 'faults.service.crash >= 1', value: 3, met: true },
      { expression: 'refunds >= 100', value: 150, met: true },
    ],
    reproduce: 'npx penny run scenarios/marketplace-day.yaml --seed 1 --set faults=heavy --set refunds.share=5%',
  };
}

/** The same day, cut short: work is left over, an expectation is not met, and a script was written in vain. */
export function brokenOffReport(): Report {
  const stormy = stormyReport();
  return {
    ...stormy,
    verdict: 'inconclusive',
    inconclusiveBecause: [
      'it was to exercise faults.service.crash >= 9, and the figure is 3',
      'the script names a site that never occurred: wallet.db commit order-9.1 #1, and 1 more',
    ],
    timeline: { ...stormy.timeline, healedAt: null },
    phases: { ...stormy.phases, settledAt: null },
    unreachedSites: ['wallet.db commit order-9.1 #1', 'episode service.crash ledger #4'],
    unfinished: [
      { id: 'order-17.1', state: 'unknown', reason: 'the PSP did not answer in 12 rounds' },
      {
        id: 'psp/EUR/2026-10-26',
        state: 'stored',
        reason: 'reconciliation has not brought psp-EUR-2026-10-26 to an end',
      },
    ],
    expectations: [{ expression: 'faults.service.crash >= 9', value: 3, met: false }, ...stormy.expectations.slice(1)],
  };
}

const troubles = {
  refundsAsked: 158,
  refunded: 150,
  refundsRefused: 8,
  restarts: 4,
  deadLetters: 2,
  inquiries: 61,
  redrives: 19,
  messagesLost: 1214,
};

const healedAt = '2026-10-25T08:00:00.000Z';
/** By the hour of 81 hours; the storm ends with the thirty-fourth. */
const fired = Array.from({ length: 82 }, (_, hour) => (hour > 33 ? 0 : (hour * 7) % 13));

const spans: readonly TroubleSpan[] = [
  {
    service: 'executor',
    state: 'down',
    from: '2026-10-24T06:10:00.000Z',
    to: '2026-10-24T06:12:30.000Z',
    count: 1,
    lastedMs: 150_000,
  },
  {
    service: 'executor',
    state: 'slow',
    from: '2026-10-24T06:00:00.000Z',
    to: '2026-10-24T07:00:00.000Z',
    count: 1,
    lastedMs: 3_600_000,
  },
  {
    service: 'psp',
    state: 'shut',
    from: '2026-10-24T16:30:00.000Z',
    to: '2026-10-24T17:30:00.000Z',
    count: 1,
    lastedMs: 3_600_000,
  },
  {
    service: 'wallet',
    state: 'down',
    from: '2026-10-24T20:00:00.000Z',
    to: '2026-10-24T21:00:00.000Z',
    count: 2,
    lastedMs: 90_000,
  },
  {
    service: 'wallet',
    state: 'cutOff',
    from: '2026-10-24T03:00:00.000Z',
    to: '2026-10-24T03:02:00.000Z',
    count: 1,
    lastedMs: 120_000,
  },
  {
    service: 'ledger',
    state: 'clockOff',
    from: '2026-10-24T08:00:00.000Z',
    to: '2026-10-25T08:00:00.000Z',
    count: 1,
    lastedMs: 86_400_000,
  },
];

const score: readonly ScoreResult[] = [
  {
    kind: 'settlement.line-missing',
    injected: 3,
    found: 2,
    missed: 1,
    harmless: 0,
    real: 0,
    falsely: 0,
    money: { EUR: 12_345, JPY: 500 },
    undetected: { EUR: 1000 },
    longestMs: 90_061_000,
    nights: {
      '2026-10-24': { injected: 2, found: 2, harmless: 0 },
      '2026-10-25': { injected: 1, found: 0, harmless: 0 },
    },
  },
  {
    kind: 'settlement.file-duplicate',
    injected: 1,
    found: 0,
    missed: 0,
    harmless: 1,
    real: 0,
    falsely: 0,
    money: { EUR: 6_482_150 },
    undetected: {},
    longestMs: null,
    nights: { '2026-10-24': { injected: 1, found: 0, harmless: 1 } },
  },
  {
    kind: 'settlement.fee-drift',
    injected: 0,
    found: 0,
    missed: 0,
    harmless: 0,
    real: 0,
    falsely: 2,
    money: {},
    undetected: {},
    longestMs: null,
    nights: {},
  },
];

/** A twentieth. */
function refundedOf(captured: number): number {
  return Math.floor(captured / 20);
}

function refundedBy(night: NightResult): NightResult {
  return { ...night, money: refunding(night.money, (each) => ({ ...each, refunded: refundedOf(each.gross) })) };
}

function refunding<T>(money: Readonly<Record<string, T>>, change: (each: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(money).map(([code, each]) => [code, change(each)]));
}
