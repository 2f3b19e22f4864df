/**
 * What is no amount ties as well: times, dates, ids and versions. Each is forged wherever the forger could do it without
 * a contradiction, in a file of a night as it came and as it was taken in, so that only the books of those who made the
 * file, or the next record of the same thing, tell otherwise.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { penny } from './support/cli.ts';

type Change = readonly [file: string, from: RegExp, to: string];

interface Forgery {
  readonly what: string;
  readonly changes: readonly Change[];
  /** The figures that disagree, all of them. */
  readonly accused: readonly string[];
}

const home = mkdtempSync(join(tmpdir(), 'everypenny-forged-'));
afterAll(() => rmSync(home, { recursive: true }), 60_000);

const csv = 'settlement/psp-EUR-2026-03-02.csv';
const payoutCsv = 'settlement/psp-EUR-2026-03-03.csv';
const statement = 'settlement/bank-EUR-2026-03-03.xml';
const takenIn = 'db/reconciliation.json';
const firstLine = 'psp/EUR/2026-03-02/charge/ch_1_1_1';
const disputedLine = 'psp/EUR/2026-03-02/charge/ch_1_2_1';
const refundLine = 'psp/EUR/2026-03-02/refund/re_1_1_1';
const payout = 'payout-EUR-2026-03-03';

const lines: readonly Forgery[] = [
  {
    what: 'the order of a line',
    changes: [
      [csv, /ch_1_1_1,order-1\.1/, 'ch_1_1_1,order-1.2'],
      [takenIn, /("reference": "ch_1_1_1",\s*"orderId": )"order-1\.1"/, '$1"order-1.2"'],
    ],
    accused: [`order on line ${firstLine}`],
  },
  {
    what: 'the refund of a line',
    changes: [
      [csv, /refund-1\.1\.1/, 'refund-1.1.9'],
      [takenIn, /"refundId": "refund-1\.1\.1"/, '"refundId": "refund-1.1.9"'],
    ],
    accused: ['refund on line re_1_1_1'],
  },
  {
    what: 'the instant of a charge, by a millisecond',
    changes: [
      [csv, /23\.330Z/, '23.331Z'],
      [takenIn, /"capturedAt": 1772442023330/, '"capturedAt": 1772442023331'],
    ],
    accused: [`time on line ${firstLine}`, `time of day on line ${firstLine}`],
  },
  {
    what: 'the instant of a refund, by a millisecond',
    changes: [
      [csv, /50\.247Z/, '50.248Z'],
      [takenIn, /"refundedAt": 1772449310247/, '"refundedAt": 1772449310248'],
    ],
    accused: [`time on line ${refundLine}`, `time of day on line ${refundLine}`],
  },
  {
    what: 'the time of day of a charge whose date is in dispute',
    changes: [
      [csv, /2026-03-04T09:00:23\.329Z/, '2026-03-04T09:00:23.330Z'],
      [takenIn, /"capturedAt": 1772614823329/, '"capturedAt": 1772614823330'],
    ],
    accused: [`time of day on line ${disputedLine}`],
  },
  {
    what: 'the date on which a charge was listed',
    changes: [['db/psp.json', /("reference": "ch_1_1_1"[^}]*"settledOn": )"2026-03-02"/, '$1"2026-03-03"']],
    accused: [
      'batch EUR/2026-03-02',
      'batch EUR/2026-03-03',
      `file of line ${firstLine}`,
      ...['02', '03'].flatMap((day) => ['gross', 'fees'].map((sum) => `report.json night 2026-03-${day} ${sum}`)),
    ],
  },
];

const bookings: readonly Forgery[] = [
  {
    what: 'the value date of an entry',
    changes: [
      [statement, /(<ValDt>\s*<Dt>)2026-03-03/, '$12026-03-04'],
      [takenIn, /"valueDate": "2026-03-03"/, '"valueDate": "2026-03-04"'],
    ],
    accused: [`value date of ${payout}`],
  },
  {
    what: 'the instant of an entry, by a millisecond',
    changes: [
      [statement, /22:30:00\.011/, '22:30:00.012'],
      [takenIn, /"bookedAt": 1772573400011/, '"bookedAt": 1772573400012'],
    ],
    accused: [`booking of ${payout}`],
  },
  {
    what: 'the date of a statement, at the bank',
    changes: [
      ['db/bank.json', /("id": "EUR\/2026-03-03",\s*"currency": "EUR",\s*"date": )"2026-03-03"/, '$1"2026-03-04"'],
    ],
    accused: [`statement of ${payout}`, 'report.json night 2026-03-03 cash', 'report.json night 2026-03-04 cash'],
  },
  {
    what: 'the date of a batch that lists a payout, at the PSP',
    changes: [
      ['db/psp.json', /("id": "EUR\/2026-03-03",\s*"currency": "EUR",\s*"date": )"2026-03-03"/, '$1"2026-03-04"'],
    ],
    accused: [
      `file of payout ${payout}`,
      'report.json night 2026-03-03 paidOut',
      'report.json night 2026-03-04 paidOut',
    ],
  },
  {
    what: 'the date on which a payout was made, at the PSP, which would be after it was listed',
    changes: [['db/psp.json', /("id": "payout-EUR-2026-03-03"[^}]*"date": )"2026-03-03"/, '$1"2026-03-04"']],
    accused: [`listed before it was made ${payout}`],
  },
  {
    what: 'what a later statement shows, which was shown before',
    changes: [['db/bank.json', /("id": "EUR\/2026-03-04"[^}]*"transfers": \[)\]/, '$1"payout-EUR-2026-03-03"]']],
    accused: [
      'statement EUR/2026-03-04',
      `stated twice ${payout}`,
      `statement of ${payout}`,
      'report.json night 2026-03-04 cash',
    ],
  },
];

const versions: readonly Forgery[] = [
  {
    what: 'the revision of a file as it came',
    changes: [[csv, /^header,EUR,2026-03-02,1,1,/m, 'header,EUR,2026-03-02,1,2,']],
    accused: ['content of psp/EUR/2026-03-02#1', 'psp-EUR-2026-03-02.csv, which was not taken in'],
  },
  {
    what: 'the revision of a file, as it came and as it was taken in',
    changes: [
      [csv, /^header,EUR,2026-03-02,1,1,/m, 'header,EUR,2026-03-02,1,2,'],
      [takenIn, /("id": "psp\/EUR\/2026-03-02#1"[^]*?"revision": )1/, '$12'],
    ],
    accused: ['revision of psp/EUR/2026-03-02#1', 'record of psp/EUR/2026-03-02'],
  },
  {
    what: 'the revision of a file, wherever it is told',
    changes: [
      [csv, /^header,EUR,2026-03-02,1,1,/m, 'header,EUR,2026-03-02,1,2,'],
      [takenIn, /("id": "psp\/EUR\/2026-03-02#1"[^]*?"revision": )1/, '$12'],
      [takenIn, /("id": "psp\/EUR\/2026-03-02",[^}]*?"revision": )1/, '$12'],
    ],
    accused: ['revision of psp/EUR/2026-03-02#1'],
  },
  {
    what: 'the sequence number of a file, as it came and as it was taken in',
    changes: [
      [payoutCsv, /^header,EUR,2026-03-03,2,1,/m, 'header,EUR,2026-03-03,3,1,'],
      [takenIn, /("id": "psp\/EUR\/2026-03-03#1"[^]*?"sequence": )2/, '$13'],
    ],
    accused: ['sequence of psp/EUR/2026-03-03#1', 'record of psp/EUR/2026-03-03'],
  },
];

const refunds: readonly Forgery[] = [
  ...['executor', 'payment-service'].map((service): Forgery => ({
    what: `when a refund was paid, in the database of the ${service}`,
    changes: [[`db/${service}.json`, /"refundedAt": 1772449310247/, '"refundedAt": 1772449310248']],
    accused: ['time of refund-1.1.1'],
  })),
  {
    what: 'when a refund was paid, in the database of the PSP',
    changes: [['db/psp.json', /"refundedAt": 1772449310247/, '"refundedAt": 1772449310248']],
    accused: ['time of refund-1.1.1', `time on line ${refundLine}`, `time of day on line ${refundLine}`],
  },
  {
    what: 'the order of a refund, at the executor',
    changes: [['db/executor.json', /("id": "refund-1\.1\.1"[^}]*"orderId": )"order-1\.1"/, '$1"order-1.2"']],
    accused: ['order of refund-1.1.1'],
  },
  {
    what: 'the PSP’s reference of a refund, at the executor',
    changes: [['db/executor.json', /"re_1_1_1"/, '"re_1_1_2"']],
    accused: ['PSP reference of refund-1.1.1'],
  },
  {
    what: 'the PSP’s reference of a refund, in the ledger',
    changes: [['db/ledger.json', /"re_1_1_1"/, '"re_1_1_2"']],
    accused: ['refunded', 'owed by the PSP', 'PSP reference of refund-1.1.1', 'refund listed under re_1_1_1'],
  },
];

const forgeries = [...lines, ...bookings, ...versions, ...refunds].map((forgery, index) => ({
  ...forgery,
  folder: join(home, `forgery-${index + 1}`),
}));

describe('a report is forged in', () => {
  let told = '';
  beforeAll(async () => {
    const original = join(home, 'original');
    const script = join(home, 'faults.yaml');
    writeFileSync(
      script,
      '- { site: "settlement psp EUR/2026-03-02 order-1.2 #1", fault: settlement.line-wrong-date, by: 2d }\n',
    );
    const options = [
      ...['--set', 'refunds.share=100%', '--set', 'refunds.partial=100%', '--set', 'clock.nights=5'],
      ...['--set', "phases.heal='2026-03-04 12:00'", '--faults', script, '--out', original, '--quiet'],
    ];
    const { stderr } = await penny(['run', 'scenarios/first-checkout.yaml', ...options]);
    if (stderr !== '') throw new Error(stderr);
    for (const { folder, changes } of forgeries) {
      cpSync(original, folder, { recursive: true });
      for (const change of changes) forge(folder, change);
    }
    told = recompute([original, ...forgeries.map(({ folder }) => folder)]);
  }, 60_000);

  it('nothing at first, and every figure agrees', () => {
    expect(told).toMatch(/original: all \d+ figures agree\n/);
  });

  it.each(forgeries)('$what, which is noticed', ({ folder, accused }) => {
    const [its = ''] = told.slice(told.indexOf(`${folder}: `)).split(`\n${home}`);
    const figures = [...its.matchAll(/^ {2}DISAGREES {2}EUR {2}(.*?): /gm)].map(([, figure]) => figure);
    expect(figures).toEqual(accused);
  });
});

function forge(folder: string, [file, from, to]: Change): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const forged = text.replace(from, to);
  if (forged === text) throw new Error(`${file} has no ${from.source}`);
  writeFileSync(path, forged);
}

function recompute(folders: readonly string[]): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['test/recompute/recompute.mjs', ...folders], {
    encoding: 'utf8',
  });
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}
