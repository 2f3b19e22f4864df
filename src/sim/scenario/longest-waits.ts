/**
 * How long work may take when nothing goes wrong any more. `phases.settleWithin` must leave time for that: a run would
 * otherwise blame the platform for what its settings, or the last fault before the healing, make it wait for.
 */
import type { FaultPlan } from '../faults/plan.ts';
import type { Combination } from './combination.ts';
import { ruleWith, valuesOf } from './fault-values.ts';
import type { Path } from './problem.ts';
import { timelineOf, type TimelineSections } from './timeline.ts';
import { formatDuration, HOUR_MS } from './units/duration.ts';
import type { Complaint } from './written/leaf.ts';
import type { Sections } from './written/sections.ts';

interface Wait {
  readonly name: string;
  /** Where it is written; undefined for what a fault waits for when nobody says how long. */
  readonly path: Path | undefined;
  /** Milliseconds, once, and how often one such wait may follow upon another. */
  readonly ms: number;
  readonly times: number;
  /** It comes about only where something goes wrong. */
  readonly isTrouble: boolean;
}

type Needs = TimelineSections | 'policies' | 'network' | 'database';

export const everythingSettlesInTime: Combination<Needs> = {
  needs: [
    'clock',
    'traffic',
    'psp',
    'bank',
    'payouts',
    'refunds',
    'capacity',
    'faults',
    'phases',
    'policies',
    'network',
    'database',
  ],
  complaints(sections) {
    const { settleWithin } = sections.phases;
    // What heals has all of its waits before it; where nothing has to, each sign of life begins the time anew.
    const { faults, heals } = timelineOf(sections);
    const waits = [...waitsOf(sections), ...waitsForPlaces(sections), ...waitsForFaults(faults, sections.faults)]
      .filter(({ isTrouble }) => heals || !isTrouble)
      .map((wait) => (heals ? wait : { ...wait, times: 1 }));
    const longest = waits.reduce((most, wait) => (allOf(wait) > allOf(most) ? wait : most));
    const needed = heals ? waits.reduce((sum, wait) => sum + allOf(wait), 0) : allOf(longest);
    return needed < settleWithin ? [] : [complaintOf(longest, needed, settleWithin)];
  },
};

function allOf({ ms, times }: Wait): number {
  return ms * times;
}

/** The wait is what there is too much of, unless the time for it is shorter than people usually give. */
function complaintOf(wait: Wait, needed: number, settleWithin: number): Complaint {
  const { name, path, ms, times } = wait;
  const most = Math.floor((settleWithin - 1 - needed + allOf(wait)) / times);
  const least = `at least ${formatDuration(roundedUp(needed + 1))}`;
  const told = `${name}, up to ${formatDuration(ms)}${times === 1 ? '' : ` and ${times} times`}`;
  if (path === undefined || most <= 0 || settleWithin < USUAL_MS) {
    const expected = `${least}, since that is how long work may wait when nothing goes wrong any more`;
    const seen = formatDuration(settleWithin);
    return { path: ['phases', 'settleWithin'], seen, expected, hint: `most of it is ${told}` };
  }
  const expected = `at most ${formatDuration(roundedDown(most))}: within ${formatDuration(settleWithin)}, phases.settleWithin, everything has to end`;
  return { path, seen: told, expected, hint: `or a phases.settleWithin of ${least}` };
}

const USUAL_MS = HOUR_MS;

/** A checkout and its refund pass the network and the databases so often at most, and each further attempt so often more. */
const STEPS = 20;
const STEPS_OF_ATTEMPT = 5;

function waitsOf({ psp, policies, network, database }: Pick<Sections, Needs>): Wait[] {
  const { calls, psp: pspCalls, breaker, softDeclines, storageTimeout, redrive } = policies;
  const { retries, wait } = softDeclines;
  const steps = STEPS + retries * STEPS_OF_ATTEMPT;
  return [
    usual("the card's issuer", 'psp.authorisation', psp.authorisation.at(-1)?.ms ?? 0, retries + 1),
    usual('the wait after a soft decline', 'policies.softDeclines.wait', retries === 0 ? 0 : wait, retries),
    usual('a message on the network', 'network.latency', network.latency.at(-1)?.ms ?? 0, steps),
    usual('a database', 'database.latency', database.latency.at(-1)?.ms ?? 0, steps),
    inTrouble('a call to the PSP', 'policies.psp', pspCalls.timeout + pspCalls.backoff.max, 2),
    inTrouble('a call between services', 'policies.calls', calls.timeout + calls.backoff.max, 2),
    inTrouble('a commit that is tried again', 'policies.storageTimeout', storageTimeout, 1),
    // It may open when everything has just healed, is half open for one call, and the others hear last that it is closed.
    inTrouble('the open circuit to the PSP', 'policies.breaker.open', breaker.open, 3),
    // What the circuit has refused too often.
    inTrouble('work that is parked', 'policies.redrive.every', redrive.every, 1),
  ];
}

function usual(name: string, path: string, ms: number, times: number): Wait {
  return { name, path: path.split('.'), ms, times, isTrouble: false };
}

function inTrouble(name: string, path: string, ms: number, times: number): Wait {
  return { ...usual(name, path, ms, times), isTrouble: true };
}

/** So often at most a checkout and its refund take a place at one service. */
const VISITS = 8;

/** To be served, where the load is over. How long a queue is by then, a run finds out: until it is empty, nothing has healed. */
function waitsForPlaces({ capacity = new Map() }: Pick<Sections, Needs>): Wait[] {
  return [...capacity].map(([service, { time }]) => {
    const path = `capacity.${service}.time`;
    return usual(`being served by the ${service}`, path, time.at(-1)?.ms ?? 0, VISITS);
  });
}

/** The one fault that keeps anybody waiting after the healing: what the PSP has said, the platform keeps to. */
function waitsForFaults(faults: FaultPlan, written: Sections['faults']): Wait[] {
  const [kind, key] = ['psp.throttle', 'retryAfterMs'] as const;
  const all = valuesOf(kind, key, 'most', faults);
  if (all.length === 0) return [];
  const { value, path } = all.reduce((longest, each) => (each.value > longest.value ? each : longest));
  const place = path ?? ruleWith(kind, key, value, written);
  return [{ name: kind, ms: value, times: 1, isTrouble: true, path: place }];
}

/** To whole hours, minutes or seconds where milliseconds say too much. */
function roundedUp(ms: number): number {
  const unit = unitOf(ms);
  return Math.ceil(ms / unit) * unit;
}

function roundedDown(ms: number): number {
  const unit = unitOf(ms);
  return Math.floor(ms / unit) * unit;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

function unitOf(ms: number): number {
  if (ms >= 10 * HOUR_MS) return HOUR_MS;
  if (ms >= 10 * MINUTE_MS) return MINUTE_MS;
  return ms >= 10 * SECOND_MS ? SECOND_MS : 1;
}
