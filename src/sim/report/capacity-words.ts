/** What the load did to the services, in sentences. */
import { serviceNames } from '../../domain/addresses.ts';
import { spokenNames } from '../story/prose.ts';
import type { CapacityReport, ServiceLoad } from './capacity-report.ts';
import { count, tenthsOfPercent } from './html/format.ts';
import { instantIn, stretch, wallParts } from './html/time.ts';

/** An instant of the report, as a reader needs it. */
type Tell = (text: string) => string;

/**
 * @param zone the wall clock by which it is told
 * @param systems how many payment systems these are, each with services of its own
 */
export function capacitySentences(
  { services, busiest, storm, from }: CapacityReport,
  zone: string,
  systems = 1,
): string[] {
  const load = services.find(({ service }) => service === busiest);
  if (load === undefined) return ['None of the limited services had anything to do.'];
  const tell = tellerOf(from, zone);
  const told = services.filter((each) => each === load || each.rejected > 0);
  return [
    systems === 1
      ? undefined
      : `Each of the ${count(systems)} cells has services of its own: shares are of the places of all of them, and the longest queue and the longest time without a free place are those of one cell.`,
    `${capital(nameOf(load))} was the busiest: ${tenthsOfPercent(load.peak)} of its places were taken in its busiest slice.`,
    ...told.flatMap((each) => [saturationOf(each, tell), recoveryOf(each, tell)]),
    storm === null
      ? 'No retry storm came up: in no slice were more calls made again than buyers came at the peak.'
      : `A retry storm came up: from ${tell(storm.from)} to ${tell(storm.to)} more calls were made again than buyers came at the peak, ${count(storm.repeated)} in all.`,
  ].filter((sentence) => sentence !== undefined);
}

/** The longest stretch, where it was long enough to be told of. */
function saturationOf(load: ServiceLoad, tell: Tell): string | undefined {
  const { saturated, rejected } = load;
  if (saturated === null) return undefined;
  const { from, to } = saturated;
  const lastedMs = (instantIn(to ?? '') ?? Infinity) - (instantIn(from) ?? 0);
  if (lastedMs < LONG_MS && rejected === 0) return undefined;
  const lasted = to === null ? 'until the end' : `for ${stretch(lastedMs)}`;
  const meanwhile = meanwhileOf(saturated.rejected, rejected);
  return `From ${tell(from)} ${nameOf(load)} had no place free ${lasted}${meanwhile}.`;
}

const LONG_MS = 10_000;

function meanwhileOf(part: number, rejected: number): string {
  if (rejected === 1) return part === 1 ? '; its only rejection fell into that time' : '';
  const all = part === rejected ? 'all' : count(part);
  return rejected === 0 ? '' : `; ${all} of its ${count(rejected)} rejections fell into that time`;
}

function recoveryOf(load: ServiceLoad, tell: Tell): string | undefined {
  const { rejected, recoveredAt, recoveredInTime } = load;
  if (rejected === 0) return undefined;
  if (recoveredAt === null) return `${capital(nameOf(load))} did not recover.`;
  const when = recoveredInTime ? 'while buyers still came' : 'only when no more buyers came';
  return `From ${tell(recoveredAt)} it had room for everything: it recovered ${when}.`;
}

function nameOf({ service }: ServiceLoad): string {
  const known = serviceNames.find((name) => name === service);
  return known === undefined ? service : spokenNames[known];
}

/** `19:21:08`, with the date where it is another one than that of the first slice. */
function tellerOf(first: string, zone: string): Tell {
  const known = wallParts(instantIn(first) ?? 0, zone).date;
  return (text) => {
    const instant = instantIn(text);
    if (instant === undefined) return text;
    const { date, time } = wallParts(instant, zone);
    return date === known ? time.slice(0, 8) : `${date} ${time.slice(0, 8)}`;
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
