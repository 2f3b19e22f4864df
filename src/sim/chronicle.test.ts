import { describe, expect, it } from 'vitest';
import { envelopes } from '../../test/support/envelopes.ts';
import { checkout, order } from '../../test/support/network-bench.ts';
import { creditOf, seller3 } from '../../test/support/database-bench.ts';
import { addressOf } from '../domain/addresses.ts';
import type { Message } from '../domain/messages.ts';
import { createChronicle, type Chronicle } from './chronicle.ts';
import type { Fact, Written } from './facts.ts';
import { createSites, type Sites } from './faults/sites.ts';
import { createKernel } from './kernel/kernel.ts';
import type { Envelope } from './network.ts';

interface Kept {
  readonly chronicle: Chronicle;
  readonly facts: Fact[];
  readonly sites: Sites;
}

/** A chronicle that is kept at 7 ms. */
function keep(): Kept {
  const facts: Fact[] = [];
  const sites = createSites();
  const publish = (fact: Fact): void => void facts.push(fact);
  const chronicle = createChronicle({ kernel: createKernel(7, 10), sites, publish });
  return { chronicle, facts, sites };
}

function envelope(message: Message, concern: string): Envelope {
  const [from, to] = [addressOf.paymentEvent(checkout), addressOf.buyer(checkout)];
  return envelopes(createSites())({ from, to, message, concern, sentAt: 3, incarnation: undefined });
}

const accepted = envelope({ type: 'BuyAccepted', checkoutId: checkout }, checkout);
const closed = envelope({ type: 'CheckoutClosed', checkoutId: checkout, outcome: 'paid' }, checkout);

describe('the chronicle', () => {
  it('tells of each message that is sent, lost and delivered, with the time', () => {
    const { chronicle, facts } = keep();
    chronicle.sent(accepted);
    chronicle.lost(accepted);
    chronicle.delivered(accepted);
    const { from, to, message, concern } = accepted;
    const about = { at: 7, from, to, message, concern };
    expect(facts).toEqual([
      { kind: 'sent', ...about },
      { kind: 'lost', ...about },
      { kind: 'delivered', ...about },
    ]);
  });

  it('tells of the records of one transaction one after the other', () => {
    const { chronicle, facts } = keep();
    const fact = { kind: 'written', at: 5, service: 'wallet', by: seller3, table: 'credits', concern: order } as const;
    const records = [1, 2].map((n): Written => ({ ...fact, before: undefined, after: creditOf(n) }));
    chronicle.committed(records);
    expect(facts).toEqual(records);
  });

  it('lets a checkout go when its buyer has the answer: later sites are counted on from the highest so far', () => {
    const { chronicle, sites } = keep();
    for (let click = 1; click <= 3; click += 1) sites.next('shop click', checkout);
    sites.next('shop→payment-service Buy', checkout);
    for (const { concern } of [accepted, closed]) sites.of(concern).departs();
    chronicle.delivered(closed);
    sites.of(checkout).arrives();
    expect(sites.next('shop→payment-service Buy', checkout)).toBe(2);
    sites.of(checkout).arrives();
    expect(sites.next('shop→payment-service Buy', checkout)).toBe(4);
  });
});
