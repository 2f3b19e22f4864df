/** Drives a simulation to its end in slices, so that progress can be shown and an interruption is noticed. */
import { setImmediate } from 'node:timers/promises';
import { formatInstant } from '../domain/calendar.ts';
import { likelyTurns, usersIn } from '../sim/scenario/closed-traffic.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import type { Simulation } from '../sim/simulation.ts';
import { counted, grouped } from './print/columns.ts';
import type { Terminal } from './terminal.ts';

/** The user has pressed Ctrl-C, or the process was asked to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  /** @param message what became of the work so far */
  constructor(message = 'nothing was written') {
    super(message);
  }
}

/** A simulation, or what else goes on in virtual time. */
export type Drivable = Pick<Simulation, 'run' | 'status'>;

const EVENTS_A_SLICE = 2_000;
const REFRESH_MS = 150;

/** @throws Interrupted when `signal` is aborted before the end */
export async function drive(
  simulation: Drivable,
  scenario: Scenario,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const began = performance.now();
  let shown = began;
  try {
    // Node.js hears signals between two immediates: so between two slices, and before and after all of them.
    await setImmediate();
    for (;;) {
      const progress = simulation.run(EVENTS_A_SLICE);
      await setImmediate();
      if (signal.aborted) throw new Interrupted();
      if (progress !== 'more') return;
      const now = performance.now();
      if (now - shown < REFRESH_MS) continue;
      shown = now;
      terminal.progress(progressLine(simulation, scenario, (now - began) / 1000));
    }
  } finally {
    terminal.clearProgress();
  }
}

function progressLine(simulation: Drivable, { clock, traffic }: Scenario, seconds: number): string {
  const { at, checkouts, events } = simulation.status();
  const time = formatInstant(at, clock.zone).slice(0, 16);
  const rate = Math.round(events / seconds);
  const all = traffic.only?.length ?? traffic.checkouts + likelyTurns(traffic.phases);
  const about = usersIn(traffic.phases) === 0 ? '' : 'about ';
  return `${time}  ${grouped(checkouts)} of ${about}${counted(all, 'checkout')}  ${counted(events, 'event')}  ${grouped(rate)} events/s`;
}
