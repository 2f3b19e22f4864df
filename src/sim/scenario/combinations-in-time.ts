/** What makes no sense together about when things happen: nights, files, the healing, and how long requests are good for. */
import { addDays, businessDate, businessDateOf, closeOf, instantOf, type BusinessDate } from '../../domain/calendar.ts';
import { returnsWithinMs } from '../../domain/seller-payouts.ts';
import { sampleMs } from '../sampling.ts';
import { minutesOf, type Combination } from './combination.ts';
import { fileDueAt } from './nights.ts';
import {
  leastNights,
  nightsNeeded,
  spanOf,
  timelineOf,
  type SpanSections,
  type Timeline,
  type TimelineSections,
} from './timeline.ts';
import { DAY_MS, formatDuration } from './units/duration.ts';
import { formatTimeOfDay } from './units/wall-clock.ts';
import { faultWindowProblems } from './written/faults.ts';
import type { Complaint } from './written/leaf.ts';
import { MOST_NIGHTS } from './written/sections.ts';

const wholeTimeline = [
  'clock',
  'traffic',
  'psp',
  'bank',
  'captures',
  'payouts',
  'refunds',
  'capacity',
  'faults',
  'phases',
] as const;

export const enoughNights: Combination<TimelineSections> = {
  needs: wholeTimeline,
  complaints(sections) {
    const { nights, zone } = sections.clock;
    if (nights === undefined) return [];
    const timeline = timelineOf(sections);
    const least = leastNights(timeline);
    if (nights >= least) return [];
    const { settling, end, until, eventful } = timeline;
    const closes = minutesOf(closeOf(settling.pspCalendar, addDays(firstNight(timeline), nights - 1)), zone);
    const what = eventful
      ? `everything has settled by ${minutesOf(until, zone)}, and what was charged until then is still to be paid out and to reach the bank`
      : `the traffic ends at ${minutesOf(end, zone)}, and every checkout has to fall on a business date that is closed`;
    const hint = eventful
      ? 'without the key there are as many as are needed'
      : `with ${nightsNeeded(timeline)} nights, or without the key, all money reaches the bank`;
    const seen = `${nights}, so that the last business date closes at ${closes}`;
    return [{ path: ['clock', 'nights'], seen, expected: `at least ${least}: ${what}`, hint }];
  },
};

/** Dates are written with years of four digits. */
const LAST_DATE = businessDate('9999-12-31');

/** How long after its time a file, a call or a request may still be under way, faults included. */
const LATE_MS = 31 * DAY_MS;

/** Everything that comes of the traffic, and every date that something is promised for, has a year of four digits. */
export const withinTheYears: Combination<TimelineSections> = {
  needs: wholeTimeline,
  complaints(sections) {
    const { clock, psp, bank, captures, payouts } = sections;
    const timeline = timelineOf(sections);
    const nights = clock.nights ?? nightsNeeded(timeline);
    const lastClose = closeOf(timeline.settling.pspCalendar, addDays(firstNight(timeline), nights - 1));
    const lags = [psp.payoutAfter * DAY_MS, bank.transit, captures?.expiry ?? 0, LATE_MS];
    const paidOut = payouts === undefined ? [] : [payouts.hold, returnsWithinMs.most];
    const over = [...lags, ...paidOut].reduce((at, ms) => at + ms, Math.max(lastClose, timeline.until));
    const days = Math.ceil((over - instantOf(LAST_DATE, 0, 'UTC')) / DAY_MS);
    if (days <= 0) return [];
    const { date, time } = clock.start;
    return [
      {
        path: ['clock', 'start'],
        seen: `${date} ${formatTimeOfDay(time)}`,
        expected: `a date up to ${addDays(date, -days)}`,
        hint: `nights, payouts and what comes late may take ${Math.ceil((over - timeline.start) / DAY_MS)} days, and the last date that there is is ${LAST_DATE}`,
      },
    ];
  },
};

/** The file of a date is sent before the next date closes, and that of the last one when its payout is in the books. */
export const fileBetweenCutOffs: Combination<TimelineSections | 'database'> = {
  needs: [...wholeTimeline, 'database'],
  complaints(sections) {
    const timeline = timelineOf(sections);
    const calendar = timeline.settling.pspCalendar;
    const nights = sections.clock.nights ?? nightsNeeded(timeline);
    const complain = (expected: string, hint: string): Complaint[] => [
      { path: ['psp', 'fileAt'], seen: formatTimeOfDay(sections.psp.fileAt), expected, hint },
    ];
    for (let night = 0; night < Math.min(nights, MOST_NIGHTS); night += 1) {
      const date = addDays(firstNight(timeline), night);
      const due = fileDueAt(calendar, sections.psp.fileAt, date);
      const nextClose = closeOf(calendar, addDays(date, 1));
      if (due < nextClose) continue;
      return complain(
        'a time between one cut-off and the next',
        `the file of ${date} would be due at ${minutesOf(due, calendar.zone)}, and the next date closes at ${minutesOf(nextClose, calendar.zone)}`,
      );
    }
    // The PSP reads its batches, then commits the payout; what misses a file is in the next one, and the last has none.
    const storedWithin = 2 * (sections.database.latency.at(-1)?.ms ?? 0);
    const last = addDays(firstNight(timeline), nights - 1);
    if (fileDueAt(calendar, sections.psp.fileAt, last) - closeOf(calendar, last) >= storedWithin) return [];
    return complain(
      `a time at least ${formatDuration(storedWithin)} after the cut-off`,
      "the PSP's database may take so long to store the last payout, and no later file would list it",
    );
  },
};

/** How long after everything else the healing may be put off; each day of it is another night. */
const LATEST_HEAL_MS = 30 * DAY_MS;

export const healInTime: Combination<TimelineSections> = {
  needs: wholeTimeline,
  complaints(sections) {
    const { heal } = sections.phases;
    if (heal === undefined) return [];
    const { healAt, lastAsked, lastDispatch, end } = timelineOf(sections);
    const { zone } = sections.clock;
    const path = ['phases', 'heal'];
    const seen = minutesOf(healAt, zone);
    if (healAt < lastAsked) {
      const what =
        lastAsked === end
          ? 'when the traffic ends'
          : lastAsked === lastDispatch
            ? 'when the last order may be dispatched'
            : 'when the last refund may be asked for';
      return [{ path, seen, expected: `a time not before ${minutesOf(lastAsked, zone)}, ${what}` }];
    }
    if (healAt <= lastAsked + LATEST_HEAL_MS) return [];
    const expected = `a time before ${minutesOf(lastAsked + LATEST_HEAL_MS, zone)}, ${formatDuration(LATEST_HEAL_MS)} after the last buyer`;
    return [{ path, seen, expected }];
  },
};

/** What a scenario aims at a time is within the time in which there are faults. */
export const faultsInTime: Combination<SpanSections | 'faults'> = {
  needs: ['clock', 'traffic', 'captures', 'refunds', 'phases', 'faults'],
  evenInPart: 'faults',
  complaints(sections) {
    const { start, end, healAt } = spanOf(sections);
    return healAt < end ? [] : faultWindowProblems(sections.faults, { zone: sections.clock.zone, start, healAt });
  },
};

/** What is always dispatched too late is never captured. */
export const dispatchesInTime: Combination<'captures'> = {
  needs: ['captures'],
  complaints({ captures }) {
    if (captures === undefined || captures.expiry > captures.after.leastMs) return [];
    const least = formatDuration(captures.after.leastMs);
    return [
      {
        path: ['captures', 'expiry'],
        seen: formatDuration(captures.expiry),
        expected: `more than ${least}, the soonest that a seller dispatches`,
        hint: 'every authorisation would have lapsed by then, and nothing of these orders would be captured',
      },
    ];
  },
};

/**
 * A request that may be out of date before it arrives would leave its order waiting for ever. What is asked for again is as
 * old as the PSP's word that it knows of no such charge, which has come the same way.
 */
export const requestsArriveInTime: Combination<'psp' | 'network'> = {
  needs: ['psp', 'network'],
  complaints({ psp, network }) {
    const thereAndBack = 2 * (network.latency.at(-1)?.ms ?? 0);
    if (psp.requestValid > thereAndBack) return [];
    return [
      {
        path: ['psp', 'requestValid'],
        seen: formatDuration(psp.requestValid),
        expected: `more than ${formatDuration(thereAndBack)}, there and back by the slowest messages of network.latency`,
        hint: 'a request that is out of date when it arrives is not acted upon, and nothing would be charged',
      },
    ];
  },
};

/**
 * A PSP whose answers mostly come too late is, to the platform, a PSP that is down: the circuit stays open, and work piles
 * up until it is given up.
 */
export const pspAnswersInTime: Combination<'policies' | 'network'> = {
  needs: ['policies', 'network'],
  complaints({ policies, network }) {
    const roundTrip = 2 * sampleMs(network.latency, MEDIAN);
    if (policies.psp.timeout > roundTrip) return [];
    return [
      {
        path: ['policies', 'psp', 'timeout'],
        seen: formatDuration(policies.psp.timeout),
        expected: `more than ${formatDuration(roundTrip)}, there and back by the median of network.latency`,
        hint: 'to have answers come late now and then, use faults such as network.delay, or a slow psp.authorisation',
      },
    ];
  },
};

const MEDIAN = 0.5;

function firstNight({ settling, start }: Timeline): BusinessDate {
  return businessDateOf(settling.pspCalendar, start);
}
