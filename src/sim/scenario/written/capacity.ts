/** How the written form limits what services can do at a time. */
import type { Capacity, LimitedService } from '../scenario.ts';
import { mapping, wholeNumber } from './leaf.ts';
import { times } from './times.ts';

const howLong = 'How long a message takes to be served.';

const limits = mapping(
  {
    concurrency: wholeNumber(1, 1_000_000, 'Messages from other services that are served at a time.'),
    time: times(howLong),
    queue: wholeNumber(
      0,
      100_000_000,
      'Messages that may wait for a place; what comes then is rejected. When left out, any number may wait.',
    ).optional(),
  },
  'What the service can do at a time. Without a limit it does everything at once.',
)
  .transform(({ concurrency, time, queue }): Capacity => ({ concurrency, time, queue }))
  .optional();

const limited: Readonly<Record<LimitedService, typeof limits>> = {
  'payment-service': limits,
  executor: limits,
  psp: limits,
  bank: limits,
  wallet: limits,
  ledger: limits,
  reconciliation: limits,
};

export const capacity = mapping(
  limited,
  'How much services can do at a time, and how long it takes them. A service that is left out has no limit, and needs no time.',
)
  .transform((services): ReadonlyMap<LimitedService, Capacity> | undefined => {
    const all = Object.entries(services) as [LimitedService, Capacity | undefined][];
    const some = all.filter((entry): entry is [LimitedService, Capacity] => entry[1] !== undefined);
    return some.length === 0 ? undefined : new Map(some);
  })
  .optional();
