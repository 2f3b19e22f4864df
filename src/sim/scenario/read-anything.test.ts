import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDocument } from './document.ts';
import { setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';
import { readScenario } from './read.ts';
import { starterScenario } from './starter.ts';
import { isMapping } from './written/leaf.ts';

const starter = openDocument(starterScenario, 'starter.yaml').document?.value;
const places = pathsIn(starter, '');

/** Every problem can be shown, and says where it is and what was expected. */
function expectSense(text: string, option?: string): void {
  const result = readScenario(text, 'a.yaml', option === undefined ? [] : [setOverride(option)]);
  for (const problem of result.ok ? [] : result.problems) {
    expect(formatProblem(problem)).toMatch(/^(a\.yaml:[1-9]\d*:[1-9]\d*|--set [^]*): [^]+\n {2}expected [^]+$/);
  }
}

describe('whatever it is given, reading a scenario ends with a scenario or with problems', () => {
  it('given any text', () => {
    const pieces = fc.constantFrom(
      'name',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      '*a',
      '&a ',
      '<<',
      '!x ',
      '#',
      '|',
      '\t',
    );
    const texts = fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 }))).map((parts) => parts.join(''));
    fc.assert(fc.property(texts, (text) => expectSense(text)));
  });

  it('given any value in any place', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 3 }), (path, value) => {
        expectSense(starterScenario, `${path}=${JSON.stringify(value)}`);
      }),
    );
  });

  it('given any number or unit in any place', () => {
    const numbers = fc.oneof(
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.constantFrom('0', '00', '1.', '.nan', '-.inf'),
    );
    const units = fc.constantFrom(
      '',
      'ms',
      's',
      'min',
      'd',
      '%',
      '/s',
      '/h',
      ' EUR',
      ' JPY',
      ' XXX',
      ' EUR to 1 EUR',
      ':00',
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), numbers, units, (path, number, unit) => {
        expectSense(starterScenario, `${path}=${number}${unit}`);
      }),
    );
  });
});

/** The paths of a value and of all that is in it, as `--set` takes them. */
function pathsIn(value: unknown, path: string): string[] {
  const below = isMapping(value) || Array.isArray(value) ? Object.entries(value) : [];
  const within = below.flatMap(([key, child]) => pathsIn(child, path === '' ? key : `${path}.${key}`));
  return path === '' ? within : [path, ...within];
}
