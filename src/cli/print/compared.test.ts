import { describe, expect, it } from 'vitest';
import {
  amountOf,
  comparedOf,
  comparisonWith,
  count,
  latencyOf,
  sampleParting,
} from '../../../test/support/sample-comparison.ts';
import { orderId } from '../../domain/ids.ts';
import type { Comparison, PairOutcome } from '../../sim/compare/comparison.ts';
import type { Fate } from '../../sim/compare/fate.ts';
import { comparedLines, comparedVerdictLine } from './compared.ts';

const plain = (_: string, text: string): string => text;

function linesOf(...outcomes: readonly PairOutcome[]): string[] {
  return comparedLines(comparedOf(...outcomes), plain);
}

/** The lines under a title, up to the next empty one. */
function under(title: string, lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => line.startsWith(title));
  expect(from, `${title} in\n${lines.join('\n')}`).toBeGreaterThan(-1);
  const to = lines.indexOf('', from);
  return lines.slice(from, to === -1 ? undefined : to);
}

const first = { at: '2026-03-02T19:14:16.006Z', order: 'order-7.1', sentence: 'order-7.1 has 2 captured charges' };
const violation = { invariant: 'I2', name: 'at-most-one-charge', count: 1, money: { JPY: 3_663 }, first };
const fate: Fate = { name: 'captured', detail: null, charged: 3_663, refunded: 0, tooMuch: 0 };
const declined: Fate = { name: 'declined', detail: 'expired_card', charged: 0, refunded: 0, tooMuch: 0 };

const different: Comparison = {
  ...comparisonWith({}, { verdict: 'inconsistent', violations: [violation] }),
  verdict: 'different',
  parting: sampleParting,
  figures: [
    count('orders', 1_063, 1_063),
    count('captured', 1_061, 1_059),
    count('dead letters', 0, 0),
    amountOf('captured', 'EUR', 170_167, 191_028),
    amountOf('captured', 'JPY', 0, 0),
    amountOf('in transit', 'EUR', 0, 0),
    amountOf('in transit', 'JPY', 0, 0),
    latencyOf('checkout p50', 1_006, 985),
    latencyOf('checkout p99', null, 4_243),
    latencyOf('credit p50', 11, 11),
    latencyOf('credit p99', null, null),
  ],
  orders: {
    ...{ both: 63, onlyInA: 0, onlyInB: 0, differ: 7 },
    changes: [
      { a: 'captured', b: 'declined', orders: 6 },
      { a: 'captured', b: 'captured', orders: 1 },
    ],
    first: [1, 2, 3, 4, 5, 6].map((n) => ({
      ...{ order: orderId(n, 1), amount: 3_663, currency: 'JPY', a: fate },
      b: n === 2 ? { ...fate, charged: 3_664, refunded: 500 } : declined,
    })),
  },
};

describe('two designs', () => {
  it('that differ begin with what came of each, what is wrong with them, and the commands that run them', () => {
    expect(linesOf(different).slice(0, 6)).toEqual([
      'DIFFERENT  day, seed 1: A consistent, B inconsistent; 7 of 63 orders end differently',
      '  B: I2 at-most-one-charge: 1 time, 3,663 JPY; first order-7.1: order-7.1 has 2 captured charges',
      '',
      'A  npx penny run old.yaml --seed 1',
      'B  npx penny run new.yaml --seed 1',
      '',
    ]);
  });

  it('have the settings that differ beside each other, or one below the other where they are long', () => {
    expect(under('Settings', linesOf(different))).toEqual([
      'Settings                A    B',
      '  policies.psp.timeout  10s  800ms',
    ]);
    const long = 'psp.outage, at 2026-03-02 13:30, for 20min';
    const settings = [{ name: 'faults.0', a: long, b: null }];
    expect(under('Settings', comparedLines({ ...comparedOf(different), settings }, plain))).toEqual([
      'Settings',
      '  faults.0',
      `    A  ${long}`,
      '    B  -',
    ]);
    expect(comparedLines({ ...comparedOf(different), settings: [] }, plain)).toContain('Settings  no setting differs');
    const many = Array.from({ length: 23 }, (_, index) => ({ name: `setting.${index}`, a: '1', b: '2' }));
    expect(under('Settings', comparedLines({ ...comparedOf(different), settings: many }, plain)).at(-1)).toBe(
      '  and 3 more, listed in compare.json',
    );
  });

  it('have the figures that differ in tables, each in its unit and with the difference', () => {
    const lines = linesOf(different);
    expect(under('Outcomes', lines)).toEqual([
      'Outcomes               A         B  difference',
      '  captured         1,061     1,059          -2',
    ]);
    expect(under('Money', lines)[1]).toBe('  captured EUR  1,701.67  1,910.28     +208.61');
    expect(under('Latency', lines).slice(1)).toEqual([
      '  checkout p50   1.006 s    985 ms      -21 ms',
      '  checkout p99         -   4.243 s',
    ]);
  });

  it('have what is the same in a sentence, and name what there is none of', () => {
    expect(under('The same', linesOf(different))).toEqual([
      'The same',
      '  orders 1,063, credit p50 11 ms',
      '  none in either: dead letters, in transit',
      '  nothing in JPY',
    ]);
  });

  it('have the thresholds that came out differently, also where one has none', () => {
    const threshold = { expression: 'captured >= 95%', value: 972_500, unit: 'ppm', met: true } as const;
    const open = { expression: 'openBreaks = 0', value: 0, unit: 'count', met: true } as const;
    const pair = comparisonWith(
      { thresholds: [threshold, open] },
      { thresholds: [{ ...threshold, value: 900_000, met: false }] },
    );
    expect(under('Thresholds', linesOf(pair))).toEqual([
      'Thresholds                  A           B  difference',
      '  captured >= 95%  met 97.25%  missed 90%',
      '  openBreaks = 0        met 0           -',
    ]);
    expect(comparedVerdictLine(comparedOf(pair), plain)).toContain('B consistent (1 missed)');
  });

  it('have the orders that end differently, by how they do, and the first five by name', () => {
    const lines = linesOf(different);
    expect(under('Orders that end differently', lines)).toEqual([
      'Orders that end differently  7 of 63',
      '  6  captured in A, declined in B',
      '  1  captured in A, captured with another amount in B',
    ]);
    expect(under('             ', lines)).toEqual([
      '                        A               B',
      '  order-1.1  3,663 JPY  captured        declined (expired_card)',
      '  order-2.1  3,663 JPY  captured 3,663  captured 3,664 - 500',
      '  order-3.1  3,663 JPY  captured        declined (expired_card)',
      '  order-4.1  3,663 JPY  captured        declined (expired_card)',
      '  order-5.1  3,663 JPY  captured        declined (expired_card)',
      '  and 2 more',
    ]);
  });

  it('have the event at which they part, by the wall clock, and the commands that tell the story of its order', () => {
    const lines = linesOf(different);
    expect(under('The histories part', lines)).toEqual([
      'The histories part  at 2026-03-02 20:14:13.813 +01:00 (Europe/Amsterdam) over order-7.1, after 1,234 events that are the same',
      '  both  2026-03-02 20:14:13.022 +01:00  executor → psp, sent, order-7.1: charge 3,663 JPY',
      '  A     2026-03-02 20:14:14.338 +01:00  psp.db, order-7.1: charge ch_7_1_1 stored: captured 3,663 JPY',
      '  B     2026-03-02 20:14:13.813 +01:00  executor, sent, order-7.1: the PSP has not answered',
    ]);
    expect(lines.slice(-2)).toEqual([
      'its story in A  npx penny run old.yaml --seed 1 --story order-7.1',
      'its story in B  npx penny run new.yaml --seed 1 --story order-7.1',
    ]);
  });

  it('part where one of them has nothing of its own to tell, or the same in other words', () => {
    const over = {
      ...different,
      parting: { ...sampleParting, last: null, a: null, detail: 'message.attempt: 1 and 2' },
    };
    expect(under('The histories part', linesOf(over)).slice(1)).toEqual([
      '  A                                  nothing of its own about order-7.1',
      '  B  2026-03-02 20:14:13.813 +01:00  executor, sent, order-7.1: the PSP has not answered',
      '                                     they differ in message.attempt: 1 and 2',
    ]);
  });

  it('that part over a file have the story of an order that ends differently', () => {
    const file = { ...different, parting: { ...sampleParting, about: 'psp/EUR/2026-03-02', story: null } };
    expect(linesOf(file).at(-1)).toBe('its story in B  npx penny run new.yaml --seed 1 --story order-1.1');
    const nobody = { ...file, orders: comparisonWith().orders };
    expect(linesOf(nobody).at(-1)).toContain('the PSP has not answered');
  });

  it('with other traffic are said to have it', () => {
    const orders = { ...comparisonWith().orders, both: 0, onlyInA: 1, onlyInB: 1_400 };
    const lines = linesOf({ ...different, orders });
    expect(lines[0]).toContain('; no order in common');
    expect(lines).toContain('The traffic is not the same: 1 order came in A alone and 1,400 in B alone.');
  });
});

describe('a design and itself', () => {
  it('are the same, and there is nothing more to tell', () => {
    const lines = comparedLines({ ...comparedOf(comparisonWith()), settings: [] }, plain);
    expect(lines).toEqual([
      'THE SAME  day, seed 1: the same history: 1,234 events, trace feedfacecafebeef; A consistent, B consistent',
      '',
      'A  npx penny run old.yaml --seed 1',
      'B  npx penny run new.yaml --seed 1',
      '',
      'Settings  no setting differs',
    ]);
  });
});

describe('a crash', () => {
  it('of the simulator is told as it is', () => {
    const [line] = linesOf({ seed: '4', verdict: 'crashed', error: 'a machine fell over' });
    expect(line).toBe('CRASHED  day, seed 4: internal error: a machine fell over');
  });
});
