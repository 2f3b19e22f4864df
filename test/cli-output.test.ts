import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environment, firstCheckout, pennyProcess, scratchFolder, startPenny, tool } from './support/cli.ts';

const marketplace = join(firstCheckout, '../marketplace-day.yaml');

describe('the two streams of a run', () => {
  it('are the result and the work: what is in force goes to standard error, what came of it to standard output', () => {
    const { stdout, stderr } = pennyProcess(['run', firstCheckout], { cwd: scratchFolder() });
    expect(stderr).toMatch(/^first-checkout: One checkout .*\n {2}name +first-checkout\n {2}seed +1\n/);
    expect(stderr).toMatch(/\n {2}limits\.events +1000000\n\n$/);
    expect(stdout).toMatch(/^CONSISTENT /);
    expect(stdout).toContain('\nMoney ');
    expect(stdout).toContain('\nThresholds\n');
  });

  it('have no progress line, no colour and no control characters when nobody watches', () => {
    const { stdout, stderr } = pennyProcess(['run', marketplace, '--checkouts', '200'], { cwd: scratchFolder() });
    expect(stdout + stderr).not.toMatch(/[^\P{Cc}\n]/u);
    expect(stderr).not.toContain('events/s');
  });

  it('are one line and nothing with --quiet', () => {
    const { stdout, stderr } = pennyProcess(['run', firstCheckout, '--quiet'], { cwd: scratchFolder() });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^CONSISTENT {2}first-checkout, seed 1: .*; trace [0-9a-f]{16}\n$/);
  });

  it.each([['--json'], ['--json', '--quiet']])('are report.json and nothing with %s %s', (...options) => {
    const cwd = scratchFolder();
    const { stdout, stderr } = pennyProcess(['run', firstCheckout, '--out', 'r', ...options], { cwd });
    expect(stderr).toBe('');
    expect(stdout).toBe(readFileSync(join(cwd, 'r/report.json'), 'utf8'));
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, verdict: 'consistent', seed: '1' });
  });
});

describe('a reader who has seen enough', () => {
  it('leaves the exit code to the run', async () => {
    const missed = ['--set', 'thresholds=[captured < 1%]'];
    const child = startPenny(['run', firstCheckout, '--json', ...missed], scratchFolder());
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdout.destroy();
    const [code] = (await once(child, 'exit')) as [number | null];
    expect({ code, complaints }).toEqual({ code: 3, complaints: '' });
  });

  it('of the messages leaves the result and the exit code to the run', async () => {
    const child = startPenny(['run', firstCheckout], scratchFolder());
    let result = '';
    child.stdout.on('data', (chunk: Buffer) => (result += chunk.toString()));
    child.stderr.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(result).toMatch(/^CONSISTENT /);
  });

  it('may be head', () => {
    const line = '"$NODE" "$TOOL" schema | head -1';
    const env = environment({ NODE: process.execPath, TOOL: tool });
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8', env });
    expect({ stdout, stderr }).toEqual({ stdout: '{\n', stderr: '' });
  });
});

it.skipIf(!existsSync('/dev/full'))('a result that cannot be written is not mistaken for an inconsistent run', () => {
  const full = openSync('/dev/full', 'w');
  const args = [tool, 'run', firstCheckout, '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: scratchFolder(),
    stdio: ['ignore', full, 'pipe'],
    env: environment(),
    encoding: 'utf8',
  });
  closeSync(full);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^penny: the result cannot be written to standard output: ENOSPC.*\n$/);
});

/** Runs a command in a terminal of its own; the `script` of util-linux knows the options that are used here. */
const terminal = 'script';
const hasTerminals = spawnSync(terminal, ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
if (!hasTerminals) process.stderr.write('no `script` of util-linux found: the tests of a terminal are skipped\n');

/** What the shell says when its command has ended, and all that was sent before it has been seen. */
const ENDED = '-- ended --';

/**
 * What a terminal is sent when somebody types `penny` with these words. `script` waits a hundredth of a second for what a
 * command that has ended wrote last and loses the rest, so the shell stays until it is told that everything was seen.
 */
async function inTerminal(words: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const line = `"$NODE" "$TOOL" ${words}; status=$?; printf '%s' "$ENDED"; read seen; exit $status`;
  const child = spawn(terminal, ['-qec', line, '/dev/null'], {
    cwd: scratchFolder(),
    env: environment({ NODE: process.execPath, TOOL: tool, ENDED, TERM: 'xterm', ...env }),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let sent = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    sent += text;
    if (sent.includes(ENDED) && !child.stdin.writableEnded) child.stdin.end('\n');
  });
  const [status] = (await once(child, 'close')) as [number | null];
  const [stdout = '', ...rest] = sent.split(ENDED);
  // What went wrong was said in the terminal, too.
  expect({ status, rest: rest.length, stdout }).toEqual({ status: 0, rest: 1, stdout });
  return stdout;
}

const small = `run ${marketplace} --checkouts 200 --set thresholds=[]`;

describe.skipIf(!hasTerminals)('in a terminal', () => {
  it('a run shows its progress in a line that is taken away in the end', async () => {
    const shown = await inTerminal(small);
    expect(shown).toMatch(
      /\r\x1b\[2K2026-03-0\d \d\d:\d\d {2}\d+ of 200 checkouts {2}[\d,]+ events {2}[\d,]+ events\/s/,
    );
    expect(shown.lastIndexOf('\r\x1b[2K')).toBeLessThan(shown.indexOf('CONSISTENT'));
    expect(shown.slice(shown.lastIndexOf('\r\x1b[2K') + 5)).not.toContain('events/s');
  });

  it('an exploration shows how many seeds are done, and takes the line away in the end', async () => {
    const shown = await inTerminal(`explore ${firstCheckout} --seeds 1..3 --workers 1`);
    expect(shown).toMatch(/\r\x1b\[2K0 of 3 seeds\r/);
    expect(shown).toMatch(/\r\x1b\[2K2 of 3 seeds {2}2 consistent {2}about \d+ s left\r/);
    expect(shown.slice(shown.lastIndexOf('\r\x1b[2K') + 5)).toMatch(
      /^\x1b\[32mCONSISTENT\x1b\[39m {2}first-checkout, 3 seeds/,
    );
  });

  it('the verdict is green', async () => {
    expect(await inTerminal(`run ${firstCheckout}`)).toContain('\x1b[32mCONSISTENT\x1b[39m');
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('nothing is coloured with %j', async (env) => {
    expect(await inTerminal(`run ${firstCheckout}`, env)).not.toMatch(/\x1b\[\d+m/);
  });

  it('an empty NO_COLOR is none', async () => {
    expect(await inTerminal(`run ${firstCheckout}`, { NO_COLOR: '' })).toContain('\x1b[32m');
  });

  it('--quiet and --json show no progress', async () => {
    expect(await inTerminal(`${small} --quiet`)).not.toContain('events/s');
    expect(await inTerminal(`${small} --json`)).toMatch(/^\{/);
  });

  it('messages that go to a file are not coloured', async () => {
    const words = `run ${firstCheckout} 2> messages.txt; cat messages.txt`;
    const [result = '', messages = ''] = (await inTerminal(words)).split('--story order-1.1');
    expect(result).toContain('\x1b[32m');
    expect(messages.slice(messages.indexOf('first-checkout'))).not.toContain('\x1b');
  });
});
