/** Reports as runs would leave them behind, with figures that add up: one consistent, one not, one of nothing at all. */
import type { MoneySummary, NightResult, Report } from '../../src/sim/report/report.ts';
import { heldInvariants } from './sample-invariants.ts';
import { sampleViolations } from './sample-violations.ts';

/** A day's takings of one currency, over two business dates at the PSP: paid out on the next date, booked on the one after. */
interface Takings {
  readonly gross: readonly [number, number];
  readonly fees: readonly [number, number];
  readonly declined: number;
  readonly platformFees: number;
}

const takings: Readonly<Record<string, Takings>> = {
  EUR: { gross: [6_482_150, 5_310_475], fees: [197_410, 161_330], declined: 331_240, platformFees: 1_179_263 },
  USD: { gross: [2_904_311, 2_377_089], fees: [88_925, 72_612], declined: 150_775, platformFees: 528_140 },
  JPY: { gross: [4_120_880, 3_390_150], fees: [123_627, 101_705], declined: 214_300, platformFees: 751_103 },
  KWD: { gross: [912_450, 744_125], fees: [27_374, 22_324], declined: 61_500, platformFees: 165_658 },
};

const dates = ['2026-10-24', '2026-10-25', '2026-10-26'] as const;

export function consistentReport(): Report {
  return {
    schemaVersion: 1,
    scenario: {
      name: 'marketplace-day',
      description:
        'A Saturday on a marketplace with 40 sellers, four currencies and a slow PSP in the evening, over the end of summer time.',
      sha256: '9f2c1f0a7f4e5f1d3f0b6a8c2d4e6f80123456789abcdef0fedcba9876543210',
    },
    seed: '1',
    defects: [],
    verdict: 'consistent',
    inconclusiveBecause: [],
    traceHash: '7d1f3a90c2b4e658',
    simulated: { from: '2026-10-23T22:00:00.000Z', to: '2026-10-27T07:30:12.480Z', nights: 3, zone: 'Europe/Berlin' },
    counts,
    invariants: heldInvariants,
    violations: [],
    books: eachCurrency(bookOf),
    money: eachCurrency(summaryOf),
    reconciliation: { nights: dates.map(nightOf), openBreaks: [], resolvedBreaks: [] },
    faults: [],
    timeline: { healedAt: null, sliceMs: 3_600_000, from: '2026-10-23T22:00:00.000Z', fired: [], spans: [] },
    unreachedSites: [],
    score: [],
    unfinished: [],
    phases: { healAt: '2026-10-26T08:00:00.000Z', settledAt: '2026-10-24T22:01:13.007Z' },
    latencyMs: {
      checkout: { count: 2000, p50: 412, p90: 803, p95: 1180, p99: 4206, p999: 30_117, max: 61_034 },
      charge: { count: 3178, p50: 305, p90: 611, p95: 870, p99: 3340, p999: 29_872, max: 60_422 },
      credit: { count: 3090, p50: 21, p90: 37, p95: 48, p99: 97, p999: 512, max: 1042 },
      posting: { count: 3090, p50: 19, p90: 33, p95: 44, p99: 88, p999: 498, max: 1011 },
      refund: { count: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 },
    },
    throughput: { tookMs: 86_400_000, sliceMs: 1_800_000, from: '2026-10-23T22:00:03.118Z', arrived, closed },
    topSellers: sellers,
    thresholds: [
      { expression: 'checkout.p99 < 5s', value: 4206, unit: 'ms', met: true },
      { expression: 'captured >= 97%', value: 972_309, unit: 'ppm', met: true },
      { expression: 'openBreaks = 0', value: 0, unit: 'count', met: true },
    ],
    expectations: [],
    settings: [
      { name: 'traffic.checkouts', value: '2,000' },
      { name: 'clock.zone', value: 'Europe/Berlin' },
      { name: 'psp.fee', value: '2.9% + 0.30 EUR' },
      { name: 'policy.platformFee', value: '10%' },
      { name: 'policy.psp.timeout', value: '10 s, 4 attempts' },
    ],
    reproduce: 'npx penny run scenarios/marketplace-day.yaml --seed 1',
  };
}

/** The same day with two invariants broken, two breaks open, a threshold missed and faults. */
export function inconsistentReport(): Report {
  const held = consistentReport();
  const broken = new Map(sampleViolations.map((violation) => [violation.invariant, violation.count]));
  return {
    ...held,
    verdict: 'inconsistent',
    invariants: held.invariants.map((each) => ({ ...each, violations: broken.get(each.id) ?? 0 })),
    violations: sampleViolations,
    reconciliation: {
      nights: held.reconciliation.nights.map((night) => ({ ...night, resolved: 0 })),
      openBreaks,
      resolvedBreaks,
    },
    faults: [
      { kind: 'network.drop', could: 52_418, fired: 214, changed: 180 },
      { kind: 'psp.timeout-after-capture', could: 3178, fired: 31, changed: 31 },
      { kind: 'settlement.line-missing', could: 3106, fired: 1, changed: 1 },
    ],
    thresholds: [{ expression: 'checkout.p99 < 3s', value: 4206, unit: 'ms', met: false }, ...held.thresholds.slice(1)],
    reproduce: 'npx penny run scenarios/marketplace-day.yaml --seed 1 --set defects=[new-key-per-attempt]',
  };
}

/** A run in which nobody bought anything. */
export function emptyReport(): Report {
  const none = { count: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 };
  const zeroes = Object.fromEntries(Object.keys(counts).map((name) => [name, 0]));
  return {
    ...consistentReport(),
    verdict: 'inconclusive',
    inconclusiveBecause: ['No checkout arrived.', 'No settlement file was reconciled.'],
    simulated: { from: '2026-10-23T22:00:00.000Z', to: '2026-10-23T22:00:00.000Z', nights: 0, zone: 'Europe/Berlin' },
    counts: { ...counts, ...zeroes },
    invariants: heldInvariants.map((each) => ({ ...each, checked: 0 })),
    books: {},
    money: {},
    reconciliation: { nights: [], openBreaks: [], resolvedBreaks: [] },
    latencyMs: { checkout: none, charge: none, credit: none, posting: none, refund: none },
    throughput: { tookMs: 0, sliceMs: 0, from: '2026-10-23T22:00:00.000Z', arrived: [], closed: [] },
    topSellers: [],
    thresholds: [],
    settings: [],
  };
}

const nothingWentWrong = {
  authorised: 0,
  capturedLater: 0,
  capturedInPart: 0,
  lapsed: 0,
  refundsAsked: 0,
  refunded: 0,
  sellerPayouts: 0,
  payoutsReturned: 0,
  refundsRefused: 0,
  restarts: 0,
  deadLetters: 0,
  inquiries: 0,
  redrives: 0,
  messagesLost: 0,
};

const counts: Report['counts'] = {
  checkouts: 2000,
  orders: 3178,
  captured: 3090,
  declined: 88,
  unresolved: 0,
  buyerRetries: 31,
  callRetries: 120,
  pspRetries: 44,
  softDeclineRetries: 52,
  unknownOutcomes: 47,
  messages: 52_418,
  commits: 24_871,
  events: 101_246,
  ledgerTransactions: 9286,
  filesReconciled: 24,
  ...nothingWentWrong,
};

/** Half hours of a Saturday; the PSP is slow from half past six to half past seven in the evening. */
const arrived = [
  16, 12, 14, 10, 7, 9, 6, 9, 2, 7, 4, 5, 9, 10, 17, 20, 24, 32, 35, 43, 41, 50, 51, 54, 60, 60, 64, 59, 54, 55, 53, 56,
  51, 59, 59, 66, 74, 81, 92, 95, 93, 91, 82, 70, 49, 42, 27, 21, 0,
];
const closed = [
  16, 12, 14, 10, 7, 9, 6, 9, 2, 7, 4, 5, 9, 10, 17, 20, 24, 32, 35, 43, 41, 50, 51, 54, 60, 60, 64, 59, 54, 55, 53, 56,
  51, 59, 59, 66, 71, 40, 54, 115, 140, 106, 82, 70, 49, 42, 26, 20, 2,
];

function eachCurrency<T>(of: (taken: Takings) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(takings).map(([code, taken]) => [code, of(taken)]));
}

function summaryOf({ gross, fees, declined, platformFees }: Takings): MoneySummary {
  const captured = gross[0] + gross[1];
  const cash = gross[0] - fees[0];
  return {
    captured,
    refunded: 0,
    declined,
    platformFees,
    pspFees: fees[0] + fees[1],
    sellersPayable: captured - platformFees,
    sellersPaid: 0,
    receivable: 0,
    inTransit: gross[1] - fees[1],
    cash,
    lowestCash: 0,
  };
}

function bookOf(taken: Takings): Report['books'][string] {
  const money = summaryOf(taken);
  return {
    'bank:cash': money.cash,
    'psp:receivable': money.receivable,
    'psp:in_transit': money.inTransit,
    'customer:clearing': 0,
    'seller:payable:pending': -money.sellersPayable,
    platform_fee: -money.platformFees,
    psp_fee: money.pspFees,
  };
}

function nightOf(date: string, night: number): NightResult {
  const money = eachCurrency(({ gross, fees }) => ({
    gross: gross[night] ?? 0,
    refunded: 0,
    fees: fees[night] ?? 0,
    paidOut: night === 0 ? 0 : (gross[night - 1] ?? 0) - (fees[night - 1] ?? 0),
    cash: night < 2 ? 0 : (gross[0] ?? 0) - (fees[0] ?? 0),
  }));
  const lines = [1698, 1400, 8][night] ?? 0;
  return {
    date,
    lines,
    matched: lines - (night === 1 ? 2 : 0),
    breaks: night === 1 ? 2 : 0,
    resolved: night === 2 ? 2 : 0,
    money,
  };
}

const sellers: Report['topSellers'] = [
  { sellerId: 'seller-3', name: 'Köhler & Söhne', currency: 'EUR', balance: 1_904_377, orders: 412 },
  { sellerId: 'seller-11', name: 'Bicycle Repair <Fast>', currency: 'EUR', balance: 1_120_940, orders: 255 },
  { sellerId: 'seller-7', name: 'O\'Neill "Outdoor"', currency: 'EUR', balance: 870_112, orders: 190 },
  { sellerId: 'seller-3', name: 'Köhler & Söhne', currency: 'USD', balance: 611_020, orders: 133 },
  { sellerId: 'seller-21', name: '東京文具店', currency: 'JPY', balance: 1_203_400, orders: 301 },
  { sellerId: 'seller-30', name: 'متجر الخليج', currency: 'KWD', balance: 240_875, orders: 61 },
];

const openBreaks: Report['reconciliation']['openBreaks'] = [
  {
    id: 'break-missingInLedger-ch_1207_2_1',
    order: 'order-1207.2',
    kind: 'missingInLedger',
    openedOn: '2026-10-24',
    amount: 10_480,
    currency: 'EUR',
    explanation: 'The file lists ch_1207_2_1 for order-1207.2, and the ledger has no capture with that reference.',
  },
  {
    id: 'break-missingInFile-ch_88_1_1',
    order: 'order-88.1',
    kind: 'missingInFile',
    openedOn: '2026-10-25',
    amount: -5000,
    currency: 'JPY',
    explanation: 'The ledger captured 5,000 JPY for order-88.1, and no file lists it.',
  },
];

const resolvedBreaks: Report['reconciliation']['resolvedBreaks'] = [
  {
    id: 'break-missingInFile-payout-EUR-2026-10-25',
    order: null,
    kind: 'missingInFile',
    openedOn: '2026-10-25',
    resolvedOn: '2026-10-26',
    amount: 240_000,
    currency: 'EUR',
    explanation: 'The bank booked it on 2026-10-26.',
  },
];
