import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTraceHash } from './trace-hash.ts';

/** The digest of values folded one after the other. */
function digestOf(...values: readonly unknown[]): string {
  const trace = createTraceHash();
  for (const value of values) trace.fold(value);
  return trace.digest();
}

/** Values that are easily mistaken for one another: no two of them are the same. */
const lookAlikes: readonly unknown[] = [
  ...[0, 1, -1, 2, 3, 4, 5, 0.5, 1.5, 1e300, 2 ** 32, 2 ** 32 + 1, 2 ** 32 - 1, 49 * 2 ** 32 + 1],
  ...[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 1, Number.MIN_SAFE_INTEGER, 2 ** 53 + 2],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 819.0000000000001, 819],
  ...['', '0', '1', '2', 'a', '\u0000', '\u0001', '\u0003', '\u0005', 'true', 'null', 'undefined', 'NaN', '0.5'],
  ...[true, false, null, undefined],
  ...[[], [[]], [0], [1], ['1'], [undefined], [null], [true], [false], [[], []], [[[]]], [{}], [1, 0], ['', '']],
  ...[{}, { a: 1 }, { a: '1' }, { b: 1 }, { a: undefined }, { a: null }, { a: {} }, { a: [] }, { 0: 1 }],
  ...[{ a: 1, b: 2 }, { b: 2, a: 1 }, { a: 2, b: 1 }, { a: { b: 1 } }, { abcde: 1 }, [{}, 'abcde', 1], ['a', 1]],
];

describe('a trace hash', () => {
  it('is the same for the same history, and is sixteen hexadecimal digits', () => {
    const history = [1_772_406_000_000, 'shop/checkout-1', { type: 'Buy', total: { amount: 1999, currency: 'EUR' } }];
    expect(digestOf(...history)).toBe(digestOf(...structuredClone(history)));
    expect(digestOf(...history)).toMatch(/^[0-9a-f]{16}$/);
    expect(digestOf()).toMatch(/^[0-9a-f]{16}$/);
  });

  it('may be read at any time without changing it', () => {
    const trace = createTraceHash();
    trace.fold('a');
    expect(trace.digest()).toBe(trace.digest());
    trace.fold('b');
    expect(trace.digest()).toBe(digestOf('a', 'b'));
  });

  it('depends on the order of what happened', () => {
    expect(digestOf('a', 'b')).not.toBe(digestOf('b', 'a'));
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  });

  it('depends on where one thing ends and the next begins', () => {
    expect(digestOf('ab')).not.toBe(digestOf('a', 'b'));
    expect(digestOf([['a'], 'b'])).not.toBe(digestOf(['a', ['b']]));
    expect(digestOf([['a'], 'b'])).not.toBe(digestOf([['a', 'b']]));
    expect(digestOf([1], [2])).not.toBe(digestOf([1, 2]));
    expect(digestOf({ a: { b: 1 }, c: 2 })).not.toBe(digestOf({ a: { b: 1, c: 2 } }));
    expect(digestOf('')).not.toBe(digestOf());
  });

  it('takes a text for the same however many others came in between', () => {
    const trace = createTraceHash();
    for (const _ of ['once', 'again']) for (let n = 0; n < 20_000; n += 1) trace.fold(`order-${n}`);
    // As it is when each text is mixed anew whenever it comes.
    expect(trace.digest()).toBe('7b92b55dbef81bcb');
  });

  it('tells apart all values, whatever their type', () => {
    const digests = new Map<string, unknown>();
    for (const value of lookAlikes) {
      const digest = digestOf(value);
      expect({ value, taken: digests.has(digest), by: digests.get(digest) }).toEqual({
        value,
        taken: false,
        by: undefined,
      });
      digests.set(digest, value);
    }
    expect(digests.size).toBe(lookAlikes.length);
  });

  it('has no sign of zero', () => {
    expect(digestOf(-0)).toBe(digestOf(0));
  });

  it('tells apart whatever JSON tells apart', () => {
    const small = fc.oneof(
      fc.constantFrom('', '1', 'a'),
      fc.constantFrom(0, 1, 1.5, 2 ** 40),
      fc.boolean(),
      fc.constant(null),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        small,
        fc.array(tie('tree'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('tree')),
      ),
    }));
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(digestOf(a) === digestOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives a hundred thousand successive numbers as many digests, and as many first halves but for chance', () => {
    const digests = new Set<string>();
    const halves = new Set<string>();
    for (let n = 0; n < 100_000; n += 1) {
      const digest = digestOf(n);
      digests.add(digest);
      halves.add(digest.slice(0, 8));
    }
    expect(digests.size).toBe(100_000);
    // Chance lets about 100,000² / 2³³ = 1.16 of them meet.
    expect(halves.size).toBeGreaterThan(99_990);
  });

  it.each([
    ['function', () => 1],
    ['symbol', Symbol('s')],
    ['bigint', 1n],
  ])('refuses a %s, however deep it lies', (type, value) => {
    expect(() => digestOf({ a: [value] })).toThrow(`a ${type} is not plain data and cannot be traced`);
  });
});

/** The digest of a record that took the place of another. */
function digestOfChange(before: object, after: object): string {
  const trace = createTraceHash();
  trace.foldChange(before, after);
  return trace.digest();
}

describe('a trace hash of a record that takes the place of another', () => {
  const before = { id: 'a', status: 'open', amount: 1, lines: [1, 2], note: undefined };

  it('tells apart all that may have become of it', () => {
    const { status: _, ...without } = before;
    const afters: readonly object[] = [
      { ...before },
      { ...before, status: 'closed' },
      { ...before, status: 'o' },
      { ...before, amount: 2 },
      { ...before, amount: 0 },
      { ...before, status: 'closed', amount: 2 },
      { ...before, lines: [1, 2, 3] },
      { ...before, lines: [2, 1] },
      { ...before, lines: undefined },
      { ...before, note: null },
      { ...before, note: {} },
      { ...before, status: undefined },
      without,
      { ...without, amount: 2 },
      { ...before, more: undefined },
      { ...before, more: 1 },
      { ...without, more: 'open' },
      { ...before, amount: { ...before } },
      {},
    ];
    expect(new Set(afters.map((after) => digestOfChange(before, after))).size).toBe(afters.length);
  });

  it('depends on the order of its fields, as it does for a record that is new', () => {
    const [ab, ba] = [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ];
    expect(digestOf(ab)).not.toBe(digestOf(ba));
    expect(digestOfChange(ab, ab)).not.toBe(digestOfChange(ab, ba));
  });

  it('does not ask whether what it holds is the same object or a copy of it', () => {
    const after = { ...before, amount: 2 };
    expect(digestOfChange(before, structuredClone(after))).toBe(digestOfChange(before, after));
  });

  it('says that it was written even when nothing has changed', () => {
    expect(digestOfChange(before, before)).not.toBe(digestOf());
  });

  it('tells apart whatever JSON tells apart', () => {
    const value = fc.oneof(fc.constantFrom(0, 1, 'a', null), fc.array(fc.constantFrom(0, 1), { maxLength: 2 }));
    const record = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value);
    fc.assert(
      fc.property(record, record, record, (old, a, b) => {
        expect(digestOfChange(old, a) === digestOfChange(old, b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 2000 },
    );
  });

  it('depends on what follows it', () => {
    const [unchanged, changed] = [createTraceHash(), createTraceHash()];
    unchanged.foldChange({ a: 1 }, { a: 1 });
    unchanged.fold(2);
    changed.foldChange({ a: 1 }, { a: 2 });
    expect(unchanged.digest()).not.toBe(changed.digest());
  });
});
