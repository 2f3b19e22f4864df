/** A defect that is switched on far from its own bench is seen all the same, and the run comes to its end. */
import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from './support/simulate.ts';

describe('history that is edited while the PSP lists charges of unknown orders in two currencies', () => {
  it('moves a posting from the books of one currency to those of the other, and is seen', () => {
    const changes = ["seed='1'", 'traffic.checkouts=150', 'expect=[]', 'defects=history-edited'];
    const { report, world } = simulate(shippedScenario('broken-settlement-week', changes));
    expect(report.violations.map(({ invariant }) => invariant)).toContain('I19');
    expect(report.inconclusiveBecause.filter((reason) => reason.includes('limit'))).toEqual([]);
    expect(world.database('ledger').find('transactions', 'capture/order-unknown')).toMatchObject({
      postings: [{ currency: 'JPY' }],
    });
  });
});

describe('a sale that is posted twice in the night of a corrected file', () => {
  it('is seen, and the night of the correction comes to its end', () => {
    const defect = 'defects=webhook-and-response-both-complete';
    const changes = ["seed='4'", 'traffic.checkouts=12', 'expect=[]', 'faults=heavy', 'limits.events=100000', defect];
    const { report } = simulate(shippedScenario('cross-border', changes));
    expect(report.violations.map(({ invariant }) => invariant)).toContain('I7');
    expect(report.inconclusiveBecause.filter((reason) => reason.includes('limit'))).toEqual([]);
  });
});
