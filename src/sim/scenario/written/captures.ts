/** How the written form describes orders that are authorised at the checkout and captured when the seller dispatches. */
import { DAY_MS, MINUTE_MS } from '../units/duration.ts';
import { durationBetween, durationRangeBetween, percentage } from './forms.ts';
import { mapping, text } from './leaf.ts';

const LONGEST_MS = 60 * DAY_MS;

export const captures = mapping(
  {
    later: text(
      percentage,
      'The share of orders that are authorised at the checkout, and captured when the seller dispatches.',
    ).prefault('40%'),
    after: text(
      durationRangeBetween(0, LONGEST_MS),
      'How long after the checkout the seller dispatches: between these two.',
    ).prefault('1h to 2d'),
    partial: text(
      percentage,
      'The share of dispatches that are of a part only; the rest of the authorisation lapses with the capture.',
    ).prefault('20%'),
    never: text(percentage, 'The share of these orders that are not dispatched at all.').prefault('5%'),
    expiry: text(durationBetween(MINUTE_MS, LONGEST_MS), 'How long an authorisation is good at the PSP.').prefault(
      '7d',
    ),
  },
  'Orders that are captured when the seller dispatches, and not at once. None when left out.',
).optional();
