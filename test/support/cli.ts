/**
 * Runs the built command line in a folder of its own: as its users do, in a process of its own, where it is the process
 * that is tested, and in the test's process, which has read the tool's code already, where it is what a command does.
 */
import { spawn, spawnSync, type ChildProcessByStdio, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import type * as Tool from '../../src/cli/penny.ts';
import type { Report } from '../../src/sim/report/report.ts';

export const checkout = resolve(import.meta.dirname, '../..');
export const tool = join(checkout, 'bin/penny.js');

/** The shipped scenario that takes least time: one checkout with two orders over two nights. */
export const firstCheckout = join(checkout, 'scenarios/first-checkout.yaml');

export interface Setting {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ended {
  /** The exit code. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What was run last in this process. A test that ran out of time leaves a command behind, which the next one waits for. */
let last: Promise<unknown> = Promise.resolve();

/** Runs the built tool to its end in this process. What yargs itself prints, help and the version, is not among its words. */
export async function penny(args: readonly string[], { cwd = checkout }: Pick<Setting, 'cwd'> = {}): Promise<Ended> {
  const ended = last.then(async () => runHere(args, cwd));
  last = ended.catch(() => undefined);
  return ended;
}

async function runHere(args: readonly string[], cwd: string): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const home = process.cwd();
  const { penny: run } = (await import(pathToFileURL(join(checkout, 'dist/cli/penny.js')).href)) as typeof Tool;
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  process.chdir(cwd);
  try {
    const status = await run(args, new AbortController().signal);
    return { status, ...said };
  } finally {
    process.chdir(home);
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs the tool to its end in a process of its own. Nothing is a terminal, and no environment variable of ours but the path gets through. */
export function pennyProcess(args: readonly string[], { cwd, env }: Setting = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [tool, ...args], {
    cwd,
    env: environment(env),
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    timeout: 60_000,
  });
}

/** Starts the tool and lets it run. */
export function startPenny(args: readonly string[], cwd: string): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [tool, ...args], {
    cwd,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export function environment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', ...env };
}

/** A new folder, which goes when the test is over. */
export function scratchFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'everypenny-cli-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
}

/** Gives a line to the shell in which `npx penny` is the built tool. @returns the exit code */
export function shell(line: string, cwd: string): number | null {
  const env = environment({ NODE: process.execPath, TOOL: tool });
  return spawnSync('sh', ['-c', `npx() { shift; "$NODE" "$TOOL" "$@"; }\n${line}`], { cwd, env }).status;
}

/** Runs a command as if it were pasted into a shell, which takes it apart into words. @returns the exit code */
export async function pasted(command: string, cwd: string): Promise<number> {
  const env = environment();
  const { stdout } = spawnSync('sh', ['-c', `npx() { printf '%s\\0' "$@"; }\n${command}`], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const [name, ...words] = stdout.split('\0').slice(0, -1);
  if (name !== 'penny') throw new Error(`this is no command of penny: ${command}`);
  return (await penny(words, { cwd })).status;
}
