/**
 * What makes no sense together, though each part does alone. A combination is looked at as soon as the sections it
 * needs could be read, so that an error elsewhere does not hide it.
 */
import type { z } from 'zod';
import type { Combination } from './combination.ts';
import {
  enoughNights,
  faultsInTime,
  fileBetweenCutOffs,
  healInTime,
  keysOutliveRequests,
  pspAnswersInTime,
  requestsArriveInTime,
} from './combinations-in-time.ts';
import { startOf } from './timeline.ts';
import { exactCheckouts, expectedCheckouts } from './traffic-total.ts';
import { complain, type Complaint } from './written/leaf.ts';
import { MOST_CHECKOUTS } from './written/traffic.ts';
import type { Sections } from './written/sections.ts';

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
  check(healInTime);
  check(faultsInTime);
  check(requestsArriveInTime);
  check(pspAnswersInTime);
  check(keysOutliveRequests);
  check(feesInUse);
  check(enoughSellers);
  check(exactTotals);
}

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
