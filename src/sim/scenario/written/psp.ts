/** How the written form describes the payment service provider: its day, its prices, its speed and its refusals. */
import { z } from 'zod';
import { fixedFees } from '../../../domain/fees.ts';
import { DAY_MS, formatDuration, parseDuration } from '../units/duration.ts';
import { parsed, refused, type Parsed } from '../units/parsed.ts';
import { amount, declineCode, durationBetween, percentage, timeOfDay, zone } from './forms.ts';
import { mapping, text, type TextForm } from './leaf.ts';
import { distinct, evenWithErrors, sumWithinWhole } from './list-checks.ts';
import { quantiles } from './quantiles.ts';
import { sharesOf } from './trade.ts';

const MOST_DAYS = 60;

const wholeDays: TextForm<number> = { parse: parseWholeDays, pattern: '[1-9]\\d? ?d', examples: ['1d', '2d'] };

const fixedFee = text(amount, 'An amount in one currency.');

const fee = mapping(
  {
    rate: text(percentage, 'The share of a charge that the PSP keeps.').prefault('2.9%'),
    fixed: z
      .array(fixedFee, { error: 'a list of amounts such as [0.30 EUR, 30 JPY]' })
      .superRefine(distinct('currency', 'item'), evenWithErrors)
      .transform(fixedFees)
      .prefault([])
      .describe(
        'What the PSP keeps of a charge besides, per currency; a currency that is not listed has no fixed fee.',
      ),
  },
  'What the PSP charges; it keeps its fee when it pays out.',
).prefault({});

const decline = mapping(
  {
    code: text(declineCode, 'The code that the PSP answers with.'),
    kind: z
      .enum(['soft', 'hard'], { error: 'soft or hard' })
      .describe('`soft`: trying again may help. `hard`: it will not.'),
    share: text(percentage, 'The share of all authorisations that are declined with this code.'),
  },
  'A reason why an issuer declines.',
);

export const psp = mapping(
  {
    zone: text(zone, "The zone of the PSP's wall clock. When left out, the zone of `clock`.").optional(),
    cutOff: text(timeOfDay, 'When a business date ends; at 00:00 it is the calendar date.').prefault('00:00'),
    fileAt: text(
      timeOfDay,
      "When the file of a business date is sent: the first such time after the date's cut-off.",
    ).prefault('03:00'),
    payoutAfter: text(wholeDays, 'How many business dates lie between a charge and its payout, 1d or more.').prefault(
      '1d',
    ),
    fee,
    requestValid: text(
      durationBetween(1, DAY_MS),
      'A request that reaches the PSP later than so long after it was sent is not acted upon.',
    ).prefault('2min'),
    authorisation: quantiles("How long the card's issuer takes to answer the PSP.").prefault({
      min: '80ms',
      p50: '240ms',
      p95: '900ms',
      p99: '3s',
      max: '8s',
    }),
    declines: z
      .array(decline, { error: 'a list of declines' })
      .superRefine(distinct('code'), evenWithErrors)
      .superRefine((items, context) => sumWithinWhole(sharesOf(items), context), evenWithErrors)
      .prefault([])
      .describe('Why and how often issuers decline; none when left out.'),
  },
  'The payment service provider, which charges cards and sends a settlement file every night.',
).prefault({});

function parseWholeDays(days: string): Parsed<number> {
  const ms = parseDuration(days);
  if (!ms.ok) return refused('a number of days such as 1d', ms.hint);
  if (ms.value % DAY_MS !== 0 || ms.value === 0 || ms.value > MOST_DAYS * DAY_MS) {
    const hint =
      ms.value === 0 ? 'the PSP pays out after it has closed the business date, so the least is 1d' : undefined;
    return refused(`whole days, from 1d to ${formatDuration(MOST_DAYS * DAY_MS)}`, hint);
  }
  return parsed(ms.value / DAY_MS);
}
