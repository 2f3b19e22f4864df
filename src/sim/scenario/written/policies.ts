/** How the written form describes the platform's own rules: its fee, and how it calls, retries and waits. */
import { DAY_MS, formatDuration, HOUR_MS } from '../units/duration.ts';
import { durationBetween, percentage } from './forms.ts';
import { complain, mapping, text, wholeNumber } from './leaf.ts';

const aWait = durationBetween(1, DAY_MS);

interface CallDefaults {
  readonly timeout: string;
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
      attempts: wholeNumber(1, 1_000, 'Calls in all, the first included.').default(defaults.attempts),
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

export const policies = mapping(
  {
    platformFee: text(percentage, "The platform's share of a sale; the rest is the seller's.").prefault('10%'),
    calls: calls("Between the platform's own services.", { timeout: '2s', attempts: 5, first: '200ms', max: '5s' }),
    psp: calls('From the platform to the PSP.', { timeout: '10s', attempts: 6, first: '500ms', max: '30s' }),
    softDeclines,
    storageTimeout: text(
      durationBetween(1, HOUR_MS),
      'How long a service waits for its database before it commits again.',
    ).prefault('1s'),
  },
  "The platform's own rules.",
).prefault({});
