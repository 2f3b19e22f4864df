/** How well reconciliation found what was wrong in the night's files. */
import type { ScoreResult } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { grouped } from './columns.ts';
import { price } from './price.ts';
import { titled } from './titled.ts';

const heads = ['', 'injected', 'found', 'missed', 'harmless', 'falsely', 'money'];

/** Empty where nothing was injected and nothing falsely found. */
export function scoreLines(score: readonly ScoreResult[], style: Style): string[] {
  if (score.length === 0) return [];
  const rows = score.map(({ kind, injected, found, missed, harmless, falsely, money }) => [
    kind,
    ...[injected, found, missed, harmless, falsely].map(grouped),
    price(money),
  ]);
  return ['', ...titled(style, 'Reconciliation score', heads, rows)];
}
