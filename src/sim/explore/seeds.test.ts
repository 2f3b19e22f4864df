import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refused } from '../scenario/units/parsed.ts';
import { compareSeeds, parseSeeds } from './seeds.ts';

function seedsOf(text: string): readonly string[] {
  const seeds = parseSeeds(text);
  if (!seeds.ok) throw new Error(seeds.expected);
  return seeds.value;
}

describe('seeds', () => {
  it.each([
    ['7', ['7']],
    ['1..4', ['1', '2', '3', '4']],
    ['0..0', ['0']],
    ['1,5,9..12', ['1', '5', '9', '10', '11', '12']],
    [' 3 , 1..2 ', ['1', '2', '3']],
    ['12,9..10,10', ['9', '10', '12']],
    ['monday,2,10,friday', ['2', '10', 'friday', 'monday']],
    ['7,007', ['007', '7']],
    ['seed-a,v1.2', ['seed-a', 'v1.2']],
  ])('written %s are %j', (text, seeds) => {
    expect(seedsOf(text)).toEqual(seeds);
  });

  it.each(['', ',', '1,', '1,,2', 'a b', '1..', '..5', '1..b', 'a..c', '../x', '-1', "it's", 'x'.repeat(65)])(
    'are not written "%s"',
    (text) => {
      expect(parseSeeds(text)).toMatchObject({ ok: false, expected: 'seeds such as 1..200 or 1,5,9..12' });
    },
  );

  it.each([
    ['200..1', '1..200'],
    ['1-200', '1..200'],
    ['1...200', '1..200'],
    ['1:200', '1..200'],
    ['1 to 200', '1..200'],
    ['5,01..10', '1..10'],
  ])('written %s get the hint %s', (text, meant) => {
    expect(parseSeeds(text)).toMatchObject({ ok: false, hint: `did you mean \`${meant}\`?` });
  });

  it('are a hundred thousand at most', () => {
    expect(seedsOf('1..100000')).toHaveLength(100_000);
    for (const text of ['0..100000', '1..99999,a,b', '1..999999999999999'])
      expect(parseSeeds(text)).toEqual(refused('seeds such as 1..200 or 1,5,9..12, at most 100000 of them'));
  });

  it('have one order, whatever the order in which they are written', () => {
    const seed = fc
      .stringMatching(/^[a-z0-9][a-z0-9._-]{0,5}$/)
      .filter((text) => parseSeeds(text).ok && !text.includes('..'));
    fc.assert(
      fc.property(fc.array(seed, { minLength: 1, maxLength: 20 }), (seeds) => {
        const read = seedsOf(seeds.join(','));
        expect(read).toEqual([...new Set(seeds)].toSorted(compareSeeds));
        expect(seedsOf(seeds.toReversed().join(','))).toEqual(read);
      }),
    );
  });
});
