/** The rules of style that one file keeps or breaks by itself. Each gives the problems of a file. */
import {
  isCallExpression,
  isFunctionLikeDeclaration,
  isIdentifier,
  isPropertyAccessExpression,
  type Node,
} from 'typescript/unstable/ast';
import { isTest, lineAt, lineOf, nodesOf, type Problem, type Source } from './source-files.ts';

export type Rule = (source: Source) => Problem[];

const mostLines = 300;
const mostLinesOfAFunction = 70;

export const tidyRules: Readonly<Record<string, Rule>> = {
  'is at most 300 lines long': ({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    return lines <= mostLines ? [] : [{ path, line: lines, seen: `${lines} lines`, expected: `at most ${mostLines}` }];
  },

  'has functions of at most 70 lines': (source) =>
    nodesOf(source)
      .filter((node) => isFunctionLikeDeclaration(node) && !isSection(node))
      .map((node) => ({ line: lineOf(source, node), last: lineAt(source, node.getEnd()) }))
      .filter(({ line, last }) => last - line + 1 > mostLinesOfAFunction)
      .map(({ line, last }) => {
        const seen = `a function of ${last - line + 1} lines`;
        return { path: source.path, line, seen, expected: `at most ${mostLinesOfAFunction}` };
      }),

  'is named in kebab case': ({ path }) =>
    path.split('/').every((part) => /^[a-z0-9]+(-[a-z0-9]+)*(\.test)?(\.ts)?$/.test(part))
      ? []
      : [{ path, line: 1, seen: 'the name of the file', expected: 'kebab case in every part of its path' }],

  'opens with a doc comment that says what it is': ({ path, text }) =>
    !path.startsWith('src/') || path.endsWith('.test.ts') || /^\/\*\*[\s*]+[^\s*/]/.test(text)
      ? []
      : [
          {
            path,
            line: 1,
            seen: `"${text.split('\n')[0] ?? ''}"`,
            expected: 'a doc comment, /** ... */',
          },
        ],

  // XXX without a colon is ISO 4217's code for no currency.
  'leaves nothing for later': (source) =>
    matches(source, /\b(?:TO(?:DO)|FIX(?:ME)|X(?:XX)(?=:))\b/g, 'the work done, or an issue in the tracker'),

  'says why where it silences a tool': (source) =>
    matches(
      source,
      /(?<=\/[/*] *)(?:(?:ox|es)lint-disable|prettier-ignore|@ts-)[^\n]*$/gm,
      'a reason after two hyphens, `-- because ...`',
    ).filter(({ seen }) => !/ -- \S/.test(seen)),

  'runs all of its tests': (source) =>
    nodesOf(source)
      .filter((node) => isTest(source.path) && isPropertyAccessExpression(node) && narrowing.has(node.name.text))
      .filter((node) => testFunctions.has(rootName(node)))
      .map((node) => ({
        path: source.path,
        line: lineOf(source, node),
        seen: node.getText(source.tree),
        expected: 'a test that always runs, or skipIf with what it needs',
      })),
};

const narrowing = new Set(['only', 'skip', 'todo', 'fails']);
const testFunctions = new Set(['it', 'test', 'describe', 'suite', 'bench']);

/** The body of a `describe` is a heading over its tests: the file's own limit holds for it. */
function isSection(node: Node): boolean {
  return isCallExpression(node.parent) && rootName(node.parent.expression) === 'describe';
}

/** The name that a chain like `it.only.each(rows)` begins with; empty when it does not begin with a name. */
function rootName(node: Node): string {
  if (isIdentifier(node)) return node.text;
  return isPropertyAccessExpression(node) || isCallExpression(node) ? rootName(node.expression) : '';
}

function matches(source: Source, pattern: RegExp, expected: string): Problem[] {
  return [...source.text.matchAll(pattern)].map((match) => ({
    path: source.path,
    line: lineAt(source, match.index),
    seen: match[0],
    expected,
  }));
}
