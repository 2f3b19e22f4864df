/** How many checkouts the phases of a scenario come to, and phases that come to a wanted number. */
import type { Instant } from '../../domain/calendar.ts';
import { areaOf, rateCurve } from './rate-curve.ts';
import type { Phase } from './scenario.ts';

/**
 * The checkouts that the rates integrate to, rounded to a whole number.
 * @param start when the first phase begins, on which hours a daily phase covers depends
 * @param zone whose wall clock a daily phase follows
 */
export function expectedCheckouts(phases: readonly Phase[], start: Instant, zone: string): number {
  return Math.round(exactCheckouts(phases, start, zone));
}

/**
 * The same phases with their rates scaled so that they integrate to a number of checkouts.
 * @throws RangeError when no phase has any traffic to scale
 */
export function scaledTo(checkouts: number, phases: readonly Phase[], start: Instant, zone: string): Phase[] {
  const exact = exactCheckouts(phases, start, zone);
  if (exact === 0) throw new RangeError('phases without traffic cannot be scaled');
  const scaled = (rate: number): number => (rate * checkouts) / exact;
  return phases.map((phase): Phase => {
    switch (phase.shape) {
      case 'constant':
      case 'daily':
        return { ...phase, rate: scaled(phase.rate) };
      case 'ramp':
        return { ...phase, from: scaled(phase.from), to: scaled(phase.to) };
      case 'burst':
        return { ...phase, rate: scaled(phase.rate), peak: scaled(phase.peak) };
      case 'closed':
        return phase;
    }
  });
}

/** How long the phases last together, in milliseconds. */
export function trafficMs(phases: readonly Phase[]): number {
  return phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** What the rates integrate to; rarely a whole number. */
export function exactCheckouts(phases: readonly Phase[], start: Instant, zone: string): number {
  return rateCurve(phases, start, zone).reduce((sum, piece) => sum + areaOf(piece), 0);
}
