/** What became of the injected discrepancies of one kind, as one bar in parts: found, missed, or without a trace. */
import type { ScoreResult } from '../../report.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import { across, legend } from './figure.ts';

const parts = [
  { key: 'found', name: 'found' },
  { key: 'missed', name: 'missed' },
  { key: 'harmless', name: 'harmless' },
] as const;

export function scoreLegend(): Markup {
  return legend(
    parts.map(({ key, name }) => ({
      text: name,
      mark: markup`<rect class="score ${key}" x="1" y="2" width="14" height="8" />`,
    })),
  );
}

/**
 * The numbers stand beside it in the table, so that it need not be read aloud.
 * @param most the number that fills the width, at least 1
 */
export function scoreBar(score: ScoreResult, most: number): Markup {
  let before = 0;
  const drawn = parts.map(({ key }) => {
    const value = score[key];
    const x = before / most;
    before += value;
    return value === 0
      ? nothing
      : markup`<rect class="score ${key}" x="${across(x)}" y="2" width="${across(value / most)}" height="8" />`;
  });
  return markup`<svg class="dots" width="100%" height="12" aria-hidden="true">${drawn}</svg>`;
}
