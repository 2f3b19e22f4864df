/**
 * What makes no sense together, though each part does alone. A combination is looked at as soon as the sections it
 * needs could be read, so that an error elsewhere does not hide it.
 */
import type { z } from 'zod';
import { addDays, businessDateOf, closeOf, formatInstant, type Instant } from '../../domain/calendar.ts';
import { fileDueAt, nightsOfMoney, nightsOfTraffic } from './nights.ts';
import { startOf, timelineOf } from './timeline.ts';
import { exactCheckouts, expectedCheckouts } from './traffic-total.ts';
import { formatDuration, HOUR_MS } from './units/duration.ts';
import { formatTimeOfDay } from './units/wall-clock.ts';
import { complain, type Complaint } from './written/leaf.ts';
import { MOST_CHECKOUTS } from './written/traffic.ts';
import type { Sections } from './written/sections.ts';

interface Combination<Needs extends keyof Sections> {
  readonly needs: readonly Needs[];
  readonly complaints: (sections: Pick<Sections, Needs>) => Complaint[];
}

/** Runs every combination whose sections were read without a complaint. */
export function checkCombinations(sections: Sections, context: z.core.$RefinementCtx<unknown>): void {
  const broken = new Set(context.issues.map((issue) => issue.path?.[0]));
  const check = <Needs extends keyof Sections>({ needs, complaints }: Combination<Needs>): void => {
    if (needs.some((section) => broken.has(section))) return;
    for (const complaint of complaints(sections)) complain(context, complaint);
  };
  check(someTraffic);
  check(enoughNights);
  check(fileBetweenCutOffs);
  check(nightsApart);
  check(feesInUse);
  check(enoughSellers);
  check(exactTotals);
}

const enoughNights: Combination<'clock' | 'traffic' | 'psp' | 'bank'> = {
  needs: ['clock', 'traffic', 'psp', 'bank'],
  complaints(sections) {
    const { nights, zone } = sections.clock;
    if (nights === undefined) return [];
    const { start, end, settling } = timelineOf(sections);
    const least = nightsOfTraffic(settling.pspCalendar, start, end);
    if (nights >= least) return [];
    const last = closeOf(settling.pspCalendar, addDays(businessDateOf(settling.pspCalendar, start), nights - 1));
    return [
      {
        path: ['clock', 'nights'],
        seen: `${nights}, so the last business date closes at ${minutesOf(last, zone)} and the traffic ends at ${minutesOf(end, zone)}`,
        expected: `at least ${least}, so that every checkout falls on a business date that is closed`,
        hint: `with ${nightsOfMoney(settling, start, end)} nights, or without the key, all money reaches the bank`,
      },
    ];
  },
};

/** Late enough for the PSP to have stored what belongs to the date: it reads its batches, then commits the payout. */
const fileBetweenCutOffs: Combination<'clock' | 'traffic' | 'psp' | 'bank' | 'database'> = {
  needs: ['clock', 'traffic', 'psp', 'bank', 'database'],
  complaints(sections) {
    const storedWithin = 2 * (sections.database.latency.at(-1)?.ms ?? 0);
    const { start, end, settling } = timelineOf(sections);
    const calendar = settling.pspCalendar;
    const nights = sections.clock.nights ?? nightsOfMoney(settling, start, end);
    const first = businessDateOf(calendar, start);
    for (let night = 0; night < nights; night += 1) {
      const date = addDays(first, night);
      const due = fileDueAt(calendar, sections.psp.fileAt, date);
      const nextClose = closeOf(calendar, addDays(date, 1));
      const path = ['psp', 'fileAt'];
      const seen = formatTimeOfDay(sections.psp.fileAt);
      if (due - closeOf(calendar, date) < storedWithin) {
        const expected = `a time at least ${formatDuration(storedWithin)} after the cut-off`;
        return [
          {
            path,
            seen,
            expected,
            hint: "the PSP's database may take so long to store the date's last charges and its payout",
          },
        ];
      }
      if (due < nextClose) continue;
      const expected = 'a time between one cut-off and the next';
      const hint = `the file of ${date} would be due at ${minutesOf(due, calendar.zone)}, and the next date closes at ${minutesOf(nextClose, calendar.zone)}`;
      return [{ path, seen, expected, hint }];
    }
    return [];
  },
};

/** A file travels to reconciliation, which asks the ledger twice; all that has to end before the next file comes. */
const nightsApart: Combination<'network' | 'database'> = {
  needs: ['network', 'database'],
  complaints({ network, database }) {
    const slowest = (network.latency.at(-1)?.ms ?? 0) + (database.latency.at(-1)?.ms ?? 0);
    if (slowest <= LONGEST_STEP_MS) return [];
    const hint = 'beyond that a night is not reconciled before the next one arrives';
    const expected = `a network and a database that take at most ${formatDuration(LONGEST_STEP_MS)} together`;
    return [{ path: ['network', 'latency'], seen: `at most ${formatDuration(slowest)} together`, expected, hint }];
  },
};

/** A night takes at most five journeys and seven reads and commits: seven steps of three hours fit into the shortest day. */
const LONGEST_STEP_MS = 3 * HOUR_MS;

/** A fixed fee that no charge can ever be asked for is a slip of the pen, and a costly one. */
const feesInUse: Combination<'psp' | 'currencies'> = {
  needs: ['psp', 'currencies'],
  complaints({ psp, currencies }) {
    const codes = currencies.map(({ code }) => code);
    const unused = Object.keys(psp.fee.fixed).filter((fee) => !codes.some((code) => code === fee));
    if (unused.length === 0) return [];
    const seen = `a fixed fee in ${unused.join(', ')}, in which nothing is sold`;
    return [{ path: ['psp', 'fee', 'fixed'], seen, expected: `fees in ${codes.join(', ')} alone` }];
  },
};

const enoughSellers: Combination<'sellers' | 'baskets'> = {
  needs: ['sellers', 'baskets'],
  complaints({ sellers, baskets }) {
    const largest = baskets.sellers.findLastIndex((share) => share > 0) + 1;
    if (largest <= sellers.count) return [];
    return [
      {
        path: ['baskets', 'sellers'],
        seen: `baskets with ${largest} sellers`,
        expected: `at most ${sellers.count}, the number of sellers`,
      },
    ];
  },
};

const someTraffic: Combination<'clock' | 'traffic'> = {
  needs: ['clock', 'traffic'],
  complaints({ clock, traffic: { checkouts, phases } }) {
    const come = exactCheckouts(phases, startOf(clock), clock.zone);
    const path = ['traffic', 'phases'];
    if (come === 0 || (checkouts === undefined && come < 1)) {
      const hint = 'raise a rate, or lengthen a phase';
      return [{ path, seen: 'rates that come to less than one checkout', expected: 'some traffic', hint }];
    }
    if (checkouts !== undefined || come <= MOST_CHECKOUTS) return [];
    const seen = `rates that come to ${Math.round(come)} checkouts`;
    return [{ path, seen, expected: `at most ${MOST_CHECKOUTS} checkouts` }];
  },
};

const exactTotals: Combination<'clock' | 'traffic' | 'baskets' | 'currencies' | 'psp'> = {
  needs: ['clock', 'traffic', 'baskets', 'currencies', 'psp'],
  complaints({ clock, traffic, baskets, currencies, psp }) {
    const checkouts = traffic.checkouts ?? expectedCheckouts(traffic.phases, startOf(clock), clock.zone);
    const orders = checkouts * baskets.sellers.length;
    return currencies.flatMap(({ code, price }, index): Complaint[] => {
      const fee = psp.fee.fixed[code] ?? 0;
      if (Number.isSafeInteger((price.highest + fee) * orders)) return [];
      const hint = 'a total beyond 9,007,199,254,740,991 minor units would not be exact';
      return [
        {
          path: ['currencies', index, 'price'],
          expected: `prices and fees of which ${orders} orders still have an exact total`,
          hint,
        },
      ];
    });
  },
};

/** `2026-03-02 21:00`, for a sentence. */
function minutesOf(instant: Instant, zone: string): string {
  return formatInstant(instant, zone).slice(0, 16);
}
