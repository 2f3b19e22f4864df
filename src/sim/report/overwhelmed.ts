/**
 * Work that was given up though everything had healed, because services still had no room for it: the load was beyond
 * the capacity for good. Such a run does not come to rest, and what should be exact by then cannot be compared.
 */
import { serviceOf, type Address, type ServiceName } from '../../domain/addresses.ts';
import type { Fact } from '../facts.ts';
import { counted, listed } from './html/format.ts';

export interface Overwhelmed {
  observe(fact: Fact): void;
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

  return {
    observe(fact) {
      switch (fact.kind) {
        case 'healed':
          // An operator takes everything up again: what is given up from here on is given up for good.
          givenUp.clear();
          rejected.clear();
          hasWaited = false;
          return;
        case 'rejected': {
          const service = serviceOf(fact.to);
          rejected.set(service, (rejected.get(service) ?? 0) + 1);
          return;
        }
        case 'occupied':
          hasWaited ||= fact.waiting > 0;
          return;
        case 'written':
          if (
            fact.table === 'sagaDeadLetters' ||
            fact.table === 'executorDeadLetters' ||
            fact.table === 'payoutDeadLetters'
          )
            givenUp.add(fact.after.id);
          break;
        default:
      }
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
