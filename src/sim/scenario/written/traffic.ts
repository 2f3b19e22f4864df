/** How the written form says when buyers come. */
import { z } from 'zod';
import type { Phase } from '../scenario.ts';
import { trafficMs } from '../traffic-total.ts';
import { DAY_MS, formatDuration } from '../units/duration.ts';
import { durationBetween, phaseName, rate } from './forms.ts';
import { complain, isMapping, list, mapping, text, wholeNumber } from './leaf.ts';
import { times } from './times.ts';
import { distinct, eachOnce, evenWithErrors } from './list-checks.ts';

export const MOST_CHECKOUTS = 100_000_000;
const MOST_USERS = 1_000_000;
const LONGEST_MS = 366 * DAY_MS;

const name = text(phaseName, 'What the phase is called in the report; each phase has a name of its own.');
const lasts = text(durationBetween(1, LONGEST_MS), 'How long the phase lasts. Phases follow one another.');
const aRate = (description: string) => text(rate, description);

/** Nobody thinks faster; and users who do not think at all would come without end. */
const LEAST_THOUGHT_MS = 100;

const shapes = {
  constant: mapping(
    { name, shape: z.literal('constant'), for: lasts, rate: aRate('Checkouts a second, minute or hour.') },
    'Traffic at one rate.',
  ),
  ramp: mapping(
    {
      name,
      shape: z.literal('ramp'),
      for: lasts,
      from: aRate('The rate at first.'),
      to: aRate('The rate at the end.'),
    },
    'Traffic that changes steadily from one rate to another.',
  ),
  burst: mapping(
    {
      name,
      shape: z.literal('burst'),
      for: lasts,
      rate: aRate('The rate at both ends.'),
      peak: aRate('The rate in the middle.'),
    },
    'Traffic that rises to a peak in the middle of the phase and falls back.',
  ),
  daily: mapping(
    { name, shape: z.literal('daily'), for: lasts, rate: aRate('The mean rate of a day.') },
    "Traffic along a day's curve, by the hours of the wall clock in the zone of `clock`: quiet at night, busiest in the evening.",
  ),
  closed: mapping(
    {
      name,
      shape: z.literal('closed'),
      for: lasts,
      users: wholeNumber(1, MOST_USERS, 'How many users there are.'),
      think: times('How long a user thinks before each checkout.', LEAST_THOUGHT_MS),
    },
    'Traffic of users: each thinks, checks out, waits for the end of the checkout, and begins again until the phase is over.',
  ),
};

const shapeNames = Object.keys(shapes);

const phase = z.discriminatedUnion('shape', [shapes.constant, shapes.ramp, shapes.burst, shapes.daily, shapes.closed], {
  error: ({ input }) =>
    isMapping(input)
      ? `one of ${shapeNames.join(', ')}`
      : 'a mapping with the keys name, shape, for and its rates or users',
});

const normalPhase = phase.transform(({ for: durationMs, ...rest }): Phase => ({ ...rest, durationMs }));

const phases = list(normalPhase, 'a list of at least one phase')
  .superRefine(distinct('name'), evenWithErrors)
  .describe('The stretches of traffic, in order.');

const checkouts = wholeNumber(
  1,
  MOST_CHECKOUTS,
  'How many checkouts there are in all: the rates of the phases are scaled to it. When left out, the rates say how many. Users of closed phases bring theirs besides.',
).optional();

const only = z
  .array(wholeNumber(1, MOST_CHECKOUTS, 'The number of a checkout, 17 for checkout-17.'), {
    error: 'a list of the numbers of checkouts',
  })
  .superRefine(eachOnce, evenWithErrors)
  .describe(
    'The checkouts that come: the others never do, and these keep the time, the basket and the luck that they have among all. All of them when left out.',
  )
  .optional();

const users = wholeNumber(
  1,
  MOST_USERS,
  'How many users there are in all: those of closed phases are scaled to it. When left out, the phases say how many.',
).optional();

export const traffic = mapping({ checkouts, users, phases, only }, 'When buyers come.').superRefine(
  (written, context) => {
    const lastsMs = trafficMs(written.phases);
    if (lastsMs > LONGEST_MS) {
      const expected = `at most ${formatDuration(LONGEST_MS)} of traffic`;
      complain(context, { path: ['phases'], seen: `phases that last ${formatDuration(lastsMs)}`, expected });
    }
  },
);
