/** The thresholds that the scenario set, and how the run measured up; what it had to exercise to prove anything. */
import { whatCounts } from '../../../scenario/what-counts.ts';
import { measured } from '../../measured.ts';
import type { ExpectationResult, Report, ThresholdResult } from '../../report.ts';
import { count } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import { status, type Section } from '../section.ts';
import { table, type Column } from '../table.ts';

export function thresholdsSection({ thresholds, expectations }: Report): Section {
  const asked = table({
    caption: 'What the scenario asked for. A missed threshold fails the command, not the books.',
    columns,
    rows: thresholds,
    empty: 'The scenario sets no thresholds.',
  });
  const head = { id: 'thresholds', title: 'Thresholds' };
  if (expectations.length === 0) return { ...head, body: asked };
  const exercised = table({
    caption: 'What the run had to exercise. Where it did not, it proves nothing.',
    columns: expectationColumns,
    rows: expectations,
  });
  return {
    ...head,
    title: 'Thresholds and expectations',
    body: markup`<div class="panels held">\n${asked}${exercised}</div>`,
  };
}

function heldTo(expression: string): Markup {
  const what = whatCounts(expression);
  return markup`<code>${expression}</code>${what === undefined ? nothing : markup` <span class="aside line">${what}</span>`}`;
}

const columns: readonly Column<ThresholdResult>[] = [
  { head: 'Threshold', kind: 'name', cell: ({ expression }) => heldTo(expression) },
  { head: 'Measured', kind: 'number', cell: measured },
  { head: 'Outcome', cell: ({ met }) => (met ? status('good', 'met') : status('bad', 'missed')) },
];

const expectationColumns: readonly Column<ExpectationResult>[] = [
  { head: 'Expectation', kind: 'name', cell: ({ expression }) => heldTo(expression) },
  { head: 'Exercised', kind: 'number', cell: ({ value }) => count(value) },
  { head: 'Outcome', cell: ({ met }) => (met ? status('good', 'met') : status('warn', 'not met')) },
];
