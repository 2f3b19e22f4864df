/**
 * The traffic's rate over time as straight pieces, and the way back from a share of all arrivals to an instant. Only the
 * four operations and the square root are used, which IEEE 754 rounds the same everywhere.
 */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../domain/calendar.ts';
import type { Phase } from './scenario.ts';

/** From `at` on, for `durationMs`, the rate goes in a straight line from one value to another, in checkouts an hour. */
export interface Piece {
  readonly at: Instant;
  readonly durationMs: number;
  readonly from: number;
  readonly to: number;
}

const HOUR = 3_600_000;

/** How busy each hour of the wall clock is, against a mean of 100: a quiet night, a lunch hour, an evening peak. */
const hourlyShape = [
  30, 18, 12, 10, 12, 22, 45, 75, 100, 115, 120, 128, 138, 126, 115, 112, 118, 135, 160, 190, 205, 185, 140, 89,
];

/** The phases one after the other, as pieces. */
export function rateCurve(phases: readonly Phase[], start: Instant, zone: string): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (const phase of phases) {
    pieces.push(...piecesOf(phase, at, zone));
    at += phase.durationMs;
  }
  return pieces;
}

function piecesOf(phase: Phase, at: Instant, zone: string): Piece[] {
  const { durationMs } = phase;
  switch (phase.shape) {
    case 'constant':
      return [{ at, durationMs, from: phase.rate, to: phase.rate }];
    case 'ramp':
      return [{ at, durationMs, from: phase.from, to: phase.to }];
    case 'burst': {
      const rise = Math.floor(durationMs / 2);
      return [
        { at, durationMs: rise, from: phase.rate, to: phase.peak },
        { at: at + rise, durationMs: durationMs - rise, from: phase.peak, to: phase.rate },
      ];
    }
    case 'closed':
      return [{ at, durationMs, from: 0, to: 0 }];
    case 'daily':
      return hourlyPieces(at, durationMs, phase.rate, zone);
  }
}

/** One level piece for each hour of the wall clock that the phase touches. */
function hourlyPieces(start: Instant, durationMs: number, rate: number, zone: string): Piece[] {
  const pieces: Piece[] = [];
  const end = start + durationMs;
  for (let at = start; at < end;) {
    const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const intoHour = (wall.minute * 60 + wall.second) * 1000 + wall.millisecond;
    const next = Math.min(end, at + HOUR - intoHour);
    const level = (rate * (hourlyShape[wall.hour] ?? 100)) / 100;
    pieces.push({ at, durationMs: next - at, from: level, to: level });
    at = next;
  }
  return pieces;
}

/** The expected number of arrivals in a piece. */
export function areaOf({ durationMs, from, to }: Piece): number {
  return ((from + to) / 2) * (durationMs / HOUR);
}

/**
 * The instant by which a share of the curve's arrivals is expected.
 * @returns a function from a draw, 0 inclusive to 1 exclusive, to whole milliseconds
 * @throws RangeError when the curve is flat zero
 */
export function arrivalTimes(pieces: readonly Piece[]): (draw: number) => Instant {
  const areas = pieces.map(areaOf);
  const total = areas.reduce((a, b) => a + b, 0);
  if (!(total > 0)) throw new RangeError('traffic without a rate has no arrivals');
  const last = pieces.findLast((_, index) => (areas[index] ?? 0) > 0);
  return (draw) => {
    let left = draw * total;
    for (const [index, piece] of pieces.entries()) {
      const area = areas[index] ?? 0;
      if (left < area) return instantBy(piece, left / area);
      left -= area;
    }
    // Rounding may leave a sliver past the last piece that has an area.
    return last === undefined ? 0 : instantBy(last, 1);
  };
}

/** The millisecond of a piece in which a share of its area is reached. */
function instantBy(piece: Piece, areaShare: number): Instant {
  const into = Math.floor(piece.durationMs * shareBy(piece, areaShare));
  return piece.at + Math.min(into, piece.durationMs - 1);
}

/** How far into a piece a share of its area is reached: the positive root of the area's quadratic. */
function shareBy({ from, to }: Piece, areaShare: number): number {
  const slope = to - from;
  if (slope === 0) return areaShare;
  const wanted = areaShare * (from + to);
  const divisor = from + Math.sqrt(from * from + slope * wanted);
  // At the very beginning of a ramp from nothing there is nothing to divide by.
  return divisor === 0 ? 0 : wanted / divisor;
}
