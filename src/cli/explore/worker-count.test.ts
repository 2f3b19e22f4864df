import { describe, expect, it } from 'vitest';
import { UserError } from '../user-error.ts';
import { workersOf } from './worker-count.ts';

/** How many workers there are on four processors, and what is said about them. */
function asked(written?: string): { workers: number; said: string[] } {
  const said: string[] = [];
  const workers = workersOf(written, { say: (line) => void said.push(line) }, 4);
  return { workers, said };
}

describe('how many workers there are', () => {
  it('is one for each processor, or as many as are asked for', () => {
    expect(asked()).toEqual({ workers: 4, said: [] });
    expect(asked('1')).toEqual({ workers: 1, said: [] });
    expect(asked('8')).toEqual({ workers: 8, said: [] });
  });

  it('comes with a word about many more than there are processors', () => {
    expect(asked('64')).toEqual({
      workers: 64,
      said: [
        '--workers 64: with more than one for each processor, of which there are 4, work takes longer and more memory',
      ],
    });
  });

  it.each(['0', '257', '1.5', 'all', ''])('is never %j', (written) => {
    expect(() => asked(written)).toThrow(UserError);
  });
});
