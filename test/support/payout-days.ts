/**
 * A run in which one seller is paid 90.00 EUR out on Tuesday, and the seller's bank sends it back on Wednesday: every
 * fact of it, and what a check says about these facts, or about others that are made from them.
 */
import { currency } from '../../src/domain/currency.ts';
import type { CheckMaker, CheckSettings, Finding } from '../../src/sim/checks/check.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { examine } from './fact-tape-examine.ts';
import { oneClick } from './one-click.ts';
import { scenarioOf, watch } from './simulate.ts';

const { facts, scenario, world } = watch(
  scenarioOf(oneClick, ['baskets.sellers=[100%]', 'payouts={ hold: 12h, returned: 100% }']),
);

const settings: CheckSettings = {
  policy: scenario.policy,
  currencies: [currency('EUR')],
  hasRefunds: false,
  settleWithinMs: scenario.phases.settleWithinMs,
};

export const payoutDays: readonly Fact[] = facts;

export function payoutFindings(make: CheckMaker, tape: readonly Fact[]): readonly Finding[] {
  return examine(make, tape, settings, world.now()).findings;
}

/** What a check says, with its price. */
export function payoutVerdicts(make: CheckMaker, tape: readonly Fact[]): string[] {
  return payoutFindings(make, tape).map(({ sentence, money }) =>
    money === undefined ? sentence : `${sentence} [${money.amount} ${money.currency}]`,
  );
}
