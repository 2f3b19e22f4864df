import { describe, expect, it } from 'vitest';
import { wrapped } from './wrapped.ts';

describe('prose in the terminal', () => {
  it('is broken between words, no line wider than a hundred columns', () => {
    const lines = wrapped('word '.repeat(50).trim(), '    ');
    // 4 columns and nineteen words of five, less the last space, make 98.
    expect(lines.map((line) => line.length)).toEqual([98, 98, 63]);
    expect(lines.join(' ').match(/word/g)).toHaveLength(50);
  });

  it('hangs below its first line', () => {
    const [first = '', second = ''] = wrapped(`${'a'.repeat(80)} ${'b'.repeat(30)}`, '  ', '    ');
    expect([first, second]).toEqual([`  ${'a'.repeat(80)}`, `      ${'b'.repeat(30)}`]);
  });

  it('leaves a word whole that is too long for any line', () => {
    expect(wrapped('x'.repeat(120), '  ')).toEqual([`  ${'x'.repeat(120)}`]);
  });
});
