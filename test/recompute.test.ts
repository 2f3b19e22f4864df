/**
 * The books can be recomputed from a report folder by somebody who has none of our code: test/recompute/recompute.mjs
 * does so. It agrees with what the tool writes, and notices when a single minor unit of it is changed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterations, altered, type Alteration } from './support/alterations.ts';
import { penny } from './support/cli.ts';

const home = mkdtempSync(join(tmpdir(), 'everypenny-recompute-'));
afterAll(() => rmSync(home, { recursive: true }), 60_000);

/** A line that is there twice, one of a wrong amount and one that nobody knows; a file and a statement that are corrected. */
const wrongFiles = join(home, 'wrong-files.yaml');
writeFileSync(
  wrongFiles,
  `
- { site: "settlement psp EUR/2026-03-02 order-1.1 #1", fault: settlement.line-duplicate }
- { site: "settlement psp EUR/2026-03-02 order-1.2 #1", fault: settlement.line-wrong-amount, by: 250 }
- { site: "settlement psp EUR/2026-03-02 refund-1.2.1 #1", fault: settlement.line-unknown }
- { site: "settlement psp EUR/2026-03-02 file #1", fault: settlement.file-resent-corrected, by: 500, after: 1h }
- { site: "settlement bank EUR/2026-03-03 file #1", fault: settlement.file-resent-corrected, by: 375, after: 1h }
`,
);
const inWrongFiles = [
  ...['--set', 'refunds.share=100%', '--set', 'refunds.partial=100%', '--set', 'clock.nights=5'],
  ...['--set', "phases.heal='2026-03-04 12:00'", '--faults', wrongFiles],
];

/** A file and a statement that come cut off, the file twice, then whole and wrong in a line; what corrects them never comes. */
const cutFiles = join(home, 'cut-files.yaml');
writeFileSync(
  cutFiles,
  `
- { site: "settlement psp EUR/2026-03-02 file #1", fault: settlement.file-truncated, lines: 1 }
- { site: "settlement psp EUR/2026-03-02 file #2", fault: settlement.file-truncated, lines: 2 }
- { site: "settlement psp EUR/2026-03-02 file #3", fault: settlement.file-resent-corrected, by: 308, after: 6h }
- { site: "settlement bank EUR/2026-03-03 file #1", fault: settlement.file-truncated, lines: 1 }
- { site: "settlement bank EUR/2026-03-03 file #2", fault: settlement.file-resent-corrected, by: 375, after: 6h }
- { site: "psp→reconciliation SettlementFileSent psp/EUR/2026-03-02 #4", fault: network.drop }
- { site: "bank→reconciliation BankStatementSent bank/EUR/2026-03-03 #3", fault: network.drop }
`,
);
const inCutFiles = ['--set', 'clock.nights=5', '--set', "phases.heal='2026-03-04 12:00'", '--faults', cutFiles];

describe.each([
  ['first-checkout', 'first-checkout', ['--set', 'refunds.share=100%'], ['EUR']],
  [
    'marketplace-day',
    'marketplace-day',
    ['--checkouts', '400', '--set', 'refunds.share=20%'],
    ['EUR', 'GBP', 'JPY', 'KWD'],
  ],
  ['autumn-clock-change', 'autumn-clock-change', ['--checkouts', '300'], ['EUR', 'GBP']],
  ['first-checkout in wrong files', 'first-checkout', inWrongFiles, ['EUR']],
  ['first-checkout in files cut off', 'first-checkout', inCutFiles, ['EUR']],
  [
    'marketplace-day in heavy trouble',
    'marketplace-day',
    ['--checkouts', '200', '--set', 'refunds.share=20%', '--set', 'faults=heavy'],
    ['EUR', 'GBP', 'JPY', 'KWD'],
  ],
  ['broken-settlement-week', 'broken-settlement-week', [], ['EUR', 'JPY']],
  ['swarm', 'swarm', [], ['EUR', 'JPY']],
  ['seller-payouts', 'seller-payouts', [], ['EUR', 'JPY']],
  ['dispatch-days', 'dispatch-days', [], ['EUR', 'JPY']],
  [
    'dispatch-days in heavy trouble',
    'dispatch-days',
    ['--checkouts', '60', '--set', 'faults=heavy', '--set', 'expect=[]'],
    ['EUR', 'JPY'],
  ],
  [
    'seller-payouts in heavy trouble',
    'seller-payouts',
    ['--checkouts', '60', '--set', 'faults=heavy', '--set', 'expect=[]'],
    ['EUR', 'JPY'],
  ],
  ['cross-border', 'cross-border', [], ['EUR', 'JPY', 'KWD', 'USD']],
  [
    'cross-border in heavy trouble',
    'cross-border',
    ['--checkouts', '60', '--set', 'faults=heavy', '--set', 'refunds.share=40%', '--set', 'expect=[]'],
    ['EUR', 'JPY', 'KWD', 'USD'],
  ],
] as const)('the books of %s', (name, scenario, options, currencies) => {
  const folder = join(home, name);
  beforeAll(async () => {
    const { status, stderr } = await penny([
      'run',
      `scenarios/${scenario}.yaml`,
      ...options,
      '--out',
      folder,
      '--quiet',
    ]);
    // So few checkouts may well miss a threshold, which is none of the books' business.
    if (status !== 0 && status !== 3) throw new Error(`the run ended with ${status}: ${stderr}`);
  }, 60_000);

  it('are recomputed from its databases and settlement files, and agree with its report in every figure', () => {
    const { status, told, errors } = recompute(folder);
    expect(errors).toBe('');
    expect(disagreements(told)).toEqual([]);
    expect(told).toMatch(/: all \d+ figures agree\n/);
    expect([...told.matchAll(/^([A-Z]{3}), in minor units$/gm)].map(([, currency]) => currency)).toEqual(currencies);
    expect(told).not.toContain('DISAGREE');
    expect(status).toBe(0);
  });
});

type Altered = readonly [where: string, file: string, seen: RegExp, named: string];

const psp = 'settlement/psp-EUR-2026-03-02.csv';
const inMarketplace: readonly Altered[] = [
  ['in a charge at the PSP', 'db/psp.json', /"amount": (\d+)/, 'captured of order-'],
  ['in a payment order of the executor', 'db/executor.json', /"amount": (\d+)/, 'captured of order-'],
  ['in a wallet', 'db/wallet.json', /"balance": (\d+)/, 'wallet seller-'],
  ['in a posting', 'db/ledger.json', /"amount": (\d+)/, 'captured of order-'],
  ['in a refund at the PSP', 'db/psp.json', /"pspRefunds"[^]*?"amount": (\d+)/, 'refunded of refund-'],
  ['in a refund of the executor', 'db/executor.json', /"refundOrders"[^]*?"amount": (\d+)/, 'refunded of refund-'],
  [
    'in a refund of the payment service',
    'db/payment-service.json',
    /"refunds"[^]*?"amount": (\d+)/,
    'refunded of refund-',
  ],
  ['in what is reserved', 'db/payment-service.json', /"reserved": (\d+)/, 'reserved of order-'],
  ['in what the PSP has paid back', 'db/psp.json', /"refunded": (\d+),\s*"version"/, 'paid back of order-'],
  ["in a wallet's debit", 'db/wallet.json', /"debits"[^]*?"amount": (\d+)/, 'debit of refund-'],
  ['in what a refund posts', 'db/ledger.json', /"kind": "refund",[^]*?"amount": (\d+)/, 'refunded of refund-'],
  [
    'in the refund that is posted',
    'db/ledger.json',
    /"kind": "refundPaid",[^]*?"amount": (\d+)/,
    'refunded of refund-',
  ],
  ['in the gross of a line of the PSP', psp, /^charge,.*Z,,([\d.]+),/m, 'content of psp/EUR/2026-03-02#1'],
  ['in the fee of a line of the PSP', psp, /^charge,.*Z,,[\d.]+,([\d.]+),/m, 'trailer of psp-EUR-2026-03-02.csv'],
  ["in a refund's line", psp, /^refund,.*,(-[\d.]+),,/m, 'content of psp/EUR/2026-03-02#1'],
  ['in a line in yen', 'settlement/psp-JPY-2026-03-02.csv', /^charge,.*Z,,(\d+),/m, 'content of psp/JPY/2026-03-02#1'],
  ['in a line as it was taken in', 'db/reconciliation.json', /"gross": (\d+)/, 'charge listed under ch_'],
  [
    'in an entry of the bank',
    'settlement/bank-EUR-2026-03-03.xml',
    /<Ntry>\s*<NtryRef>1<\/NtryRef>\s*<Amt Ccy="EUR">([\d.]+)</,
    'content of bank/EUR/2026-03-03#1',
  ],
  ["in the report's books", 'report.json', /"bank:cash": (\d+)/, 'report.json books bank:cash'],
  ["in the report's refunds", 'report.json', /"refunded": (\d+),\s*"declined"/, 'report.json money refunded'],
];

const inWrong: readonly Altered[] = [
  ['in the file that was wrong', psp, /^charge,.*Z,,([\d.]+),/m, 'content of psp/EUR/2026-03-02#1'],
  [
    'in the file that corrects it',
    'settlement/psp-EUR-2026-03-02-2.csv',
    /^refund,.*,(-[\d.]+),,/m,
    'content of psp/EUR/2026-03-02#2',
  ],
  [
    'in the statement that is corrected',
    'settlement/bank-EUR-2026-03-03-2.xml',
    /<Ntry>\s*<NtryRef>1<\/NtryRef>\s*<Amt Ccy="EUR">([\d.]+)</,
    'content of bank/EUR/2026-03-03#2',
  ],
  [
    'in a break about an amount',
    'db/reconciliation.json',
    /"kind": "amountDiffers",[^}]*"status": "open",[^}]*"amount": (-?\d+)/,
    'listed under ',
  ],
  [
    'in a break that a correction explained',
    'db/reconciliation.json',
    /"kind": "amountDiffers",[^}]*"status": "resolved",[^}]*"amount": (-?\d+)/,
    'amount of break-amountDiffers-',
  ],
  [
    'in a break about a line that is there twice',
    'db/reconciliation.json',
    /"kind": "listedTwice",[^}]*"amount": (\d+)/,
    'listed under ',
  ],
  [
    'in a break about an unknown charge',
    'db/reconciliation.json',
    /"kind": "missingInLedger",[^}]*"amount": (\d+)/,
    'charge listed under ch_unknown_',
  ],
];

describe.each([
  ['marketplace-day', inMarketplace],
  ['first-checkout in wrong files', inWrong],
] as const)('one minor unit more in %s', (name, places) => {
  const original = join(home, name);
  const folders = places.map(([where, file], index) => alteredFolder(original, file, where, index));
  let audit = { status: 0 as number | null, told: '' };
  // One auditor looks at them one after the other.
  beforeAll(() => {
    for (const [index, [where, file, seen]] of places.entries())
      alteredCopy(original, [{ file, where, text: altered(join(original, file), seen) }], index);
    audit = recompute(...folders);
  }, 60_000);

  it.each(places.map(([where, , , named], index) => ({ where, named, folder: folders[index] ?? '' })))(
    '$where is noticed, and the figure is named',
    ({ named, folder }) => {
      expect(audit.status).toBe(1);
      const [its = ''] = audit.told.slice(audit.told.indexOf(`${folder}: `)).split(`\n${home}`);
      expect(disagreements(its).filter((line) => line.includes(named))).not.toEqual([]);
    },
  );
});

describe('one minor unit more', () => {
  it.each([
    ['of the smallest report', 'first-checkout', 230, undefined],
    ['of a report with wrong files and their corrections', 'first-checkout in wrong files', 500, undefined],
    // Where messages are lost, refunds may have been asked for of which there is no record.
    ['of a report with files cut off', 'first-checkout in files cut off', 300, /refundsAsked/],
  ])('in any single amount %s is noticed', (_, name, atLeast, unrecorded) => {
    const original = join(home, name);
    const recorded = alterations(original).filter(({ where }) => unrecorded?.test(where) !== true);
    const folders = recorded.map((alteration, index) => alteredCopy(original, [alteration], index));
    expect(folders.length).toBeGreaterThan(atLeast);
    const { status, told } = recompute(...folders);
    expect(status).toBe(1);
    expect([...told.matchAll(/^(.*): all \d+ figures agree$/gm)].map(([line]) => line)).toEqual([]);
    expect([...told.matchAll(/^.*: \d+ of \d+ figures disagree$/gm)]).toHaveLength(folders.length);
  });
});

/** Changes that fit each other, so that no figure contradicts its neighbour. */
describe('a balance of a file that nothing leads to is noticed', () => {
  const [header, trailer] = [/^header(?:,[^,]*){12},([\d.]+),/m, /^trailer(?:,[^,]*){11},(-?[\d.]+),(-?[\d.]+),/m];
  const balances = new RegExp(`${header.source}|^trailer(?:,[^,]*){12},(-?[\\d.]+),`, 'gm');
  const inDatabase = /"(?:id|fileId)": "psp\/EUR\/2026-03-0[3-6]",[^]*?"opening": (-?\d+),\s*"closing": (-?\d+)/g;
  const later = [3, 4, 5, 6].map((day) => [`settlement/psp-EUR-2026-03-0${day}.csv`, balances] as const);

  it.each([
    [
      'at the end of a file that came cut off and was not taken in',
      [['settlement/psp-EUR-2026-03-02-2.csv', trailer]],
      'psp-EUR-2026-03-02-2.csv, which was not taken in: file wrong in several places, what may be a version of a stored one',
    ],
    [
      'at the beginning of the file after one that was never corrected, and from there on',
      [...later, ['db/reconciliation.json', inDatabase]],
      'opening of psp/EUR/2026-03-03#1: file 9493, the closing before 9492',
    ],
  ] as const)('%s', (where, places, named) => {
    const original = join(home, 'first-checkout in files cut off');
    const changes = places.map(([file, seen]) => ({ file, where, text: altered(join(original, file), seen) }));
    const { status, told } = recompute(alteredCopy(original, changes, 0));
    expect(status).toBe(1);
    expect(disagreements(told)).toEqual([`  DISAGREES  EUR  ${named}`]);
  });
});

function alteredFolder(original: string, file: string, where: string, index: number): string {
  return join(home, `${basename(original)} ${index} ${file.replaceAll('/', ' ')} ${where}`);
}

/** A copy of a report in which some files are others; the rest are the same ones. */
function alteredCopy(original: string, changes: readonly Alteration[], index: number): string {
  const [{ file: first, where } = { file: '', where: 'nowhere' }] = changes;
  const folder = alteredFolder(original, first, where, index);
  for (const part of ['db', 'settlement']) {
    mkdirSync(join(folder, part), { recursive: true });
    for (const name of readdirSync(join(original, part))) linkUnlessAltered(`${part}/${name}`);
  }
  linkUnlessAltered('report.json');
  for (const { file, text } of changes) writeFileSync(join(folder, file), text);
  return folder;

  function linkUnlessAltered(path: string): void {
    if (changes.every(({ file }) => file !== path)) symlinkSync(join(original, path), join(folder, path));
  }
}

function disagreements(told: string): string[] {
  return told.split('\n').filter((line) => line.startsWith('  DISAGREES'));
}

function recompute(...folders: readonly string[]): { status: number | null; told: string; errors: string } {
  const ran = spawnSync(process.execPath, ['test/recompute/recompute.mjs', ...folders], {
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  return { status: ran.status, told: ran.stdout, errors: ran.stderr };
}
