/**
 * The books can be recomputed from a report folder by somebody who has none of our code: test/recompute/recompute.mjs
 * does so. It agrees with what the tool writes, and notices when a single minor unit of it is changed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alterations, alteredOnce, type Alteration } from './support/alterations.ts';
import { penny } from './support/simulate.ts';

const home = mkdtempSync(join(tmpdir(), 'everypenny-recompute-'));
afterAll(() => rmSync(home, { recursive: true }), 60_000);

describe.each([
  ['first-checkout', [], ['EUR']],
  ['marketplace-day', ['--checkouts', '400'], ['EUR', 'GBP', 'JPY', 'KWD']],
  ['autumn-clock-change', ['--checkouts', '300'], ['EUR', 'GBP']],
] as const)('the books of %s', (scenario, options, currencies) => {
  const folder = join(home, scenario);
  beforeAll(() => void penny(['run', `scenarios/${scenario}.yaml`, ...options, '--out', folder, '--quiet']), 60_000);

  it('are recomputed from its databases and settlement files, and agree with its report in every figure', () => {
    const { status, told, errors } = recompute(folder);
    expect(errors).toBe('');
    expect(told).toMatch(/: all \d+ figures agree\n/);
    expect([...told.matchAll(/^([A-Z]{3}), in minor units$/gm)].map(([, currency]) => currency)).toEqual(currencies);
    expect(told).not.toContain('DISAGREE');
    expect(status).toBe(0);
  });
});

describe('one minor unit more', () => {
  const source = join(home, 'marketplace-day');

  it.each<[where: string, file: string, seen: RegExp, named: string]>([
    ['in a charge at the PSP', 'db/psp.json', /"amount": (\d+)/, 'captured of order-'],
    ['in a payment order of the executor', 'db/executor.json', /"amount": (\d+)/, 'captured of order-'],
    ['in a wallet', 'db/wallet.json', /"balance": (\d+)/, 'wallet seller-'],
    ['in a posting', 'db/ledger.json', /"amount": (\d+)/, 'captured of order-'],
    ['in the gross of a line of the PSP', 'settlement/psp-EUR-2026-03-02.csv', /^charge,.*Z,([\d.]+),/m, 'line of ch_'],
    [
      'in the fee of a line of the PSP',
      'settlement/psp-EUR-2026-03-02.csv',
      /^charge,.*Z,[\d.]+,([\d.]+),/m,
      'fee of ch_',
    ],
    ['in a line in yen', 'settlement/psp-JPY-2026-03-02.csv', /^charge,.*Z,([\d.]+),/m, 'line of ch_'],
    [
      'in an entry of the bank',
      'settlement/bank-EUR-2026-03-03.xml',
      /<Ntry>\s*<NtryRef>1<\/NtryRef>\s*<Amt Ccy="EUR">([\d.]+)</,
      'entry payout-EUR-',
    ],
    ["in the report's books", 'report.json', /"bank:cash": (\d+)/, 'report.json books bank:cash'],
  ])('%s is noticed, and the figure is named', (_, file, seen, named) => {
    const folder = mkdtempSync(join(home, 'altered-'));
    cpSync(source, folder, { recursive: true });
    alteredOnce(join(folder, file), seen);
    const { status, told } = recompute(folder);
    expect(status).toBe(1);
    expect(told.split('\n').filter((line) => line.startsWith('  DISAGREES') && line.includes(named))).not.toEqual([]);
  });

  it('in any single amount of the smallest report is noticed', () => {
    const original = join(home, 'first-checkout');
    const folders = alterations(original).map((alteration, index) => copyWith(original, alteration, index));
    expect(folders.length).toBeGreaterThan(150);
    const { status, told } = recompute(...folders);
    expect(status).toBe(1);
    expect([...told.matchAll(/^(.*): all \d+ figures agree$/gm)].map(([line]) => line)).toEqual([]);
    expect([...told.matchAll(/^.*: \d+ of \d+ figures disagree$/gm)]).toHaveLength(folders.length);
  });
});

/** A copy of a report in which one amount is another, named after what was changed. */
function copyWith(original: string, { file, where, text }: Alteration, index: number): string {
  const folder = join(home, `${index} ${file.replaceAll('/', ' ')} ${where}`);
  cpSync(original, folder, { recursive: true, filter: (path) => !path.endsWith('.html') });
  writeFileSync(join(folder, file), text);
  return folder;
}

function recompute(...folders: readonly string[]): { status: number | null; told: string; errors: string } {
  const ran = spawnSync(process.execPath, ['test/recompute/recompute.mjs', ...folders], { encoding: 'utf8' });
  return { status: ran.status, told: ran.stdout, errors: ran.stderr };
}
