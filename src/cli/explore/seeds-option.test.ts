import { describe, expect, it } from 'vitest';
import { UserError } from '../user-error.ts';
import { seedsOf } from './seeds-option.ts';

/** The seeds, and what is said about them. */
function asked(written: string): { seeds: readonly string[]; said: string[] } {
  const said: string[] = [];
  const seeds = seedsOf(written, { say: (line) => void said.push(line) });
  return { seeds, said };
}

describe('the seeds that are asked for', () => {
  it('are those that are named', () => {
    expect(asked('1..3')).toEqual({ seeds: ['1', '2', '3'], said: [] });
    expect(asked('7,monday')).toEqual({ seeds: ['7', 'monday'], said: [] });
    expect(asked('1')).toEqual({ seeds: ['1'], said: [] });
  });

  it('come with a word where a number may have been meant for how many', () => {
    expect(asked('2000')).toEqual({
      seeds: ['2000'],
      said: ['--seeds 2000 is the seed 2000 alone; --seeds 1..2000 is 2,000 of them'],
    });
  });

  it('are refused where they are none', () => {
    expect(() => asked('1-3')).toThrow(
      new UserError('--seeds 1-3: expected seeds such as 1..200 or 1,5,9..12', 'did you mean `1..3`?'),
    );
  });
});
