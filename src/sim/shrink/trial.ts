/** A run that is made to see one thing: whether a violation is in it. It ends as soon as it is seen. */
import type { Finding, Witness } from '../checks/check.ts';
import { checkMakers } from '../checks/registry.ts';
import type { Fact } from '../facts.ts';
import { createListener } from '../hearing.ts';
import type { Interpreter } from '../interpreter/interpreter.ts';
import type { Progress } from '../kernel/kernel.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { checkSettings } from '../simulation.ts';
import { createWorld } from '../world.ts';
import { likenessOf } from './likeness.ts';

/** The violation that is looked for. */
export interface Sought {
  readonly invariant: string;
  /** See `likenessOf`. */
  readonly likeness: string;
}

/** The violation was seen. What came later can have had no part in it. */
export interface Shown {
  readonly finding: Finding;
  /** The checkouts that had come by then. */
  readonly came: ReadonlySet<string>;
  /** The sites at which a fault had fired by then. */
  readonly fired: ReadonlySet<string>;
}

export interface Trial {
  /** Runs at most so many events. */
  run(budget: number): 'more' | 'over';
  /** What it has shown, once `run` is over; undefined when it has not. */
  shown(): Shown | undefined;
}

export function createTrial(scenario: Scenario, sought: Sought, interpreter: Interpreter): Trial {
  const world = createWorld(scenario, interpreter);
  const settings = checkSettings(scenario);
  const check = checkMakers.map((make) => make(settings)).find(({ id }) => id === sought.invariant);
  if (check === undefined) throw new RangeError(`there is no invariant ${sought.invariant}`);
  const hear = createListener(check.hears);
  const came = new Set<string>();
  const fired = new Set<string>();
  let shown: Shown | undefined;

  const witness: Witness = {
    checked: () => undefined,
    violated(finding) {
      if (shown === undefined && likenessOf(finding) === sought.likeness) shown = { finding, came, fired };
    },
  };
  const observe = (fact: Fact): void => {
    if (shown !== undefined) return;
    if (fact.kind === 'faulted') fired.add(fact.site);
    if (fact.kind === 'sent' && fact.message.type === 'BuyerArrived') came.add(fact.message.checkoutId);
    hear(fact, witness);
  };
  world.stream.observe(observe);
  return {
    run(budget) {
      const progress: Progress = world.run(budget);
      if (progress === 'quiet' && shown === undefined) check.conclude?.(world.now(), witness);
      return progress === 'more' && shown === undefined ? 'more' : 'over';
    },
    shown: () => shown,
  };
}
