/** Feeds hand-made facts to whoever watches a run, one after the other. */
import type { Fact } from '../../src/sim/facts.ts';
import { createListener, type Hearing } from '../../src/sim/hearing.ts';

/** @param hearings of one watcher, in the order in which they hear each fact */
export function hearAll(hearings: readonly Hearing[], facts: readonly Fact[]): void {
  const hear = createListener(hearings);
  for (const fact of facts) hear(fact, undefined);
}
