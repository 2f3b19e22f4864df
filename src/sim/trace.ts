/** What of a run folds into its trace hash: everything delivered and everything committed, in order. */
import type { Fact } from './facts.ts';
import type { TraceHash } from './kernel/trace-hash.ts';

export function foldFacts(trace: TraceHash, facts: readonly Fact[]): void {
  for (const fact of facts) {
    if (fact.kind === 'delivered') {
      trace.fold(fact.at);
      trace.fold(fact.from);
      trace.fold(fact.to);
      trace.fold(fact.message);
    } else if (fact.kind === 'written') {
      trace.fold(fact.at);
      trace.fold(fact.by);
      trace.fold(fact.table);
      trace.fold(fact.after);
    }
  }
}
