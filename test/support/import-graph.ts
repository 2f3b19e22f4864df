/** Who imports whom, read from the syntax trees: static and dynamic imports, re-exports, type imports and worker URLs. */
import { posix } from 'node:path';
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNewExpression,
  isStringLiteral,
  SyntaxKind,
  type Node,
} from 'typescript/unstable/ast';
import { lineOf, nodesOf, type Source } from './source-files.ts';

export interface Import {
  readonly from: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** The file that a relative specifier means; undefined for a package or a built-in module. */
  readonly to: string | undefined;
}

function importsOf(source: Source): Import[] {
  return nodesOf(source).flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return [];
    return [{ from: source.path, line: lineOf(source, node), specifier, to: fileOf(source.path, specifier) }];
  });
}

/** The imports of every file, by path. */
export type ImportGraph = ReadonlyMap<string, readonly Import[]>;

export function importGraph(sources: readonly Source[]): ImportGraph {
  return new Map(sources.map((source) => [source.path, importsOf(source)]));
}

/** Every file that the entries lead to, with the imports that led there; an entry is led to by none. */
export function reachableFrom(graph: ImportGraph, entries: readonly string[]): Map<string, readonly Import[]> {
  const found = new Map<string, readonly Import[]>(entries.map((entry) => [entry, []]));
  const waiting = [...entries];
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
    for (const step of graph.get(file) ?? []) {
      if (step.to === undefined || found.has(step.to)) continue;
      found.set(step.to, [...(found.get(file) ?? []), step]);
      waiting.push(step.to);
    }
  }
  return found;
}

/** The package that a specifier names: `lowdb` for `lowdb/node`, `@faker-js/faker` for `@faker-js/faker/locale/en`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function specifierOf(node: Node): string | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (isImportTypeNode(node)) return isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : undefined;
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) return textOf(node.arguments[0]);
  // `new URL('./worker.js', import.meta.url)` is how a worker's file is named.
  if (isNewExpression(node) && node.arguments?.[1]?.getText() === 'import.meta.url') return textOf(node.arguments[0]);
  return undefined;
}

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && isStringLiteral(node) ? node.text : undefined;
}

function fileOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}
