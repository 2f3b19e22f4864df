import { describe, expect, it } from 'vitest';
import {
  builtInProblems,
  cycleProblems,
  deadFileProblems,
  directionProblems,
  pinProblems,
  undeclaredProblems,
} from './import-rules.ts';
import { parseSources, sentence } from './source-files.ts';

describe('imports run in the direction of the layers', () => {
  const said = (texts: Record<string, string>): string[] => directionProblems(parseSources(texts)).map(sentence);

  it('passes a domain that actors and the simulator import', () => {
    const texts = {
      'src/domain/money.ts': "import { Temporal } from 'temporal-polyfill';",
      'src/actors/buyer.ts': "import { setup } from 'xstate';\nimport { money } from '../domain/money.ts';",
      'src/sim/world.ts': "import { buyer } from '../actors/buyer.ts';\nimport { Subject } from 'rxjs';",
      'src/cli/main.ts': "import { world } from '../sim/world.ts';",
    };
    expect(said(texts)).toEqual([]);
  });

  it.each([
    ['src/domain/money.ts', '../actors/buyer.ts'],
    ['src/domain/money.ts', '../sim/world.ts'],
    ['src/actors/buyer.ts', '../sim/world.ts'],
    ['src/sim/world.ts', '../cli/main.ts'],
    ['src/sim/kernel/kernel.ts', '../../domain/money.ts'],
    ['src/sim/world.ts', '../../test/support/runtime-trap.ts'],
  ])('fails when %s imports %s, be it only a type', (path, specifier) => {
    const problems = said({ [path]: `\nimport type { A } from '${specifier}';` });
    expect(problems).toHaveLength(1);
    expect(problems.join()).toMatch(new RegExp(`^${path}:2: an import of .*; expected src/.* not to know `));
  });

  it('names the way by which the kernel comes to know the domain', () => {
    const texts = {
      'src/sim/kernel/kernel.ts': "import type { Network } from '../network.ts';",
      'src/sim/network.ts': "import type { Message } from '../domain/messages.ts';",
      'src/domain/messages.ts': '',
    };
    const way = 'src/sim/kernel/kernel.ts → src/sim/network.ts → src/domain/messages.ts';
    expect(said(texts)).toEqual([
      `src/sim/kernel/kernel.ts:1: an import of src/domain/messages.ts, by way of ${way}; expected src/sim/kernel/ not to know src/domain/, src/actors/, src/cli/`,
    ]);
  });

  it.each([
    ['src/domain/money.ts', 'xstate'],
    ['src/actors/buyer.ts', 'rxjs'],
    ['src/actors/buyer.ts', 'node:fs'],
    ['src/sim/kernel/kernel.ts', 'xstate/guards'],
    ['src/sim/kernel/kernel.ts', '@faker-js/faker'],
  ])('fails when %s imports the package %s', (path, specifier) => {
    expect(said({ [path]: `export * from '${specifier}';` }).join()).toMatch(
      `${path}:1: an import of ${specifier}; expected`,
    );
  });
});

describe('imports form no cycle', () => {
  const said = (texts: Record<string, string>): string[] => cycleProblems(parseSources(texts)).map(sentence);

  it('passes a diamond', () => {
    const texts = {
      'src/a.ts': "import './b.ts';\nimport './c.ts';",
      'src/b.ts': "import './d.ts';",
      'src/c.ts': "import './d.ts';",
      'src/d.ts': '',
    };
    expect(said(texts)).toEqual([]);
  });

  it('tells a cycle once, from the first of its files, types and dynamic imports included', () => {
    const texts = {
      'src/a.ts': "import type { B } from './b.ts';",
      'src/b.ts': "\nexport type C = import('./c.ts').C;",
      'src/c.ts': "export const a = await import('./a.ts');",
    };
    expect(said(texts)).toEqual([
      'src/a.ts:1: a cycle, src/a.ts → src/b.ts → src/c.ts → src/a.ts; expected imports in one direction',
    ]);
  });
});

describe('every source file is reached from the command line', () => {
  const entry = { 'src/cli/main.ts': "import '../sim/run.ts';\nnew Worker(new URL('./worker.js', import.meta.url));" };
  const alive = { 'src/sim/run.ts': '', 'src/cli/worker.ts': '' };
  const said = (texts: Record<string, string>): string[] =>
    deadFileProblems(parseSources(texts), ['src/cli/main.ts']).map(sentence);

  it('passes what is imported, and what runs as a worker', () => {
    expect(said({ ...entry, ...alive })).toEqual([]);
  });

  it('fails a file that only its test imports', () => {
    const dead = { 'src/sim/old.ts': '', 'src/sim/old.test.ts': "import './old.ts';" };
    expect(said({ ...entry, ...alive, ...dead })).toEqual([
      'src/sim/old.ts:1: a dead file; expected to be reached from src/cli/main.ts',
    ]);
  });

  it('fails when the entry itself is not there', () => {
    expect(said(alive)).toEqual(['src/cli/main.ts:1: no such file; expected the entry']);
  });
});

describe('built-in modules belong to the shell', () => {
  it('fails outside it, with or without the prefix, and passes in it and in tests', () => {
    const code = "import { readFileSync } from 'node:fs';\nimport { hash } from 'crypto';";
    const texts = { 'src/cli/main.ts': code, 'src/sim/run.test.ts': code, 'src/sim/run.ts': code };
    expect(builtInProblems(parseSources(texts), ['fs', 'crypto']).map(sentence)).toEqual([
      'src/sim/run.ts:1: the import of node:fs; expected it in src/cli alone',
      'src/sim/run.ts:2: the import of crypto; expected it in src/cli alone',
    ]);
  });
});

describe('packages are declared and pinned', () => {
  const manifest = { dependencies: { lowdb: '7.0.1' }, devDependencies: { vitest: '4.1.12' } };

  it('fails an import of a package that is not declared, or only for tests', () => {
    const texts = {
      'src/cli/a.ts': "import 'lowdb/node';\nimport 'left-pad';\nimport 'vitest';",
      'src/cli/a.test.ts': "import 'vitest';\nimport 'lowdb';\nimport '@scope/name/deep';",
    };
    expect(undeclaredProblems(parseSources(texts), manifest).map(sentence)).toEqual([
      'src/cli/a.ts:2: the import of left-pad; expected it among the dependencies of package.json',
      'src/cli/a.ts:3: the import of vitest; expected it among the dependencies of package.json',
      'src/cli/a.test.ts:3: the import of @scope/name/deep; expected it among the dependencies or devDependencies of package.json',
    ]);
  });

  it.each(['^7.0.1', '~7.0.1', '7', '7.x', '*', 'latest', 'github:a/b'])('fails the version %s', (version) => {
    const text = `{\n  "dependencies": {\n    "lowdb": "${version}"\n  }\n}`;
    expect(pinProblems({ dependencies: { lowdb: version }, devDependencies: {} }, text).map(sentence)).toEqual([
      `package.json:3: lowdb at "${version}"; expected an exact version like 1.2.3`,
    ]);
  });

  it('passes exact versions, previews included', () => {
    expect(pinProblems({ ...manifest, dependencies: { lowdb: '8.0.0-beta.1' } }, '')).toEqual([]);
  });
});
