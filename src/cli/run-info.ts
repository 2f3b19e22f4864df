/** What varies between two runs of the same seed: how long it took, and on what. */
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';
import type { InterpreterName } from '../sim/interpreter/interpreter-name.ts';
import type { Report } from '../sim/report/report.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { instantOf } from '../sim/simulation.ts';

export interface RunInfo {
  readonly wallMs: number;
  readonly checkoutsPerSecond: number;
  readonly eventsPerSecond: number;
  /** Of the process, all of its workers together. */
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

export interface LoadInfo extends RunInfo {
  readonly workers: number;
  readonly load: {
    readonly cells: number;
    /** From the first phase of the traffic to the end of the last. */
    readonly traffic: Span;
    /** From the beginning of virtual time to the end of the last night. */
    readonly whole: Span;
  };
}

/** A stretch of virtual time, and how many times faster than real time the load went through it. */
interface Span {
  readonly virtualMs: number;
  readonly timesRealTime: number;
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

/** @param wallMs how long all cells took together */
export function loadInfo(wallMs: number, report: Report, { clock, traffic }: Scenario, workers: number): LoadInfo {
  const { counts, simulated, load } = report;
  const span = (virtualMs: number): Span => {
    return { virtualMs, timesRealTime: Math.round((virtualMs / Math.max(wallMs, 1)) * 10) / 10 };
  };
  return {
    ...runInfo(wallMs, counts.checkouts, counts.events, 'compiled' satisfies InterpreterName),
    workers,
    load: {
      cells: load?.cells ?? 1,
      traffic: span(traffic.phases.reduce((sum, { durationMs }) => sum + durationMs, 0)),
      whole: span(instantOf(simulated.to) - clock.start),
    },
  };
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest && typeof manifest.version === 'string' ? manifest.version : 'unknown';
}
