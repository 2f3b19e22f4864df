import { describe, expect, it } from 'vitest';
import { shortened, type Point, type Stretch } from './shortened.ts';

/** `0-2 (7) 10-12`: the lines that are told, and between them how many are not. */
function told(stretches: readonly Stretch[]): string {
  return stretches.map(({ isTold, from, to }) => (isTold ? `${from}-${to - 1}` : `(${to - from})`)).join(' ');
}

function short(lines: number, points: readonly Point[], most: number, factor = (_line: number): number => 1): string {
  return told(shortened({ lines, points, factor }, most));
}

const evenly = (line: number): Point => ({ line, before: 1, after: 1 });

describe('a story that is shortened', () => {
  it('stays as it is when it is short enough', () => {
    expect(short(5, [evenly(4)], 5)).toBe('0-4');
    expect(short(0, [], 5)).toBe('');
  });

  it('keeps its beginning and what is about the line that matters', () => {
    // Line 20 weighs 0, those beside it 1, 2 and 3, the first line 2: seven lines, and two for what is between them.
    expect(short(40, [evenly(20)], 9)).toBe('0-0 (16) 17-22 (17)');
    expect(short(40, [evenly(20)], 3)).toBe('(20) 20-20 (19)');
  });

  it('keeps more of what came before a line than of what came after it, where that weighs more', () => {
    expect(short(40, [{ line: 20, before: 1, after: 3 }], 9)).toBe('0-1 (15) 17-21 (18)');
  });

  it('keeps a line that weighs little for longer', () => {
    const factor = (line: number): number => (line === 30 ? 0.1 : 1);
    // Ten steps away, it weighs as much as the next line does.
    expect(short(40, [evenly(20)], 7, factor)).toBe('(19) 19-21 (8) 30-30 (9)');
  });

  it('never leaves out one line alone, which would be no shorter', () => {
    const points = [evenly(3), evenly(5)];
    const factor = (line: number): number => (line === 4 ? 100 : 1);
    expect(short(12, points, 6, factor)).toBe('(2) 2-5 (6)');
  });

  it('takes up no more lines than it may, whatever is left out', () => {
    for (let most = 2; most <= 60; most += 1) {
      const stretches = shortened(
        { lines: 60, points: [evenly(13), evenly(44)], factor: (line) => 1 + (line % 7) },
        most,
      );
      const length = stretches.reduce((sum, { isTold, from, to }) => sum + (isTold ? to - from : 1), 0);
      expect(length).toBeLessThanOrEqual(most);
      expect(stretches.at(0)?.from).toBe(0);
      expect(stretches.at(-1)?.to).toBe(60);
    }
  });
});
