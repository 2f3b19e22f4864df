/** How well reconciliation found what was wrong in the night's files. */
import type { ScoreResult } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { grouped } from './columns.ts';
import { price } from './price.ts';
import { titled } from './titled.ts';

type Count = 'injected' | 'found' | 'missed' | 'harmless' | 'real' | 'falsely';

/** Empty where nothing was injected and no other break stayed open. */
export function scoreLines(score: readonly ScoreResult[], style: Style): string[] {
  if (score.length === 0) return [];
  // Without a mistake in the payment system there is next to nothing to find but what was injected.
  const hasReal = score.some(({ real }) => real > 0);
  const counts: readonly Count[] = [
    'injected',
    'found',
    'missed',
    'harmless',
    ...(hasReal ? ['real' as const] : []),
    'falsely',
  ];
  const rows = score.map((each) => [each.kind, ...counts.map((count) => grouped(each[count])), price(each.money)]);
  return ['', ...titled(style, 'Reconciliation score', ['', ...counts, 'money'], rows)];
}
