/** Code that the linter must object to, by topic, and code that the same rules must let pass. */

/** The folder that the code is in, the code, and the rule that must object to it. */
export type Banned = readonly [folder: string, code: string, rule: string];

const global = 'eslint(no-restricted-globals)';
const property = 'eslint(no-restricted-properties)';
const imported = 'eslint(no-restricted-imports)';
const builtIn = 'import(no-nodejs-modules)';

export const bannedSamples: Readonly<Record<string, readonly Banned[]>> = {
  'wall time': [
    ['src/sim', 'export const at = Date.now();', global],
    ['src/sim', 'export const at = new Date();', global],
    ['src/sim', 'export const at = globalThis.Date.now();', global],
    ['src/sim', 'export const at = global.performance.now();', global],
    ['src/actors', 'export const at = performance.now();', global],
    [
      'src/domain',
      "import { Temporal } from 'temporal-polyfill';\n\nexport const at = Temporal.Now.instant();",
      property,
    ],
    ['src/sim', "import { asyncScheduler } from 'rxjs';\n\nexport const scheduler = asyncScheduler;", imported],
  ],
  'timers and promises': [
    ['src/sim/kernel', 'setTimeout(() => undefined, 1);', global],
    ['src/sim/kernel', 'setInterval(() => undefined, 1);', global],
    ['src/sim/kernel', 'setImmediate(() => undefined);', global],
    ['src/sim/kernel', 'queueMicrotask(() => undefined);', global],
    ['src/actors', 'export const later = async (): Promise<void> => {};', 'oxc(no-async-await)'],
    ['src/sim/kernel', 'export const later = async (): Promise<void> => {};', 'oxc(no-async-await)'],
  ],
  'luck that is not drawn from dice': [
    ['src/sim', 'export const draw = Math.random();', property],
    ['src/sim', 'export const { random } = Math;', property],
    ['src/sim', 'export const id = crypto.randomUUID();', global],
    ['src/sim', "import { randomBytes } from 'crypto';\n\nexport const draw = randomBytes;", builtIn],
    ['src/sim', "import seedrandom from 'seedrandom';\n\nexport const draw = seedrandom();", imported],
    ['src/sim/kernel', "import seedrandom from 'seedrandom';\n\nexport const draw = seedrandom();", imported],
    ['src/sim', "import { faker } from '@faker-js/faker';\n\nexport const name = faker.person.fullName();", imported],
    ['src/sim', 'export const held = new WeakRef({});', global],
  ],
  'locales and zones of the platform': [
    ['src/domain', 'export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;', global],
    ['src/sim/report', 'export const text = (5).toLocaleString();', property],
    ['src/sim/report', "export const text = 'a'.toLocaleUpperCase();", property],
    ['src/sim/report', "export const text = 'A'.toLocaleLowerCase();", property],
    ['src/sim/report', "export const order = 'a'.localeCompare('b');", property],
  ],
  'the world outside the shell': [
    ['src/domain', "export const home = process.env['HOME'];", global],
    ['src/sim', "export const page = fetch('https://example.org');", global],
    ['src/sim', "import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;", builtIn],
    ['src/actors', "import { env } from 'node:process';\n\nexport const home = env;", builtIn],
    ['src/sim', "export const fs = import('node:fs');", builtIn],
    ['src/sim', "import { JSONFile } from 'lowdb/node';\n\nexport const file = JSONFile;", imported],
    ['src/sim', "console.log('here');", 'eslint(no-console)'],
  ],
  'imports against the direction': [
    ['src/domain', "export type { A } from '../actors/a.ts';", imported],
    ['src/domain', "import type { A } from '../sim/a.ts';\n\nexport type B = A;", imported],
    ['src/domain', "import type { A } from '../cli/a.ts';\n\nexport type B = A;", imported],
    ['src/domain', "import { setup } from 'xstate';\n\nexport const machine = setup({});", imported],
    ['src/actors', "import type { A } from '../sim/a.ts';\n\nexport type B = A;", imported],
    ['src/actors', "import { Subject } from 'rxjs';\n\nexport const subject = new Subject();", imported],
    ['src/sim/kernel', "import type { Id } from '../../domain/ids.ts';\n\nexport type A = Id;", imported],
    ['src/sim/kernel', "import type { A } from '../world.ts';\n\nexport type B = A;", imported],
    ['src/sim/kernel', "import { createActor } from 'xstate';\n\nexport const start = createActor;", imported],
    ['src/sim/kernel', "import { Subject } from 'rxjs';\n\nexport const subject = new Subject();", imported],
    ['src/sim', "import type { A } from '../cli/a.ts';\n\nexport type B = A;", imported],
    ['src/sim/faults', "import type { A } from '../../cli/a.ts';\n\nexport type B = A;", imported],
    ['src/cli', "import { sample } from './a.test.ts';\n\nexport const a = sample;", imported],
    [
      'src/sim/cycle',
      "import { that } from './cycle-back.ts';\n\nexport const one = (): number => that();",
      'import(no-cycle)',
    ],
  ],
  'what would make a machine impure': [
    ['src/actors', "import { sendTo } from 'xstate';\n\nexport const tell = sendTo;", imported],
    ['src/actors', "import { spawnChild } from 'xstate';\n\nexport const start = spawnChild;", imported],
    ['src/actors', "import { fromPromise } from 'xstate';\n\nexport const wait = fromPromise;", imported],
    ['src/actors', "import * as xstate from 'xstate';\n\nexport const { createActor } = xstate;", imported],
    ['src/actors', "export const machine = { invoke: { src: 'child' } };", 'eslint(id-denylist)'],
  ],
  'careless code': [
    ['src/sim', 'export default 1;', 'import(no-default-export)'],
    ['src/sim', "export * from './sample.ts';", 'oxc(no-barrel-file)'],
    ['src/sim', 'export const size = (given: any): number => given;', 'typescript(no-explicit-any)'],
    ['src/sim', 'export const first = (given: string[]): string => given[0]!;', 'typescript(no-non-null-assertion)'],
    ['src/sim', 'export const same = (a: number, b: number): boolean => a == b;', 'eslint(eqeqeq)'],
    ['src/sim', 'const unused = 1;', 'eslint(no-unused-vars)'],
    ['src/sim', "import { A } from './a.ts';\n\nexport type B = A;", 'typescript(consistent-type-imports)'],
    // The word is put together here, so that the rule does not find it in this file.
    ['src/sim', `// To be done: ${['TO', 'DO'].join('')}.\nexport const a = 1;`, 'eslint(no-warning-comments)'],
    ['src/sim', `export function long(): void {${'\n'.repeat(70)}}`, 'eslint(max-lines-per-function)'],
    ['src/sim', `export const a = 1;${'\n'.repeat(300)}export const b = 2;`, 'eslint(max-lines)'],
    ['src/cli', 'export const go = (): void => {\n  Promise.resolve(1);\n};', 'typescript(no-floating-promises)'],
    ['src/cli', "export const fail = (): never => {\n  throw 'text';\n};", 'typescript(only-throw-error)'],
    ['src/cli', switchOver("case 'a':\n      return 1;"), 'typescript(switch-exhaustiveness-check)'],
    [
      'src/cli',
      "export const paid = (amount?: number): string => (amount ? 'yes' : 'no');",
      'typescript(strict-boolean-expressions)',
    ],
    ['src/cli', 'export const text = (a: undefined): string => `${a}`;', 'typescript(restrict-template-expressions)'],
  ],
};

export const allowedSamples: readonly (readonly [folder: string, code: string])[] = [
  ['src/cli', "import { readFileSync } from 'node:fs';\n\nexport const shell = [readFileSync, Date.now, process.env];"],
  ['src/cli', switchOver("case 'a':\n      return 1;\n    case 'b':\n      return 2;")],
  [
    'src/actors',
    "import { setup, type SnapshotFrom } from 'xstate';\n\nexport const a = setup;\nexport type B = SnapshotFrom<never>;",
  ],
  ['src/actors', "import type { Id } from '../domain/ids.ts';\n\nexport type A = Id;"],
  [
    'src/domain',
    "import { Temporal } from 'temporal-polyfill';\n\nexport const at = Temporal.Instant.fromEpochMilliseconds(0);",
  ],
  ['src/sim', "import { Subject } from 'rxjs';\n\nexport const facts = new Subject<number>();"],
  ['src/sim', 'export const root = Math.sqrt(2);'],
];

function switchOver(cases: string): string {
  return `export function rank(letter: 'a' | 'b'): number | undefined {\n  switch (letter) {\n    ${cases}\n  }\n}`;
}
