/** What the services of several cells went through, on one chart. */
import { serviceNames } from '../../domain/addresses.ts';
import { troubleStates } from '../report/timeline.ts';
import type { CellSpan, Troubles } from './cell-outcome.ts';

export function mergedTroubles(a: Troubles, b: Troubles): Troubles {
  const spans = [...a.spans, ...b.spans];
  return {
    healedAt: a.healedAt ?? b.healedAt,
    gapMs: a.gapMs,
    spans: serviceNames.flatMap((service) =>
      troubleStates.flatMap((state) => {
        const own = spans.filter((span) => span.service === service && span.state === state);
        return joined(own, a.gapMs);
      }),
    ),
  };
}

/** Each cell has a service of its own: how long they lasted adds up, even at the same time. */
function joined(spans: readonly CellSpan[], gapMs: number): CellSpan[] {
  const all: CellSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last === undefined || span.from - last.to >= gapMs) all.push(span);
    else all.splice(-1, 1, inOne(last, span));
  }
  return all;
}

function inOne(a: CellSpan, b: CellSpan): CellSpan {
  return { ...a, to: Math.max(a.to, b.to), count: a.count + b.count, lastedMs: a.lastedMs + b.lastedMs };
}
