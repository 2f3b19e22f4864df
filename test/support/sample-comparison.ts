/** Two runs with the same luck as a comparison has them, with figures of a few orders. */
import { compared, type Compared } from '../../src/sim/compare/compared.ts';
import type { Comparison, PairOutcome, SideResult, ToldParting } from '../../src/sim/compare/comparison.ts';
import type { FigureName } from '../../src/sim/compare/figures.ts';
import type { PairedFigure } from '../../src/sim/compare/paired-figures.ts';

const side: SideResult = {
  verdict: 'consistent',
  inconclusiveBecause: [],
  traceHash: 'feedfacecafebeef',
  violations: [],
  thresholds: [],
  zone: 'Europe/Amsterdam',
};

/** Two runs with the same history; only what is changed differs. */
export function comparisonWith(a: Partial<SideResult> = {}, b: Partial<SideResult> = {}): Comparison {
  return {
    seed: '1',
    verdict: 'same',
    a: { ...side, ...a },
    b: { ...side, ...b },
    common: 1_234,
    parting: null,
    figures: [],
    orders: { both: 63, onlyInA: 0, onlyInB: 0, differ: 0, changes: [], first: [] },
  };
}

/** Where a call was not answered in time in B alone. */
export const sampleParting: ToldParting = {
  last: { at: '2026-03-02T19:14:13.022Z', text: 'executor → psp, sent, order-7.1: charge 3,663 JPY' },
  first: 'b',
  about: 'order-7.1',
  a: { at: '2026-03-02T19:14:14.338Z', text: 'psp.db, order-7.1: charge ch_7_1_1 stored: captured 3,663 JPY' },
  b: { at: '2026-03-02T19:14:13.813Z', text: 'executor, sent, order-7.1: the PSP has not answered' },
  detail: null,
  story: 'order-7.1',
};

export function count(name: string, a: number, b: number, better: FigureName['better'] = null): PairedFigure {
  return { group: 'outcomes', name, currency: null, unit: 'count', better, a, b };
}

export function amountOf(name: string, currency: string, a: number, b: number): PairedFigure {
  return { group: 'money', name, currency, unit: 'money', better: null, a, b };
}

export function latencyOf(name: string, a: number | null, b: number | null): PairedFigure {
  return { group: 'latency', name, currency: null, unit: 'ms', better: 'less', a, b };
}

/** The result of comparing an old design and a new one. */
export function comparedOf(...outcomes: readonly PairOutcome[]): Compared {
  const scenario = { name: 'day', description: '', sha256: 'abc' };
  return compared({
    version: '1.2.3',
    scenarios: { a: scenario, b: scenario },
    settings: [{ name: 'policies.psp.timeout', a: '10s', b: '800ms' }],
    outcomes,
    reproduce: 'npx penny compare old.yaml new.yaml',
    reproduceSeed: (seed) => ({
      compare: `npx penny compare old.yaml new.yaml --seed ${seed}`,
      a: `npx penny run old.yaml --seed ${seed}`,
      b: `npx penny run new.yaml --seed ${seed}`,
    }),
  });
}
