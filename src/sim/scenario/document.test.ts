import { describe, expect, it } from 'vitest';
import { openDocument } from './document.ts';
import { formatProblem } from './problem.ts';

function problemsIn(text: string): string[] {
  return openDocument(text, 'a.yaml').problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

function valueOf(text: string): unknown {
  return openDocument(text, 'a.yaml').document?.value;
}

describe('a file that is not YAML', () => {
  it.each([
    [
      'a: b: c',
      'a.yaml:1:4: broken YAML (nested mappings are not allowed in compact mappings) | expected valid YAML | hint: is the next line indented too far? A text with characters like : # @ % is put in quotes',
    ],
    ['a:\n\t- b', 'a.yaml:2:1: a tab | expected spaces as indentation'],
    [
      'a: @x',
      'a.yaml:1:4: broken YAML (plain value cannot start with reserved character @) | expected valid YAML | hint: put a text with characters like : # @ % in quotes',
    ],
    ['a: 1\nb: 2\na: 3', 'a.yaml:3:1: the key "a" a second time | expected each key once'],
    ['{"a": 1, "a": 2}', 'a.yaml:1:10: the key "a" a second time | expected each key once'],
    ["x:\n  'a b': 1\n  a: 2\n  a b: 3", 'a.yaml:4:3: the key "a b" a second time | expected each key once'],
    ['a: 1\n---\nb: 2', 'a.yaml:2:1: a second document | expected one scenario in a file'],
    ['a: !secret x', 'a.yaml:1:4: unresolved tag: !secret | expected a value without a tag'],
    ['? [a]\n: b', 'a.yaml:1:3: a key that is no text | expected a text as key'],
    ['a: *b', 'a.yaml:1:4: the alias *b | expected an anchor &b before it'],
    ['a: "b\u0000"', 'a.yaml:1:6: the control character "\\u{0}" | expected text in UTF-8'],
    ['\n\na: b\u001b', 'a.yaml:3:5: the control character "\\u{1b}" | expected text in UTF-8'],
    ['a: \ud800', 'a.yaml:1:4: the control character "\\u{d800}" | expected text in UTF-8'],
  ])('%j is refused where it goes wrong', (text, problem) => {
    expect(problemsIn(text)).toEqual([problem]);
  });

  it('is refused when it is too long for anyone to have written it', () => {
    const expected = 'a.yaml:1:1: 1000001 characters | expected at most 1000000 characters';
    expect(problemsIn('x'.repeat(1_000_001))).toEqual([expected]);
  });

  it('is not complained of twice on one line', () => {
    const places = problemsIn('a: [\nb: @x\nc: %y').map((problem) => problem.split(': ')[0]);
    expect(new Set(places.map((place) => place?.split(':')[1])).size).toBe(places.length);
    expect(places.length).toBeGreaterThan(0);
  });

  it('is refused without running out of stack when it is nested twenty thousand deep', () => {
    expect(problemsIn('['.repeat(20_000))).toEqual([
      expect.stringContaining('lists and mappings nested too deeply | expected a scenario'),
    ]);
  });
});

describe('a file with fifty thousand keys', () => {
  const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}: 1\n`).join('');

  it('is understood, and has the one key that comes twice told', () => {
    const { document, problems } = openDocument(`${keys}k7: 2\n`, 'a.yaml', 2_000_000);
    expect(problems.map(({ seen }) => seen)).toEqual(['the key "k7" a second time']);
    expect(document?.value).toMatchObject({ k0: 1, k7: 2, k49999: 1 });
  });

  it('has the place of each of them found', () => {
    const { document } = openDocument(keys, 'a.yaml', 2_000_000);
    const lines = Array.from({ length: 50_000 }, (_, index) => document?.placeOfKey([`k${index}`]));
    expect(lines.at(-1)).toEqual({ file: 'a.yaml', line: 50_000, column: 1 });
  });
});

describe('aliases and merges', () => {
  it('copy and merge what they name', () => {
    expect(valueOf('a: &x { b: 1 }\nc: *x\nd: { <<: *x, e: 2 }')).toEqual({
      a: { b: 1 },
      c: { b: 1 },
      d: { b: 1, e: 2 },
    });
  });

  it('are refused when they multiply: the billion laughs', () => {
    const lines = ['a0: &a0 [x, x, x]'];
    for (let n = 1; n < 9; n += 1)
      lines.push(`a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`);
    expect(problemsIn(lines.join('\n'))).toEqual([
      'a.yaml:2:10: an alias or a merge that cannot be carried out | expected at most 100 copies in all, and only mappings merged',
    ]);
  });

  it('are refused when there are more than a hundred', () => {
    const text = `a: &a 1\nb: [${Array.from({ length: 101 }, () => '*a').join(', ')}]`;
    expect(problemsIn(text)).toEqual(['a.yaml:2:405: 101 aliases | expected at most 100 aliases']);
  });

  it('are refused when what is merged is no mapping', () => {
    expect(problemsIn('a: 1\nb: { <<: 5 }')).toEqual([
      'a.yaml:2:6: an alias or a merge that cannot be carried out | expected at most 100 copies in all, and only mappings merged',
    ]);
  });

  it('are followed to the place where a value was written', () => {
    const { document } = openDocument('a: &x\n  b: { c: 1 }\nd: *x\ne: { <<: *x }', 'a.yaml');
    expect(document?.placeOf(['d', 'b', 'c'])).toEqual({ file: 'a.yaml', line: 2, column: 11 });
    expect(document?.placeOf(['e', 'b', 'c'])).toEqual({ file: 'a.yaml', line: 2, column: 11 });
    expect(document?.placeOf(['e', 'f'])).toBeUndefined();
  });
});

describe('a file that is YAML', () => {
  it('may begin with a byte-order mark, which moves no column', () => {
    const { document, problems } = openDocument('\ufeffa: 1', 'a.yaml');
    expect([document?.value, problems, document?.placeOf(['a'])]).toEqual([
      { a: 1 },
      [],
      { file: 'a.yaml', line: 1, column: 4 },
    ]);
  });

  it('has times of day as texts, even where a directive asks for YAML 1.1', () => {
    expect(valueOf('a: 21:00')).toEqual({ a: '21:00' });
    expect(valueOf('%YAML 1.1\n---\na: 21:00')).toEqual({ a: '21:00' });
  });

  it('shows a scalar where it stands, and a list, a mapping or nothing at its key', () => {
    const { document } = openDocument('a:\n  b: 1.10\n  c:\n    - x\n  d:\n', 'a.yaml');
    const places = [['a'], ['a', 'b'], ['a', 'c'], ['a', 'c', 0], ['a', 'd']].map((path) => document?.placeOf(path));
    expect(places).toEqual([
      { file: 'a.yaml', line: 1, column: 1 },
      { file: 'a.yaml', line: 2, column: 6 },
      { file: 'a.yaml', line: 3, column: 3 },
      { file: 'a.yaml', line: 4, column: 7 },
      { file: 'a.yaml', line: 5, column: 3 },
    ]);
    expect(document?.sourceOf(['a', 'b'])).toBe('1.10');
  });
});
