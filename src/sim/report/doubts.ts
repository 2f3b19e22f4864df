/** Why a run proves nothing: it was cut short, it exercised nothing, or not what it was there for. */
import type { Counts } from './counts.ts';
import type { ExpectationResult, Report } from './report.ts';

export interface Shown extends Pick<Report, 'expectations' | 'unreachedSites'> {
  readonly counts: Counts;
  /** Lines of all reconciled files that were matched. */
  readonly matched: number;
  /** Where the run was cut short, in sentences. */
  readonly cutShort: readonly string[];
}

/** In sentences; none for a run that shows something either way. */
export function doubtsAbout({ counts, matched, cutShort, expectations, unreachedSites }: Shown): string[] {
  const reasons = [...cutShort];
  if (counts.captured === 0) reasons.push('no order was captured, so no money moved');
  if (counts.filesReconciled === 0) reasons.push('no settlement file was reconciled');
  else if (counts.captured > 0 && matched === 0) reasons.push('no line of a file was matched');
  return [...reasons, ...unexercised(expectations, unreachedSites)];
}

export function verdictOf(violations: readonly unknown[], doubts: readonly string[]): Report['verdict'] {
  if (violations.length > 0) return 'inconsistent';
  return doubts.length > 0 ? 'inconclusive' : 'consistent';
}

/** A run that did not do what it was there for proves nothing either. */
function unexercised(expectations: readonly ExpectationResult[], unreachedSites: readonly string[]): string[] {
  const reasons = expectations
    .filter(({ met }) => !met)
    .map(({ expression, value }) => `it was to exercise ${expression}, and the figure is ${value}`);
  const [first, ...others] = unreachedSites;
  if (first === undefined) return reasons;
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return [...reasons, `the script names a site that never occurred: ${first}${rest}`];
}
