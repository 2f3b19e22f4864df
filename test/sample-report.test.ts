/** `reports/first-checkout-1/` is committed as a sample: it must be what the README's first run leaves behind. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { penny } from './support/simulate.ts';

const sample = 'reports/first-checkout-1';
const folder = mkdtempSync(join(tmpdir(), 'sample-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function filesOf(root: string): string[] {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(root, name)).isFile()).toSorted();
}

describe('the committed sample', () => {
  it('is what a run leaves behind today (to renew it: npx penny run scenarios/first-checkout.yaml)', () => {
    const fresh = join(folder, 'report');
    penny(['run', 'scenarios/first-checkout.yaml', '--quiet', '--seed', '1', '--out', fresh]);
    // What varies from run to run is all in run-info.json, which is not committed.
    const same = (name: string): boolean => name !== 'run-info.json';
    expect(filesOf(sample).filter(same)).toEqual(filesOf(fresh).filter(same));
    for (const name of filesOf(fresh).filter(same)) {
      expect(readFileSync(join(sample, name), 'utf8'), name).toBe(readFileSync(join(fresh, name), 'utf8'));
    }
  });
});
