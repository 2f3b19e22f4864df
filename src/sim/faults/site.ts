/**
 * A site: a place where something can go wrong, with a name that does not depend on time or order: operation, concern and
 * occurrence, say `executor→psp ChargeRequested order-17.1 #1`.
 */
import type { ServiceName } from '../../domain/addresses.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { Label } from '../facts.ts';
import type { FaultsAt, Place } from './fault.ts';

export interface Site<P extends Place = Place> {
  readonly place: P;
  /** Where it happens: the service, or the two ends of a link, sender first. */
  readonly services: readonly ServiceName[];
  /** The message that is about to travel or to be handled; undefined at other places. */
  readonly message?: MessageType | undefined;
  /** `executor→psp ChargeRequested`, `wallet.db commit`, `wallet handle CreditSeller`. */
  readonly operation: string;
  readonly concern: string;
  /** Counted from 1 for the same operation about the same concern. */
  readonly occurrence: number;
}

/** What the judge says: nothing to worry about, or what is to happen. */
export type Verdict<P extends Place> = FaultsAt[P] | undefined;

/**
 * Asks the rules what is to happen at a site; the first that does not pass wins. Whoever acts there asks once, and obeys.
 * @param labelOf what reconciliation should find of the fault, where it distorts a night's file
 */
export type Judge = <P extends Place>(site: Site<P>, labelOf?: (fault: FaultsAt[P]) => Label) => Verdict<P>;

export function siteName(site: Pick<Site, 'operation' | 'concern' | 'occurrence'>): string {
  return `${site.operation} ${site.concern} #${site.occurrence}`;
}
