/** Facts as steps of a picture. A message is drawn from where it left to where it arrived, so its sending is remembered. */
import { serviceNames, serviceOf, type ServiceName } from '../../domain/addresses.ts';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { Message } from '../../domain/messages.ts';
import type { Decided, Delivered, Fact, Lost, Occupied, Rejected, Sent } from '../facts.ts';
import { briefMessage, briefRecord } from './brief.ts';
import type { Happening } from './step.ts';

export interface Happenings {
  /** Told of every message that leaves. */
  sent(fact: Sent): void;
  /** @param times how often the same was said by then */
  of(fact: Exclude<Fact, Sent | Occupied | Decided>, times: number): Happening;
}

export function createHappenings(): Happenings {
  /** A message that is repeated may be the same object each time: its sendings, the earliest first. */
  const sendings = new WeakMap<Message, Instant[]>();

  const sendingOf = ({ at, message }: Delivered | Lost | Rejected): Instant => {
    const times = sendings.get(message) ?? [];
    // A copy that the network made has no sending of its own.
    return (times.length > 1 ? times.shift() : times[0]) ?? at;
  };
  const messageStep = (fact: Delivered | Lost | Rejected, times: number): Happening => ({
    what: 'message',
    sentAt: isoInstant(sendingOf(fact)),
    at: isoInstant(fact.at),
    from: serviceOf(fact.from),
    to: serviceOf(fact.to),
    name: fact.message.type,
    detail: [briefMessage(fact.message, fact.concern), ...(times > 1 ? ['again'] : [])].join(' ').trim(),
    arrives: fact.kind === 'delivered',
  });

  return {
    sent({ at, message }) {
      const times = sendings.get(message);
      if (times === undefined) sendings.set(message, [at]);
      else times.push(at);
    },
    of(fact, times) {
      const at = isoInstant(fact.at);
      switch (fact.kind) {
        case 'delivered':
        case 'lost':
        case 'rejected':
          return messageStep(fact, times);
        case 'written':
          return { what: 'commit', at, service: fact.service, table: fact.table, detail: briefRecord(fact) };
        case 'faulted':
          return { what: 'fault', at, fault: fact.fault.kind, services: servicesAt(fact.site) };
        case 'crashed':
          return { what: 'crash', at, service: fact.service };
        case 'restarted':
          return { what: 'restart', at, service: fact.service };
        case 'healed':
          return { what: 'healed', at };
      }
    },
  };
}

/** A site names the services that it is about: `executor→psp ChargeRequested order-17.1 #1`, `wallet.db commit order-17.1 #1`. */
function servicesAt(site: string): ServiceName[] {
  const words = new Set<string>(site.split(/[→ .+]/));
  return serviceNames.filter((name) => words.has(name));
}
