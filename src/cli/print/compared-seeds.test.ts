import { describe, expect, it } from 'vitest';
import { amountOf, comparedOf, comparisonWith, count, latencyOf } from '../../../test/support/sample-comparison.ts';
import type { Comparison, PairOutcome } from '../../sim/compare/comparison.ts';
import { comparedLines } from './compared.ts';

const plain = (_: string, text: string): string => text;

function seed(n: number, changes: Partial<Comparison> = {}): Comparison {
  return { ...comparisonWith(), seed: String(n), verdict: 'different', ...changes };
}

/** With so many orders captured, and that much latency. */
function measured(n: number, captured: readonly [number, number], p99: readonly [number, number]): Comparison {
  const figures = [
    count('orders', 63, 63),
    count('captured', ...captured, 'more'),
    amountOf('refunded', 'EUR', 100 * n, 200 * n),
    latencyOf('checkout p99', ...p99),
  ];
  return seed(n, { figures, orders: { ...comparisonWith().orders, differ: n } });
}

const crash: PairOutcome = { seed: '4', verdict: 'crashed', error: 'a machine fell over' };
const first = { at: '2026-03-02T19:14:16.006Z', order: 'order-7.1', sentence: 'order-7.1 has 2 captured charges' };
const violation = { invariant: 'I2', name: 'at-most-one-charge', count: 1, money: { JPY: 3_663 }, first };

describe('two designs with many seeds', () => {
  const lines = comparedLines(
    comparedOf(
      measured(1, [60, 61], [2_000, 2_000]),
      measured(2, [60, 59], [2_000, 1_500]),
      measured(3, [60, 63], [3_000, 2_900]),
    ),
    plain,
  );

  it('begin with how many are the same, and what came of each', () => {
    expect(lines[0]).toBe('DIFFERENT  day, 3 seeds: 3 different; A 3 consistent; B 3 consistent');
    const mixed = [seed(1, { verdict: 'same' }), seed(2, comparisonWith({}, { verdict: 'inconsistent' })), crash];
    const [line] = comparedLines(comparedOf(...mixed), plain);
    expect(line).toBe('CRASHED  day, 3 seeds: 2 same, 1 crashed; A 2 consistent; B 1 consistent, 1 inconsistent');
  });

  it('have medians, the median of the differences, and in how many seeds which of them is better', () => {
    expect(lines.slice(5, 14)).toEqual([
      'Outcomes           A     B  difference  B better  B worse  equal',
      '  captured        60    61          +1         2        1      0',
      '',
      'Money              A     B  difference  B better  B worse  equal',
      '  refunded EUR  2.00  4.00       +2.00                         0',
      '',
      'Latency            A     B  difference  B better  B worse  equal',
      '  checkout p99   2 s   2 s     -100 ms         2        0      1',
      '',
    ]);
  });

  it('have what is the same in every seed, and how many orders end differently', () => {
    expect(lines.slice(14)).toEqual([
      'The same in every seed',
      '  orders',
      '',
      'Orders that end differently  in 3 of 3 seeds: 2 in the median, 3 at most',
    ]);
  });

  it('name each seed in which one of the two is in trouble, with the command that compares it alone', () => {
    const troubled = [
      seed(1),
      seed(2, comparisonWith({}, { verdict: 'inconsistent', violations: [violation] })),
      crash,
    ].map((pair, index) => ({ ...pair, seed: String(index + 1) }));
    const all = comparedLines(comparedOf(...troubled), plain);
    expect(all.slice(all.indexOf('Seeds to look into'))).toEqual([
      'Seeds to look into',
      '  seed 2',
      '    B inconsistent: I2 at-most-one-charge: 1 time, 3,663 JPY; first order-7.1: order-7.1 has 2 captured charges',
      '    npx penny compare old.yaml new.yaml --seed 2',
      '  seed 3',
      '    internal error: a machine fell over',
      '    npx penny compare old.yaml new.yaml --seed 3',
    ]);
  });

  it('name twenty of them, and say how many more there are', () => {
    const bad = comparisonWith({}, { verdict: 'inconclusive', inconclusiveBecause: ['no order was captured'] });
    const many = Array.from({ length: 23 }, (_, index) => ({ ...bad, seed: String(index) }));
    expect(comparedLines(comparedOf(...many), plain).at(-1)).toBe('  and 3 more, listed in compare.json');
  });

  it('that are the same in all of them have nothing more to tell', () => {
    const same = [1, 2].map((n) => seed(n, { verdict: 'same' }));
    expect(comparedLines(comparedOf(...same), plain)).toEqual([
      'THE SAME  day, 2 seeds: 2 same; A 2 consistent; B 2 consistent',
      '',
      'Settings                A    B',
      '  policies.psp.timeout  10s  800ms',
    ]);
  });
});
