/** How the written form describes the batch that pays the sellers out. */
import { z } from 'zod';
import { fixedFees } from '../../../domain/fees.ts';
import { DAY_MS } from '../units/duration.ts';
import { amount, durationBetween, percentage, timeOfDay } from './forms.ts';
import { mapping, text } from './leaf.ts';
import { distinct, evenWithErrors } from './list-checks.ts';

const LONGEST_HOLD_MS = 60 * DAY_MS;

const least = text(amount, 'An amount in one currency.');

export const payouts = mapping(
  {
    at: text(timeOfDay, "When the batch of a date runs, by the bank's wall clock.").prefault('06:00'),
    hold: text(
      durationBetween(0, LONGEST_HOLD_MS),
      "How long a credit is held before it can be paid out. Where the PSP's money takes longer, the platform advances it.",
    ).prefault('24h'),
    minimum: z
      .array(least, { error: 'a list of amounts such as [5.00 EUR, 500 JPY]' })
      .superRefine(distinct('currency', 'item'), evenWithErrors)
      .transform(fixedFees)
      .prefault([])
      .describe('Less than this is not paid out, per currency; a currency that is not listed has no minimum.'),
    returned: text(percentage, "The share of payouts that the seller's bank sends back.").prefault('0%'),
  },
  'The batch that pays the sellers out, on every date whose payouts can still be seen on a statement. None when left out.',
).optional();
