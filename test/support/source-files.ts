/** TypeScript files as the tests of style see them: their text, and their tree as the compiler's own parser reads it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Node, SourceFile } from 'typescript/unstable/ast';
import { createVirtualFileSystem, type FileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

export interface Source {
  /** From the root of the project, with slashes: `src/domain/money.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tree: SourceFile;
}

/** Something that breaks a rule of style. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly seen: string;
  readonly expected: string;
}

/** `src/domain/money.ts:12: seen, expected ...`, as a person reads it and an editor opens it. */
export function sentence({ path, line, seen, expected }: Problem): string {
  return `${path}:${line}: ${seen}; expected ${expected}`;
}

/** Every TypeScript file in the folders, by path, parsed. */
export function readSources(folders: readonly string[]): Source[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).replaceAll('\\', '/')),
  );
  const typescript = paths.filter((path) => path.endsWith('.ts')).toSorted();
  return parseSources(Object.fromEntries(typescript.map((path) => [path, readFileSync(path, 'utf8')])));
}

/** Parses texts that need not exist as files, given by path. */
export function parseSources(texts: Readonly<Record<string, string>>): Source[] {
  // The compiler remembers folders, so every set of texts has one of its own.
  folders += 1;
  const root = `/everypenny-${folders}`;
  const files = Object.entries(texts).map(([path, text]): [string, string] => [`${root}/${path}`, text]);
  // No library and no types: the trees are all that is wanted.
  const config = { compilerOptions: { noLib: true, noResolve: true, types: [] }, include: ['**/*'] };
  virtual = createVirtualFileSystem({
    ...Object.fromEntries(files),
    [`${root}/tsconfig.json`]: JSON.stringify(config),
  });
  compiler ??= startCompiler();
  const snapshot = compiler.updateSnapshot({ openProjects: [`${root}/tsconfig.json`] });
  const program = snapshot.getProject(`${root}/tsconfig.json`)?.program;
  const sources = Object.entries(texts).map(([path, text]) => {
    const tree = program?.getSourceFile(`${root}/${path}`);
    if (tree === undefined) throw new Error(`the compiler did not parse ${path}`);
    return { path, text, tree };
  });
  snapshot.dispose();
  return sources;
}

let folders = 0;
let virtual: FileSystem = {};
let compiler: API | undefined;

/** It runs beside the tests, answers them all, and ends with their process. */
function startCompiler(): API {
  const fs: Required<Pick<FileSystem, 'readFile' | 'fileExists' | 'directoryExists' | 'getAccessibleEntries'>> = {
    readFile: (name) => virtual.readFile?.(name),
    fileExists: (name) => virtual.fileExists?.(name),
    directoryExists: (name) => virtual.directoryExists?.(name),
    getAccessibleEntries: (name) => virtual.getAccessibleEntries?.(name),
  };
  return new API({ cwd: '/', fs });
}

/** Every node of the file, each before its children. */
export function nodesOf(source: Source): Node[] {
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    nodes.push(node);
    node.forEachChild(visit);
  };
  visit(source.tree);
  return nodes;
}

/** The line of a position in the text, counted from 1. */
export function lineAt(source: Source, position: number): number {
  return source.text.slice(0, position).split('\n').length;
}

/** The line on which a node begins, without the comments before it. */
export function lineOf(source: Source, node: Node): number {
  return lineAt(source, node.getStart(source.tree));
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/');
}
