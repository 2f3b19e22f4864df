import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scenarioOf, shippedScenario } from '../../../test/support/simulate.ts';
import { idleFaultLines } from './idle-faults.ts';

/** Four hours of buyers, and an hour later all faults stop: at 14:00, thirteen hours before the first file. */
function morning(faults: string, ...changes: readonly string[]): string[] {
  const text = `
name: morning
clock: { zone: Europe/Amsterdam, start: 2026-03-02 09:00 }
traffic: { phases: [{ name: morning, shape: constant, for: 4h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 180.00 EUR }]
faults: ${faults}
`;
  return idleFaultLines(scenarioOf(text, changes));
}

const wrong = '{ fault: settlement.line-wrong-amount, rate: 1% }';
const missing = '{ fault: settlement.file-missing, rate: 1% }';

describe('faults of the nights that stop before the first night', () => {
  it('are named, with when there would be something for them', () => {
    expect(morning(`[${wrong}, ${missing}, ${wrong}, { fault: network.drop, rate: 1% }]`)).toEqual([
      'hint: settlement.line-wrong-amount and settlement.file-missing cannot strike: there is nothing to strike at before 2026-03-03 03:00, and all faults stop at 2026-03-02 14:00: write `phases: { heal: 2026-03-03 04:00 }`, or a later time',
    ]);
  });

  it('wait for what they are aimed at: a statement, the end of a business date', () => {
    const lines = morning(
      '[{ fault: settlement.file-late, rate: 1%, on: bank }, { fault: operator.double-run, rate: 1% }]',
    );
    expect(lines.map((line) => / before (\S+ \S+),/.exec(line)?.[1])).toEqual(['2026-03-03 05:00', '2026-03-03 00:00']);
  });

  it('are not when the healing is late enough, by a minute', () => {
    expect(morning(`[${wrong}]`, 'phases.heal=2026-03-03 03:00')).toHaveLength(1);
    expect(morning(`[${wrong}]`, 'phases.heal=2026-03-03 03:01')).toEqual([]);
  });

  it('may have a time of their own that is over before', () => {
    const early = '{ fault: settlement.line-missing, rate: 1%, during: 2026-03-02 10:00 to 2026-03-02 12:00 }';
    expect(morning(`[${early}, ${wrong}]`, 'phases.heal=2026-03-03 09:00')).toEqual([
      'hint: settlement.line-missing cannot strike: there is nothing to strike at before 2026-03-03 03:00, and `during` is over at 2026-03-02 12:00',
    ]);
  });
});

describe('nothing is said', () => {
  it('of a ready-made storm, which is of everything', () => {
    expect(morning('heavy')).toEqual([]);
    expect(morning('swarm')).toEqual([]);
  });

  it('of any shipped scenario', () => {
    const names = readdirSync('scenarios').map((file) => file.replace('.yaml', ''));
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => idleFaultLines(shippedScenario(name)).length > 0)).toEqual([]);
  });
});
