/** The breaks that reconciliation found: those that are open, and those that a later file explained. */
import type { BreakRecord } from '../../domain/night-records.ts';
import type { World } from '../world.ts';
import type { OpenBreak, ResolvedBreak } from './report.ts';

export interface BreakResults {
  readonly openBreaks: readonly OpenBreak[];
  readonly resolvedBreaks: readonly ResolvedBreak[];
}

export function breakResults(world: World): BreakResults {
  const openBreaks: OpenBreak[] = [];
  const resolvedBreaks: ResolvedBreak[] = [];
  for (const record of world.database('reconciliation').table('breaks').all()) {
    if (record.resolvedOn === undefined) openBreaks.push(breakOf(record));
    else resolvedBreaks.push({ ...breakOf(record), resolvedOn: record.resolvedOn });
  }
  return { openBreaks, resolvedBreaks };
}

function breakOf({ id, orderId, kind, openedOn, amount, currency, explanation }: BreakRecord): OpenBreak {
  return { id, order: orderId ?? null, kind, openedOn, amount, currency, explanation };
}
