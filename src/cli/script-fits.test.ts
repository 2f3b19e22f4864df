import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setOverride } from '../sim/scenario/overrides.ts';
import { assertFits, loadScript } from './script-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everypenny-script-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const scenario = `name: day
clock: { zone: Europe/Amsterdam, start: 2026-03-02 08:00, nights: 1 }
traffic: { checkouts: 10, phases: [{ name: day, shape: constant, for: 1h, rate: 10/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
`;
const terminal = { progress: () => undefined, clearProgress: () => undefined };

/** What is said of a script with this scenario; the folder of both is left out. */
async function saidOf(script: string, ...overrides: string[]): Promise<string> {
  const [file, day] = [join(folder, 'faults.yaml'), join(folder, 'day.yaml')];
  writeFileSync(file, script);
  writeFileSync(day, scenario);
  const read = await loadScript(file, terminal, new AbortController().signal);
  try {
    assertFits(read, file, { file: day, overrides: overrides.map(setOverride) });
    return 'fits';
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll(`${folder}/`, '') : String(error);
  }
}

const key = (after: string): string => `# One key
- { site: "psp key order-1.1 #1", fault: psp.key-expiry, after: ${after} }
`;
const skew =
  '- { site: "episode clock.skew psp #1", fault: clock.skew, on: psp, at: 2026-03-02T07:10:00.000Z, for: 1h, step: -90s, drift: 0ms }\n';

describe('a script', () => {
  it('that has the PSP forget a key while a request is still good is refused, with its line', async () => {
    expect(await saidOf(key('2min'))).toBe('fits');
    expect(await saidOf(key('119s'))).toBe(`1 problem in faults.yaml
faults.yaml:2:3: psp key order-1.1 #1: psp.key-expiry forgets a key after 119s
  expected at least 2min: 2min for which a request is good
  hint: a request that is repeated while it is still good would be charged again`);
  });

  it('with a clock that is off must have keys live for as much longer', async () => {
    expect(await saidOf(key('22min') + skew)).toBe('fits');
    expect(await saidOf(key('21min') + skew)).toMatch(
      /faults\.yaml:2:3: .* after 21min\n +expected at least 22min: 2min for which a request is good, and 20min by /,
    );
  });

  it('that fits its own scenario may not fit one with other settings', async () => {
    expect(await saidOf(key('2min'), 'psp.requestValid=3min')).toMatch(/faults\.yaml:2:3: /);
    const drop = '- { site: "executor→psp ChargeRequested order-1.1 #1", fault: network.drop }\n';
    expect(await saidOf(drop)).toBe('fits');
    expect(await saidOf(drop, 'policies.breaker.open=20min')).toMatch(
      /^1 problem in the options\n--set policies\.breaker\.open=20min: policies\.breaker\.open: the open circuit /,
    );
    expect(await saidOf('[]\n', 'policies.breaker.open=20min')).toBe('fits');
  });
});
