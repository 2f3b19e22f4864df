/** How the written form describes buyers who want their money back. */
import { DAY_MS } from '../units/duration.ts';
import { durationRangeBetween, percentage } from './forms.ts';
import { mapping, text } from './leaf.ts';

const LONGEST_MS = 60 * DAY_MS;

export const refunds = mapping(
  {
    share: text(percentage, 'The share of orders of which something is asked back.').prefault('0%'),
    partial: text(
      percentage,
      'The share of refunds that are of a part only; half of those are followed by a second one, of the rest.',
    ).prefault('40%'),
    after: text(
      durationRangeBetween(0, LONGEST_MS),
      'How long after the checkout a refund is asked for: between these two.',
    ).prefault('10min to 8h'),
  },
  'Buyers who want their money back; none when left out.',
).prefault({});
