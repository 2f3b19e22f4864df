/** Runs the built command line as its users do: as a process of its own, in a folder of its own. */
import { spawn, spawnSync, type ChildProcessByStdio, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Report } from '../../src/sim/report/report.ts';

export const checkout = resolve(import.meta.dirname, '../..');
export const tool = join(checkout, 'bin/penny.js');

/** The shipped scenario that takes least time: one checkout with two orders over two nights. */
export const firstCheckout = join(checkout, 'scenarios/first-checkout.yaml');

export interface Setting {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the tool to its end. Nothing is a terminal, and no environment variable of ours but the path gets through. */
export function penny(args: readonly string[], { cwd, env }: Setting = {}): SpawnSyncReturns<string> {
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
  const prelude = `npx() { shift; "$NODE" "$TOOL" "$@"; }`;
  const env = environment({ NODE: process.execPath, TOOL: tool });
  return spawnSync('sh', ['-c', `${prelude}\n${line}`], { cwd, env }).status;
}
