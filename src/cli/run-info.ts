/** What varies between two runs of the same seed: how long it took, and on what. */
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';

export interface RunInfo {
  readonly wallMs: number;
  readonly checkoutsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly peakRssBytes: number;
  readonly host: {
    readonly platform: string;
    readonly arch: string;
    readonly cpu: string;
    readonly cpus: number;
    readonly memoryBytes: number;
  };
  readonly versions: { readonly everypenny: string; readonly node: string };
  readonly interpreter: string;
  /** Of an exploration: how many seeds were run, and on how many threads. */
  readonly seeds?: number;
  readonly workers?: number;
}

/** @param wallMs how long the simulation took, without reading and writing files */
export function runInfo(wallMs: number, checkouts: number, events: number, interpreter: string): RunInfo {
  const seconds = Math.max(wallMs, 1) / 1000;
  return {
    wallMs: Math.round(wallMs),
    checkoutsPerSecond: Math.round((checkouts / seconds) * 10) / 10,
    eventsPerSecond: Math.round(events / seconds),
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
    host: {
      platform: platform(),
      arch: arch(),
      cpu: cpus()[0]?.model ?? 'unknown',
      cpus: cpus().length,
      memoryBytes: totalmem(),
    },
    versions: { everypenny: packageVersion(), node: process.versions.node },
    interpreter,
  };
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
