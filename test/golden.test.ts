import { describe, expect, it } from 'vitest';
import { comparedLines } from '../src/cli/print/compared.ts';
import { storyLines } from '../src/cli/print/story.ts';
import { violationsLines } from '../src/cli/print/violation.ts';
import { withStories } from '../src/sim/simulation.ts';
import { compareScenarios } from './support/compare-scenarios.ts';
import { shippedScenario, simulate } from './support/simulate.ts';

/**
 * Whoever changes what a run does sees here what has changed, and commits it when it is meant:
 * `npx vitest run test/golden.test.ts --update`
 */
const regenerate = 'when this change is meant, regenerate with: npx vitest run test/golden.test.ts --update';

describe('a run at a fixed seed', () => {
  it('has the report that was committed, to the last penny and the last hash', async () => {
    const { report } = simulate(shippedScenario('marketplace-day', ['traffic.checkouts=60', 'seed=1']));
    const text = `${JSON.stringify(report, undefined, 2)}\n`;
    await expect(text, regenerate).toMatchFileSnapshot('golden/marketplace-day-60.report.json');
  });

  it('has the story that was committed, from Buy to the money at the bank', async () => {
    const scenario = shippedScenario('first-checkout', ['seed=1']);
    const [story] = simulate(scenario, { stories: ['checkout-1'] }).stories;
    const lines = story === undefined ? [] : storyLines(story, scenario.clock.zone, (_look, words) => words);
    await expect(lines.join('\n'), regenerate).toMatchFileSnapshot('golden/first-checkout.story.txt');
  });

  it('has the double charge that was committed, as a ticket and as data, from the timeout to the second capture', async () => {
    const mistake = ['policies.psp.timeout=800ms', 'defects=timeout-treated-as-failure'];
    const scenario = shippedScenario('defect-bench', [...mistake, 'seed=1']);
    const { report } = simulate(scenario);
    const { stories } = simulate(scenario, { stories: report.violations.map(({ first }) => first.storyOf) });
    const reproduce = `npx penny run scenarios/defect-bench.yaml --seed 1 --set ${mistake.join(' --set ')}`;
    const told = withStories({ ...report, reproduce }, stories);
    const lines = violationsLines(told, (_look, words) => words);
    await expect(`${lines.join('\n')}\n`, regenerate).toMatchFileSnapshot('golden/double-charge.violations.txt');
    const text = `${JSON.stringify(told.violations[0], undefined, 2)}\n`;
    await expect(text, regenerate).toMatchFileSnapshot('golden/double-charge.violation.json');
  });

  it('has the comparison that was committed, with the event at which silence is taken for a decline', async () => {
    const hasty = ['traffic.only=[7]', 'policies.psp.timeout=800ms', 'seed=1'];
    const [a, b] = [hasty, [...hasty, 'defects=timeout-treated-as-failure']].map((changes) =>
      shippedScenario('defect-bench', changes),
    );
    if (a === undefined || b === undefined) throw new Error('a comparison has two sides');
    const lines = comparedLines(compareScenarios(a, b), (_look, words) => words);
    await expect(`${lines.join('\n')}\n`, regenerate).toMatchFileSnapshot('golden/comparison.txt');
  });

  it('has the story of a payout to a seller that was committed, from the batch to the line by which it comes back', async () => {
    const payouts = 'payouts={ hold: 12h, returned: 100% }';
    const scenario = shippedScenario('first-checkout', ['seed=1', 'clock.nights=3', payouts]);
    const of = 'payout-seller-1-EUR-2026-03-03';
    const [story] = simulate(scenario, { stories: [of] }).stories;
    const lines = story === undefined ? [] : storyLines(story, scenario.clock.zone, (_look, words) => words);
    await expect(lines.join('\n'), regenerate).toMatchFileSnapshot('golden/payout.story.txt');
  });

  it('of the sellers’ payouts has the history that was committed', () => {
    const { report } = simulate(shippedScenario('seller-payouts', ['seed=1']));
    const { sellerPayouts, payoutsReturned } = report.counts;
    expect([report.verdict, report.traceHash, sellerPayouts, payoutsReturned], regenerate).toMatchInlineSnapshot(`
      [
        "consistent",
        "a7edc9006a08b8aa",
        39,
        9,
      ]
    `);
  });

  it('has the story of an order that was committed, from its authorisation to the capture of a part of it', async () => {
    const captures = 'captures={ later: 100%, after: 30h to 30h, partial: 100%, never: 0% }';
    const scenario = shippedScenario('first-checkout', ['seed=1', 'clock.nights=5', captures]);
    const [story] = simulate(scenario, { stories: ['order-1.1'] }).stories;
    const lines = story === undefined ? [] : storyLines(story, scenario.clock.zone, (_look, words) => words);
    await expect(lines.join('\n'), regenerate).toMatchFileSnapshot('golden/capture.story.txt');
  });

  it('of the days of dispatches has the history that was committed', () => {
    const { report } = simulate(shippedScenario('dispatch-days', ['seed=1']));
    const { authorised, capturedLater, capturedInPart, lapsed } = report.counts;
    const figures = [authorised, capturedLater, capturedInPart, lapsed];
    expect([report.verdict, report.traceHash, ...figures], regenerate).toMatchInlineSnapshot(`
      [
        "consistent",
        "836675c89f60fb02",
        108,
        90,
        20,
        18,
      ]
    `);
  });

  it('of sellers who are paid in euros has the history that was committed, and the position that the house holds', () => {
    const { report } = simulate(shippedScenario('cross-border', ['seed=1']));
    const exchanged = Object.entries(report.money).map(([code, money]) => `${code} ${money.exchanged ?? 0}`);
    expect([report.verdict, report.traceHash, ...exchanged], regenerate).toMatchInlineSnapshot(`
      [
        "consistent",
        "6bb91f5bfc51b6d7",
        "EUR -719345",
        "USD 349271",
        "JPY 409060",
        "KWD 488006",
      ]
    `);
  });
});
