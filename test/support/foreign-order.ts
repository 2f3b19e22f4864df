/** One order of 100.00 USD whose seller is paid in euros: its facts, and what a check says of them. */
import type { CheckMaker } from '../../src/sim/checks/check.ts';
import type { Fact } from '../../src/sim/facts.ts';
import type { Scenario } from '../../src/sim/scenario/scenario.ts';
import { checkSettings } from '../../src/sim/simulation.ts';
import { examine } from './fact-tape-examine.ts';
import { oneClick } from './one-click.ts';
import { scenarioOf } from './simulate.ts';

/** At 0.92 on Monday, and up to 2 % more or less from one date to the next. */
const foreign = [
  'baskets.sellers=[100%]',
  'sellers.count=1',
  'currencies=[{ code: EUR, share: 0%, price: 1.00 EUR to 1.00 EUR }, { code: USD, share: 100%, price: 100.00 USD to 100.00 USD }]',
  'fx={ sellers: EUR, rates: [1 USD = 0.92 EUR], drift: 2% }',
];

export function foreignOrder(...changes: readonly string[]): Scenario {
  return scenarioOf(oneClick, [...foreign, ...changes]);
}

/** What a check says of facts, with its price. */
export function foreignVerdicts(make: CheckMaker, facts: readonly Fact[], scenario: Scenario): string[] {
  const end = facts.at(-1)?.at ?? 0;
  return examine(make, facts, checkSettings(scenario), end).findings.map(({ sentence, money }) =>
    money === undefined ? sentence : `${sentence} [${money.amount} ${money.currency}]`,
  );
}
