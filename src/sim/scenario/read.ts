/** Reads a scenario file: its YAML or JSON, the values that the command line puts in, and what it all means. */
import { withQuotesHint } from '../faults/script.ts';
import { openDocument } from './document.ts';
import { problemsOf } from './issues.ts';
import { normalised } from './normalise.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { inOrder, type Problem } from './problem.ts';
import type { Scenario } from './scenario.ts';
import { writtenForm } from './written-form.ts';
import type { Complaint } from './written/leaf.ts';

export type ReadScenario =
  { readonly ok: true; readonly scenario: Scenario } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The scenario that a text describes, or all that is wrong with it, in the order of the file.
 * @param file what problems call the file
 */
export function readScenario(text: string, file: string, overrides: readonly Override[] = []): ReadScenario {
  const opened = openDocument(text, file);
  if (opened.document === undefined) return { ok: false, problems: inOrder(opened.problems.map(withQuotesHint(text))) };
  const overridden = applyOverrides(opened.document.value, overrides);
  const result = writtenForm.safeParse(overridden.value);
  const problems = [...opened.problems, ...overridden.problems];
  if (!result.success) {
    const subject = { value: overridden.value, file, document: opened.document, overrides };
    problems.push(...problemsOf(result.error.issues, subject));
  }
  if (problems.length > 0 || !result.success) return { ok: false, problems: inOrder(problems) };
  return { ok: true, scenario: normalised(result.data) };
}

/**
 * What makes a scenario, which is itself in order, unfit for what is asked of it: said as all problems are, at its place.
 * @param overrides those with which it was read
 */
export function unfitness(
  complaint: Complaint,
  text: string,
  file: string,
  overrides: readonly Override[],
): readonly Problem[] {
  const { document } = openDocument(text, file);
  if (document === undefined) return [];
  const { path = [], expected: message, ...params } = complaint;
  const { value } = applyOverrides(document.value, overrides);
  return problemsOf([{ code: 'custom', path: [...path], message, params }], { value, file, document, overrides });
}
