/** What keeps a file from being YAML, in words for someone who is not a YAML parser. */
import type { YAMLError } from 'yaml';
import type { PlaceAt } from './node-places.ts';
import { quoted, type Problem } from './problem.ts';

interface Words {
  readonly seen?: string;
  readonly expected: string;
  readonly hint?: string;
}

/** One problem for an error or a warning of the parser. */
export function syntaxProblem(error: YAMLError, placeAt: PlaceAt): Problem {
  const { seen, expected, hint } = wordsFor(error);
  const problem = {
    ...placeAt(error.pos[0]),
    path: '',
    seen: seen ?? `broken YAML (${sentence(error.message)})`,
    expected,
  };
  return hint === undefined ? problem : { ...problem, hint };
}

/** A parser that has lost its way complains again and again; the first complaint of a line is the one that helps. */
export function firstOfEachLine(problems: readonly Problem[]): Problem[] {
  const lines = new Set<number>();
  return problems.filter((problem) => {
    if ('option' in problem || lines.has(problem.line)) return false;
    lines.add(problem.line);
    return true;
  });
}

/** A file that is no text, or is far too long: where that shows first. */
export function characterProblem(text: string, most: number, file: string): Problem | undefined {
  const start = { file, line: 1, column: 1, path: '' };
  if (text.length > most)
    return { ...start, seen: `${text.length} characters`, expected: `at most ${most} characters` };
  const found = /(?![\t\n\r\u0085])\p{Cc}|\p{Cs}/u.exec(text);
  if (found === null) return undefined;
  const before = text.slice(0, found.index).split('\n');
  const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const seen = `the control character ${quoted(found[0])}`;
  return { ...place, path: '', seen, expected: 'text in UTF-8' };
}

function wordsFor(error: YAMLError): Words {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { seen: 'a tab', expected: 'spaces as indentation' };
    case 'MULTIPLE_DOCS':
      return { seen: 'a second document', expected: 'one scenario in a file' };
    case 'TAG_RESOLVE_FAILED':
      return { seen: sentence(error.message), expected: 'a value without a tag' };
    case 'NON_STRING_KEY':
      return { seen: 'a key that is no text', expected: 'a text as key' };
    case 'RESOURCE_EXHAUSTION':
      return { seen: 'lists and mappings nested too deeply', expected: 'a scenario' };
    case 'BAD_INDENT':
      return {
        expected: 'valid YAML',
        hint: 'the keys of a mapping start in one column, and so do the items of a list',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        expected: 'valid YAML',
        hint: 'is the next line indented too far? A text with characters like : # @ % is put in quotes',
      };
    case 'BAD_SCALAR_START':
      return { expected: 'valid YAML', hint: 'put a text with characters like : # @ % in quotes' };
    default:
      return { expected: 'valid YAML', hint: 'is a colon, a quote or a bracket missing, here or in the line before?' };
  }
}

function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
