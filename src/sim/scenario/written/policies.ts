/** How the written form describes the platform's own rules: its fee, and how it calls, retries and waits. */
import { DAY_MS, formatDuration, HOUR_MS } from '../units/duration.ts';
import { durationBetween, percentage } from './forms.ts';
import { complain, mapping, text, wholeNumber } from './leaf.ts';

const aWait = durationBetween(1, DAY_MS);

interface CallDefaults {
  readonly timeout: string;
  /** The fewest attempts that make sense, and why not fewer. */
  readonly least: number;
  readonly why?: string;
  readonly attempts: number;
  readonly first: string;
  readonly max: string;
}

function calls(description: string, defaults: CallDefaults) {
  const backoff = mapping(
    {
      first: text(aWait, 'The wait before the first retry; each further wait is twice as long.').prefault(
        defaults.first,
      ),
      max: text(aWait, 'No wait is longer than this.').prefault(defaults.max),
      jitter: text(
        percentage,
        'The random part of each wait: at 50% a wait is between half and all of its length.',
      ).prefault('50%'),
    },
    'How the retries are spaced.',
  ).superRefine(({ first, max }, context) => {
    if (max < first)
      complain(context, {
        path: ['max'],
        seen: formatDuration(max),
        expected: `at least the first wait, ${formatDuration(first)}`,
      });
  });
  return mapping(
    {
      timeout: text(aWait, 'How long the caller waits for an answer before it tries again.').prefault(defaults.timeout),
      attempts: wholeNumber(defaults.least, 1_000, 'Calls in one round, the first included.', defaults.why).default(
        defaults.attempts,
      ),
      backoff: backoff.prefault({}),
    },
    description,
  ).prefault({});
}

const softDeclines = mapping(
  {
    retries: wholeNumber(0, 100, 'How often a softly declined order is tried again.').default(1),
    wait: text(durationBetween(0, DAY_MS), 'How long to wait before.').prefault('2s'),
  },
  'What happens after a soft decline.',
).prefault({});

const redrive = mapping(
  {
    every: text(aWait, 'How long work is parked when none of the calls of a round was answered.').prefault('5min'),
    rounds: wholeNumber(1, 1_000, 'Rounds of calls in all. After the last one the work is a dead letter.').default(12),
  },
  'What becomes of work whose calls have had no answer: it is parked, and taken up again in a new round.',
).prefault({});

const breaker = mapping(
  {
    failures: wholeNumber(1, 1_000, 'So many calls to the PSP in a row without an answer open the circuit.').default(5),
    open: text(aWait, 'How long the circuit stays open until one call is let through as a probe.').prefault('30s'),
  },
  'When the platform stops calling a PSP that does not answer.',
).prefault({});

export const policies = mapping(
  {
    platformFee: text(percentage, "The platform's share of a sale; the rest is the seller's.").prefault('10%'),
    calls: calls("Between the platform's own services.", {
      timeout: '2s',
      least: 1,
      attempts: 5,
      first: '200ms',
      max: '5s',
    }),
    psp: calls('From the platform to the PSP.', {
      timeout: '10s',
      least: 3,
      why: 'a call that is in doubt, the inquiry about it, and the request for what the PSP turns out not to know',
      attempts: 6,
      first: '500ms',
      max: '30s',
    }),
    redrive,
    breaker,
    softDeclines,
    storageTimeout: text(
      durationBetween(1, HOUR_MS),
      'How long a service waits for its database before it commits again.',
    ).prefault('1s'),
    fileGrace: text(
      durationBetween(1, DAY_MS),
      'How long after it was due reconciliation waits for a file or a statement before it asks for it.',
    ).prefault('2h'),
  },
  "The platform's own rules.",
).prefault({});
