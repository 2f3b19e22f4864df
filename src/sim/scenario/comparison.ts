/** Comparisons as people write them, `openBreaks = 0`: what thresholds and expectations have in common. */
import type { Operator } from './scenario.ts';
import { parsed, refused, type Parsed } from './units/parsed.ts';

export interface ComparisonParts {
  /** Undefined where the text does not begin with a name. */
  readonly name: string | undefined;
  readonly sign: string;
  readonly bound: string;
}

const operators = ['<', '<=', '>', '>=', '='] as const;
const likely: readonly (readonly [string, Operator])[] = [
  ['==', '='],
  ['=<', '<='],
  ['=>', '>='],
  ['≤', '<='],
  ['≥', '>='],
];

/** A text taken apart: a name of letters, digits, dots and hyphens, then a sign, then the rest. */
export function comparisonIn(text: string): ComparisonParts {
  const [, name, sign = '', bound = ''] = /^([\w.-]+)\s*([<>=!≤≥]*)\s*(.*)$/.exec(text.trim()) ?? [];
  return { name, sign, bound };
}

/** @param metric what is compared, for the words of a refusal */
export function parseOperator(metric: string, sign: string): Parsed<Operator> {
  const operator = operators.find((known) => known === sign);
  if (operator !== undefined) return parsed(operator);
  const meant = likely.find(([mistaken]) => mistaken === sign)?.[1];
  const expected = `${metric}, then one of ${operators.join(' ')} and a bound`;
  return refused(expected, meant === undefined ? undefined : `write \`${meant}\``);
}

/** A whole number, zero or more. */
export function parseCount(metric: string, bound: string): Parsed<number> {
  return /^\d{1,15}$/.test(bound) ? parsed(Number(bound)) : refused(`${metric} with a whole number`);
}
