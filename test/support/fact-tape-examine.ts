/** Feeds hand-made facts to one check and collects what it says. */
import type { Check, CheckMaker, Finding } from '../../src/sim/checks/check.ts';
import type { Fact } from '../../src/sim/facts.ts';
import { createListener } from '../../src/sim/hearing.ts';
import { goodSettings } from './good-days-policy.ts';
import { endOfGoodDays } from './good-days.ts';

export interface Examined {
  readonly check: Check;
  readonly checked: number;
  readonly findings: readonly Finding[];
}

/** Feeds facts to a fresh check and concludes. */
export function examine(
  make: CheckMaker,
  facts: readonly Fact[],
  settings = goodSettings,
  end = endOfGoodDays,
): Examined {
  const check = make(settings);
  const findings: Finding[] = [];
  let checked = 0;
  const witness = { checked: () => void (checked += 1), violated: (finding: Finding) => void findings.push(finding) };
  const hear = createListener(check.hears);
  for (const fact of facts) hear(fact, witness);
  check.conclude?.(end, witness);
  return { check, checked, findings };
}

/** What a check says, with its price. */
export function verdicts(make: CheckMaker, facts: readonly Fact[], end = endOfGoodDays): string[] {
  return examine(make, facts, goodSettings, end).findings.map(({ sentence, money }) =>
    money === undefined ? sentence : `${sentence} [${money.amount} ${money.currency}]`,
  );
}
