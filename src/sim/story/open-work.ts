/**
 * What of a story is not over yet, and which services it depends on: a crash belongs to the story of an order only as
 * long as there is something of the order that it can touch.
 */
import { serviceNames, type Address, type ServiceName } from '../../domain/addresses.ts';
import type { Fact, Written } from '../facts.ts';
import type { Fault } from '../faults/fault.ts';
import { tables } from '../tables.ts';

export interface OpenWork {
  /** Told of each fact that belongs to the story, and of each restart. */
  observe(fact: Fact): void;
  /** Something is open that one of these services has a part in. */
  touchedBy(services: readonly ServiceName[]): boolean;
  isAny(): boolean;
}

/** Whom an unfinished record of a service depends on. */
const dependsOn: Readonly<Record<ServiceName, readonly ServiceName[]>> = {
  shop: ['payment-service'],
  'payment-service': ['payment-service', 'executor', 'psp', 'wallet', 'ledger'],
  executor: ['executor', 'psp'],
  psp: ['psp', 'bank'],
  bank: ['bank'],
  wallet: ['wallet'],
  ledger: ['ledger'],
  reconciliation: ['reconciliation', 'ledger', 'psp', 'bank'],
};

export function createOpenWork(): OpenWork {
  const open = new Map<string, ServiceName>();
  const asked = new Set<string>();
  return {
    observe(fact) {
      // Until its payment event is stored, a checkout is known to nobody but the buyer; a restart forgets it.
      if (fact.kind === 'delivered' && fact.message.type === 'Buy' && !asked.has(fact.concern)) {
        asked.add(fact.concern);
        open.set(fact.concern, 'shop');
      }
      if (fact.kind === 'restarted' && fact.service === 'payment-service') for (const id of asked) open.delete(id);
      if (fact.kind !== 'written') return;
      if (fact.table === 'paymentEvents') open.delete(fact.concern);
      const record = `${fact.table}/${fact.after.id}`;
      if (isUnfinished(fact)) open.set(record, fact.service);
      else open.delete(record);
    },
    touchedBy: (services) =>
      [...open.values()].some((owner) => services.some((name) => dependsOn[owner].includes(name))),
    isAny: () => open.size > 0,
  };
}

/** The services that an episode is about. */
export function servicesOf(fault: Fault): readonly ServiceName[] {
  switch (fault.kind) {
    case 'service.pause':
    case 'service.slow':
    case 'service.overload':
    case 'clock.skew':
      return [fault.service];
    case 'psp.outage':
      return ['psp'];
    case 'network.partition':
      return serviceNames;
    default:
      // A crash tells of itself, and whatever else is decided at a site is about what is decided there.
      return [];
  }
}

/** The definitions are typed by table; looking one up by a record's own table keeps the two together. */
function isUnfinished({ table, after }: Written): boolean {
  const unfinished = tables[table].unfinished as ((record: Written['after']) => Address | undefined) | undefined;
  return unfinished?.(after) !== undefined;
}
