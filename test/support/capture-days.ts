/**
 * A run in which an order of 100.00 EUR is authorised on Monday and captured on Tuesday for the 27.31 EUR that its seller
 * dispatches, and one in which nothing is dispatched: every fact of them, and what a check says about these facts, or about
 * others that are made from them.
 */
import { currency } from '../../src/domain/currency.ts';
import type { CheckMaker, CheckSettings } from '../../src/sim/checks/check.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { examine } from './fact-tape-examine.ts';
import { oneClick } from './one-click.ts';
import { scenarioOf, watch, type Watched } from './simulate.ts';

function dispatching(never: string): Watched {
  const captures = `captures={ later: 100%, after: 30h to 30h, partial: 100%, never: ${never}, expiry: 3d }`;
  return watch(scenarioOf(oneClick, ['baskets.sellers=[100%]', captures]));
}

const dispatched = dispatching('0%');
export const captureSettings: CheckSettings = {
  policy: dispatched.scenario.policy,
  currencies: [currency('EUR')],
  hasRefunds: false,
  settleWithinMs: dispatched.scenario.phases.settleWithinMs,
};

export const captureDays: readonly Fact[] = dispatched.facts;
export const lapseDays: readonly Fact[] = dispatching('100%').facts;

/** What a check says, with its price. */
export function captureVerdicts(make: CheckMaker, tape: readonly Fact[]): string[] {
  return examine(make, tape, captureSettings, (tape.at(-1)?.at ?? 0) + 86_400_000).findings.map(
    ({ sentence, money }) => (money === undefined ? sentence : `${sentence} [${money.amount} ${money.currency}]`),
  );
}
