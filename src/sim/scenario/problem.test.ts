import { describe, expect, it } from 'vitest';
import { described, formatProblem, inOrder, joined, quoted, type Problem } from './problem.ts';

const what = { path: 'psp.fee', seen: '5', expected: 'a mapping' };

describe('problems', () => {
  it('are shown with their place first, then what was seen, what was expected, and a hint', () => {
    const problem = { file: 'day.yaml', line: 3, column: 7, ...what, hint: 'remove it' };
    expect(formatProblem(problem)).toBe('day.yaml:3:7: psp.fee: 5\n  expected a mapping\n  hint: remove it');
  });

  it('of an option are shown with the option as it was typed', () => {
    expect(formatProblem({ option: '--set psp.fee=5', ...what })).toBe(
      '--set psp.fee=5: psp.fee: 5\n  expected a mapping',
    );
  });

  it('come in the order of the file, those of options last', () => {
    const at = (line: number, column: number): Problem => ({ file: 'a', line, column, ...what });
    const option: Problem = { option: '--seed x', ...what };
    expect(inOrder([option, at(10, 1), at(2, 9), at(2, 3)])).toEqual([at(2, 3), at(2, 9), at(10, 1), option]);
  });
});

describe('what was seen', () => {
  it('is shown as it was written', () => {
    const values = [undefined, null, 'a "b"', 1.1, true, [], [1], {}];
    expect(values.map((value) => described(value))).toEqual([
      'missing',
      'left empty',
      '"a "b""',
      '1.1',
      'true',
      'an empty list',
      'a list',
      'a mapping',
    ]);
    expect(described(1.1, '1.10')).toBe('1.10');
  });

  it('is shortened, and cannot move the cursor or hide text on a terminal', () => {
    expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(57)}..."`);
    expect(quoted('a\u001b[31m\u202eb\n')).toBe('"a\\u{1b}[31m\\u{202e}b\\u{a}"');
    expect(joined(['a', 0, 'b\u0007'])).toBe('a.0.b\\u{7}');
  });
});
