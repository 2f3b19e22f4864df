/**
 * Work that was given up though everything had healed, because services still had no room for it: the load was beyond
 * the capacity for good. Such a run does not come to rest, and what should be exact by then cannot be compared.
 */
import { serviceOf, type Address, type ServiceName } from '../../domain/addresses.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { counted, listed } from './html/format.ts';

export interface Overwhelmed {
  readonly hears: Hearing;
  /**
   * Why the run proves nothing, in a sentence; undefined where no such work is left.
   * @param unfinished the actors whose work has not come to an end
   */
  because(unfinished: ReadonlySet<Address>): string | undefined;
}

export function createOverwhelmed(): Overwhelmed {
  const givenUp = new Set<Address>();
  const rejected = new Map<ServiceName, number>();
  let hasWaited = false;

  const giveUp = ({ after }: WrittenTo<'sagaDeadLetters' | 'executorDeadLetters' | 'payoutDeadLetters'>): void =>
    void givenUp.add(after.id);

  return {
    hears: {
      healed() {
        // An operator takes everything up again: what is given up from here on is given up for good.
        givenUp.clear();
        rejected.clear();
        hasWaited = false;
      },
      rejected({ to }) {
        const service = serviceOf(to);
        rejected.set(service, (rejected.get(service) ?? 0) + 1);
      },
      occupied: ({ waiting }) => void (hasWaited ||= waiting > 0),
      written: { sagaDeadLetters: giveUp, executorDeadLetters: giveUp, payoutDeadLetters: giveUp },
    },
    because(unfinished) {
      if (rejected.size === 0 && !hasWaited) return undefined;
      const left = [...givenUp].filter((actor) => unfinished.has(actor)).length;
      if (left === 0) return undefined;
      const had = [...rejected].map(
        ([service, messages]) => `the ${service} had no room for ${counted(messages, 'message')}`,
      );
      const why = had.length === 0 ? 'messages waited for a place for too long' : listed(had);
      return `the load was beyond the capacity for good: ${counted(left, 'piece')} of work had been given up in the end; ${why}`;
    },
  };
}
