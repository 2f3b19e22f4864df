/**
 * What makes no sense together, though each part does alone. A combination is looked at as soon as the sections it
 * needs could be read, so that an error elsewhere does not hide it.
 */
import type { z } from 'zod';
import { faultKinds } from '../faults/catalogue.ts';
import { mostCheckouts } from './closed-traffic.ts';
import type { Combination } from './combination.ts';
import {
  dispatchesInTime,
  enoughNights,
  faultsInTime,
  fileBetweenCutOffs,
  healInTime,
  pspAnswersInTime,
  requestsArriveInTime,
  withinTheYears,
} from './combinations-in-time.ts';
import { placesAnswerInTime, thresholdsOnLimits } from './combinations-of-capacity.ts';
import { onlyThoseOfTheTraffic, someTraffic, somethingToScale } from './combinations-of-traffic.ts';
import { exactConversions, leastPayoutsInUse, ratesInUse } from './combinations-of-fx.ts';
import { keysOutliveRequests } from './key-life.ts';
import { everythingSettlesInTime } from './longest-waits.ts';
import { startOf } from './timeline.ts';
import { complain, type Complaint } from './written/leaf.ts';
import type { Sections } from './written/sections.ts';

/** Runs every combination whose sections were read without a complaint. */
export function checkCombinations(sections: Sections, context: z.core.$RefinementCtx<unknown>): void {
  const broken = new Set(context.issues.map((issue) => issue.path?.[0]));
  const check = <Needs extends keyof Sections>({ needs, evenInPart, complaints }: Combination<Needs>): void => {
    if (needs.some((section) => section !== evenInPart && broken.has(section))) return;
    for (const complaint of complaints(sections)) complain(context, complaint);
  };
  check(someTraffic);
  check(somethingToScale);
  check(onlyThoseOfTheTraffic);
  check(withinTheYears);
  check(enoughNights);
  check(fileBetweenCutOffs);
  check(healInTime);
  check(faultsInTime);
  check(expectedFaults);
  check(dispatchesInTime);
  check(requestsArriveInTime);
  check(pspAnswersInTime);
  check(placesAnswerInTime);
  check(thresholdsOnLimits);
  check(keysOutliveRequests);
  check(everythingSettlesInTime);
  check(feesInUse);
  check(ratesInUse);
  check(leastPayoutsInUse);
  check(enoughSellers);
  check(exactTotals);
  check(exactConversions);
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

/**
 * A run can have no fault of a kind for which there is no rule. A ready-made storm has rules for every kind; and where
 * faults were switched off, the run says what it did not exercise.
 */
const expectedFaults: Combination<'faults' | 'expect'> = {
  needs: ['faults', 'expect'],
  complaints({ faults, expect }) {
    if (typeof faults === 'string' || 'script' in faults) return [];
    if (faults.length === 0 || faults.some((item) => 'profile' in item)) return [];
    const kinds = new Set(faults.flatMap((item) => ('kind' in item ? [item.kind] : [])));
    return expect.flatMap(({ expression, metric, operator, bound }, index): Complaint[] => {
      const kind = faultKinds.find((each) => metric === `faults.${each}`);
      const wantsSome = operator === '>' || ((operator === '>=' || operator === '=') && bound > 0);
      if (kind === undefined || kinds.has(kind) || !wantsSome) return [];
      const seen = `${expression}, and no rule for ${kind}`;
      const hint = `add a rule such as { fault: ${kind}, ... }, or take the expectation away`;
      return [{ path: ['expect', index], seen, expected: 'a kind of fault that `faults` has a rule for', hint }];
    });
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

const exactTotals: Combination<'clock' | 'traffic' | 'baskets' | 'currencies' | 'psp'> = {
  needs: ['clock', 'traffic', 'baskets', 'currencies', 'psp'],
  complaints({ clock, traffic, baskets, currencies, psp }) {
    const checkouts = mostCheckouts(traffic, startOf(clock), clock.zone);
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
