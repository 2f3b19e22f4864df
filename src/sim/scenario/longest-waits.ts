/**
 * How long work may take when nothing goes wrong any more. `phases.settleWithin` must leave time for that: a run would
 * otherwise blame the platform for what its settings, or the last fault before the healing, make it wait for.
 */
import { hasFaults, type FaultPlan } from '../faults/plan.ts';
import type { Combination } from './combination.ts';
import { valuesOf, type FaultValue } from './fault-values.ts';
import { timelineOf, type TimelineSections } from './timeline.ts';
import { formatDuration } from './units/duration.ts';
import type { Complaint } from './written/leaf.ts';
import type { Sections } from './written/sections.ts';

interface Wait {
  readonly name: string;
  /** Milliseconds, once, and how often one such wait may follow upon another. */
  readonly ms: number;
  readonly times: number;
  /** It comes about only where something goes wrong. */
  readonly isTrouble: boolean;
  /** Where it is written, if that is in a script. */
  readonly path?: FaultValue['path'];
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
    'faults',
    'phases',
    'policies',
    'network',
    'database',
  ],
  complaints(sections) {
    const { settleWithin } = sections.phases;
    const { faults } = timelineOf(sections);
    const waits = hasFaults(faults)
      ? [...waitsOf(sections), ...waitsForFaults(faults)]
      : waitsOf(sections).filter(({ isTrouble }) => !isTrouble);
    const longest = waits.reduce((most, wait) => (wait.ms > most.ms ? wait : most));
    // What heals has all of its waits before it; where nothing has to, each sign of life begins the time anew.
    const needed = hasFaults(faults) ? waits.reduce((sum, { ms, times }) => sum + ms * times, 0) : longest.ms;
    if (needed < settleWithin) return [];
    const told = `${longest.name}: up to ${formatDuration(longest.ms)}`;
    const expected = `more than ${formatDuration(needed)}, for which work may wait when nothing goes wrong any more`;
    const complaint: Complaint =
      longest.path === undefined
        ? {
            path: ['phases', 'settleWithin'],
            seen: formatDuration(settleWithin),
            expected,
            hint: `the longest is ${told}`,
          }
        : { path: longest.path, seen: told, expected: `less, or a phases.settleWithin of ${expected}` };
    return [complaint];
  },
};

/** A checkout and its refund pass the network and the databases so often at most, one after the other. */
const STEPS = 20;

function waitsOf({ psp, policies, network, database }: Pick<Sections, Needs>): Wait[] {
  const { calls, psp: pspCalls, breaker, softDeclines, storageTimeout } = policies;
  const { retries } = softDeclines;
  const usual = { isTrouble: false };
  const inTrouble = { isTrouble: true };
  return [
    { name: "the card's issuer", ms: psp.authorisation.at(-1)?.ms ?? 0, times: retries + 1, ...usual },
    { name: 'the wait after a soft decline', ms: retries === 0 ? 0 : softDeclines.wait, times: retries, ...usual },
    { name: 'a message on the network', ms: network.latency.at(-1)?.ms ?? 0, times: STEPS, ...usual },
    { name: 'a database', ms: database.latency.at(-1)?.ms ?? 0, times: STEPS, ...usual },
    { name: 'a call to the PSP', ms: pspCalls.timeout + pspCalls.backoff.max, times: 2, ...inTrouble },
    { name: 'a call between services', ms: calls.timeout + calls.backoff.max, times: 2, ...inTrouble },
    { name: 'a commit that is tried again', ms: storageTimeout, times: 1, ...inTrouble },
    // Open when everything heals, then half open for one call, then closed for those who heard of neither.
    { name: 'the open circuit to the PSP', ms: breaker.open, times: 3, ...inTrouble },
  ];
}

/** What a fault of just before the healing keeps waiting after it. */
function waitsForFaults(faults: FaultPlan): Wait[] {
  const kinds = [
    ['database.slow', 'byMs'],
    ['database.stall', 'byMs'],
    ['psp.throttle', 'retryAfterMs'],
  ] as const;
  return kinds.flatMap(([kind, key]) => {
    const all = valuesOf(kind, key, 'most', faults);
    if (all.length === 0) return [];
    const { value, path } = all.reduce((longest, each) => (each.value > longest.value ? each : longest));
    return [{ name: kind, ms: value, times: 1, isTrouble: true, path }];
  });
}
