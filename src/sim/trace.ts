/**
 * What of a run folds into its trace hash: everything delivered and everything committed, in order. A new record folds in
 * whole; of one that takes the place of another, its id and what has changed. Nothing is lost by that: what it was before
 * was folded in when it was written, whole or as a change of what had been before that.
 */
import type { Fact, Written } from './facts.ts';
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
      foldRecord(trace, fact);
    }
  }
}

function foldRecord(trace: TraceHash, { before, after }: Written): void {
  if (before === undefined) return trace.fold(after);
  trace.fold(after.id);
  trace.foldChange(before, after);
}
