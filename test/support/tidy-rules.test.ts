import { describe, expect, it } from 'vitest';
import { parseSources, sentence } from './source-files.ts';
import { tidyRules } from './tidy-rules.ts';

/** What a rule says of one file. */
function said(rule: string, text: string, path = 'src/domain/money.ts'): string[] {
  const check = tidyRules[rule];
  if (check === undefined) throw new Error(`there is no rule "${rule}"`);
  return parseSources({ [path]: text })
    .flatMap(check)
    .map(sentence);
}

describe('a file is at most 300 lines long', () => {
  it('passes at 300 lines, and fails at 301 whether they are code, comments or blank', () => {
    expect(said('is at most 300 lines long', '//\n'.repeat(300))).toEqual([]);
    expect(said('is at most 300 lines long', `${'\n'.repeat(300)}const a = 1;\n`)).toEqual([
      'src/domain/money.ts:301: 301 lines; expected at most 300',
    ]);
  });
});

describe('a function has at most 70 lines', () => {
  const rule = 'has functions of at most 70 lines';
  const body = (lines: number): string => '\n'.repeat(lines - 1);

  it('counts from its first line to its last, without the comment above it', () => {
    expect(said(rule, `/**\n * Doc.\n */\nfunction f() {${body(70)}}\n`)).toEqual([]);
    expect(said(rule, `/**\n * Doc.\n */\nfunction f() {${body(71)}}\n`)).toEqual([
      'src/domain/money.ts:4: a function of 71 lines; expected at most 70',
    ]);
  });

  it('sees arrows, methods and functions inside others', () => {
    const problems = said(rule, `const a = () => {${body(71)}};\nconst b = { c() {${body(72)}} };\n`);
    expect(problems.map((each) => each.replace(/;.*/, ''))).toEqual([
      'src/domain/money.ts:1: a function of 71 lines',
      'src/domain/money.ts:72: a function of 72 lines',
    ]);
  });

  it('takes the body of a describe as a heading, and the body of a test as a function', () => {
    expect(said(rule, `describe('a', () => {${body(90)}});\ndescribe.each([])('b', () => {${body(90)}});\n`)).toEqual(
      [],
    );
    expect(said(rule, `it('a', () => {${body(71)}});\n`)).toHaveLength(1);
  });
});

describe('a name is in kebab case', () => {
  it.each(['src/domain/money.ts', 'src/sim/checks/at-most-one-charge.test.ts', 'src/sim/camt053.ts'])(
    'passes %s',
    (path) => {
      expect(said('is named in kebab case', '', path)).toEqual([]);
    },
  );

  it.each(['src/domain/bankLine.ts', 'src/domain/Money.ts', 'src/sim/fault_rules/site.ts'])('fails %s', (path) => {
    expect(said('is named in kebab case', '', path)).toEqual([
      `${path}:1: the name of the file; expected kebab case in every part of its path`,
    ]);
  });
});

describe('a source file opens with a doc comment', () => {
  const rule = 'opens with a doc comment that says what it is';

  it('passes on one line or more, and in tests, whose names speak', () => {
    expect(said(rule, '/** Money. */\n')).toEqual([]);
    expect(said(rule, '/**\n * Money.\n */\n')).toEqual([]);
    expect(said(rule, "import 'vitest';\n", 'src/domain/money.test.ts')).toEqual([]);
  });

  it.each(['// Money.', 'const a = 1;', '/** */', ''])('fails when the first line is "%s"', (line) => {
    expect(said(rule, `${line}\n`)).toEqual([`src/domain/money.ts:1: "${line}"; expected a doc comment, /** ... */`]);
  });
});

describe('a file leaves nothing for later', () => {
  it.each(['TO-DO', 'FIX-ME', 'X-XX'])('fails on the mark %s without its hyphen, wherever it stands', (hyphened) => {
    const mark = hyphened.replace('-', '');
    expect(said('leaves nothing for later', `const a = 1;\nconst b = 2; // ${mark}: finish\n`)).toEqual([
      `src/domain/money.ts:2: ${mark}; expected the work done, or an issue in the tracker`,
    ]);
  });

  it('passes words that only contain a mark, and the code for no currency', () => {
    expect(said('leaves nothing for later', `const none = '${['X', 'XX'].join('')}';\n`)).toEqual([]);
    expect(said('leaves nothing for later', `const ${['TO', 'DOS'].join('')} = 'mastodon';\n`)).toEqual([]);
  });
});

describe('a file says why where it silences a tool', () => {
  const rule = 'says why where it silences a tool';

  it('passes with a reason and fails without one', () => {
    const directive = ['ox', 'lint-disable-next-line no-bitwise'].join('');
    expect(said(rule, `// ${directive} -- a hash is made of bits\nconst a = 1 | 2;\n`)).toEqual([]);
    expect(said(rule, `const b = 1;\n// ${directive}\nconst a = 1 | 2;\n`)).toEqual([
      `src/domain/money.ts:2: ${directive}; expected a reason after two hyphens, \`-- because ...\``,
    ]);
  });
});

describe('a test file runs all of its tests', () => {
  const path = 'src/domain/money.test.ts';

  it.each([
    ["it.only('a', () => undefined);", 'it.only'],
    ["describe.skip('a', () => undefined);", 'describe.skip'],
    ["test.todo('a');", 'test.todo'],
    ["it.concurrent.only('a', () => undefined);", 'it.concurrent.only'],
  ])('fails on %s', (code, seen) => {
    expect(said('runs all of its tests', `\n${code}\n`, path)).toEqual([
      `${path}:2: ${seen}; expected a test that always runs, or skipIf with what it needs`,
    ]);
  });

  it('passes a test that needs something, and other objects with such members', () => {
    expect(
      said('runs all of its tests', "it.skipIf(browser === undefined)('a', () => reader.skip(2));\n", path),
    ).toEqual([]);
  });
});
