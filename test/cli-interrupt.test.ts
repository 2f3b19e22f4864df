import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, penny, scratchFolder, startPenny } from './support/cli.ts';

const marketplace = join(firstCheckout, '../marketplace-day.yaml');

/** Starts a run, signals it as soon as it has said what it is about to do, and gives how it ended. */
async function interrupted(args: readonly string[], cwd: string, signal: NodeJS.Signals): Promise<unknown> {
  return interruptedAt('limits.events', ['run', ...args], cwd, signal);
}

/** Starts the tool, signals it once, as soon as it has said something on standard error, and gives how it ended. */
async function interruptedAt(
  said: string,
  args: readonly string[],
  cwd: string,
  signal: NodeJS.Signals,
): Promise<unknown> {
  const child = startPenny(args, cwd);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    const before = stderr.includes(said);
    stderr += chunk.toString();
    if (!before && stderr.includes(said)) child.kill(signal);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, last: stderr.trimEnd().split('\n').at(-1) };
}

const ended = { code: 130, stdout: '', last: 'penny: interrupted; nothing was written' };

describe('an interrupted run', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s leaves the old report as it was and nothing beside it',
    async (signal) => {
      const cwd = scratchFolder();
      await penny(['run', marketplace, '--checkouts', '5', '--quiet', '--out', 'out/r'], { cwd });
      const before = readFileSync(join(cwd, 'out/r/report.json'), 'utf8');
      expect(await interrupted([marketplace, '--checkouts', '100000', '--out', 'out/r'], cwd, signal)).toEqual(ended);
      expect(readFileSync(join(cwd, 'out/r/report.json'), 'utf8')).toBe(before);
      expect(readdirSync(join(cwd, 'out'))).toEqual(['r']);
    },
  );

  it('leaves nothing where there was nothing', async () => {
    const cwd = scratchFolder();
    expect(await interrupted([marketplace, '--checkouts', '100000'], cwd, 'SIGINT')).toEqual(ended);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('is interrupted even when it is so short that it ends in one go', async () => {
    const cwd = scratchFolder();
    const slowToBegin = ['--set', 'sellers.count=30000'];
    expect(await interrupted([firstCheckout, ...slowToBegin], cwd, 'SIGINT')).toEqual(ended);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('an interrupted load', () => {
  it('of users leaves nothing', async () => {
    const cwd = scratchFolder();
    const kiosks = join(firstCheckout, '../kiosk-hour.yaml');
    const size = ['--set', 'traffic.users=20000', '--cells', '1000', '--workers', '2'];
    expect(await interruptedAt('in 1,000 cells', ['load', kiosks, ...size], cwd, 'SIGINT')).toEqual(ended);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('that keeps the databases of its cells leaves none of the folders that it has made for them', async () => {
    const cwd = scratchFolder();
    const size = ['--checkouts', '2000', '--cells', '200', '--workers', '2', '--store', 'ndjson', '--out', 'a/b/c'];
    expect(await interruptedAt('in 200 cells', ['load', firstCheckout, ...size], cwd, 'SIGINT')).toEqual(ended);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('that sweeps leaves nothing of the rates that it has tried when it is around the knee', async () => {
    const cwd = scratchFolder();
    const rush = join(firstCheckout, '../saturday-rush.yaml');
    const range = ['--sweep', '10/min..40/min', '--steps', '2', '--for', '2min', '--workers', '2'];
    const held = ['--set', 'thresholds=[checkout.p99 < 10s]'];
    expect(await interruptedAt('around the knee:', ['load', rush, ...range, ...held], cwd, 'SIGINT')).toEqual(ended);
    expect(readdirSync(cwd)).toEqual([]);
  });
});
