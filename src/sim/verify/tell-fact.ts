/** A fact in one line, whatever it is: where, about what, and what happened. */
import { serviceOf } from '../../domain/addresses.ts';
import type { Delivered, Fact, Lost, Rejected, Sent } from '../facts.ts';
import { tellFaulted } from '../story/tell-fault.ts';
import { tellMessage } from '../story/tell-message.ts';
import { tellWritten } from '../story/tell-record.ts';

export function tellFact(fact: Fact): string {
  switch (fact.kind) {
    case 'sent':
    case 'delivered':
    case 'lost':
    case 'rejected':
      return `${wayOf(fact)}, ${fact.kind}, ${fact.concern}: ${tellMessage(fact.message)}`;
    case 'written':
      return `${fact.service}.db, ${fact.concern}: ${tellWritten(fact)}`;
    case 'occupied':
      return `${fact.service} serves ${fact.busy}, and ${fact.waiting} wait`;
    case 'decided':
      return `the issuer ${fact.decision.approved ? 'approves' : 'declines'} ${fact.key}`;
    case 'faulted':
      return tellFaulted(fact);
    case 'crashed':
      return `${fact.service} crashes`;
    case 'restarted':
      return `${fact.service} is up again and takes up ${fact.resumed} unfinished`;
    case 'healed':
      return 'everything heals';
  }
}

function wayOf({ from, to }: Sent | Delivered | Lost | Rejected): string {
  const [sender, receiver] = [serviceOf(from), serviceOf(to)];
  return sender === receiver ? sender : `${sender} → ${receiver}`;
}
