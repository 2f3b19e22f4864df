import { describe, expect, it } from 'vitest';
import { unvisitedStates, type Bench, type BenchEvent, type BenchSettings } from '../../test/support/machine-bench.ts';
import {
  amount,
  answered,
  captureOf,
  charging,
  created,
  executor,
  hardly,
  lines,
  notified,
  referenceOf,
  requestedAt,
  secondAttempt,
  settled,
  softly,
} from '../../test/support/order-17.ts';
import type { DefectName } from '../domain/defects.ts';
import type { PaymentOrderRecord } from '../domain/executor-records.ts';
import { paymentOrder } from './payment-order.ts';

const { inquires, reports } = lines;
const resumed: BenchEvent = { type: 'Resumed' };
const captured: PaymentOrderRecord = { ...created, status: 'captured', pspReference: referenceOf(1) };
const posts = 'PostSale → ledger/posting-ch_17_1_1';

function having(defect: DefectName): Partial<BenchSettings> {
  return { policy: { defects: new Set([defect]) } };
}

describe('a webhook for an order that is captured', () => {
  const woken = (afterMs: number, defect?: DefectName): Bench => {
    const mistaken = defect === undefined ? {} : having(defect);
    return executor({ record: captured, start: requestedAt + afterMs, ...mistaken });
  };

  it('has the sale of 100.00 posted once more, under the name of the charge', () => {
    const order = woken(300, 'webhook-and-response-both-complete');
    expect(order.tell(notified(captureOf(1)))).toEqual([posts]);
    expect(order.messages()).toEqual([
      {
        type: 'PostSale',
        orderId: 'order-17.1',
        sale: {
          orderId: 'order-17.1',
          sellerId: 'seller-3',
          amount,
          allocation: { seller: { ...amount, amount: 9000 }, platform: { ...amount, amount: 1000 } },
          pspReference: 'ch_17_1_1',
          saleDate: '2026-03-02',
          postedAs: 'ch_17_1_1',
        },
      },
    ]);
    expect(order.state()).toBe('waitingForOrder');
  });

  it('is known for a copy for a minute, and after that no more', () => {
    expect(woken(60_000, 'duplicate-webhook-applied').tell(notified(captureOf(1)))).toEqual([]);
    expect(woken(60_001, 'duplicate-webhook-applied').tell(notified(captureOf(1)))).toEqual([posts]);
  });

  it('ought to lead to nothing', () => {
    for (const afterMs of [300, 60_001]) expect(woken(afterMs).tell(notified(captureOf(1)))).toEqual([]);
  });

  it.each(['webhook-and-response-both-complete', 'duplicate-webhook-applied'] as const)(
    'posts nothing for one that is declined, and tells of one that is open once (%s)',
    (defect) => {
      const declined = { ...created, status: 'declined', declineCode: 'stolen_card' };
      const late = { ...having(defect), start: requestedAt + 90_000 };
      expect(executor({ ...late, record: declined }).tell(notified(hardly))).toEqual([]);
      const open = executor({ ...late, record: { ...created, status: 'unknown' } });
      expect(open.tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
      expect([...open.tell(notified(captureOf(1))), ...open.acknowledge()]).toEqual([reports]);
    },
  );
});

describe('an order in doubt that is left to its webhook', () => {
  const cases = ['webhook-before-order-dropped', 'webhook-wrong-reference'] as const;

  function inDoubt(defect: DefectName): Bench {
    const order = charging(having(defect));
    order.wait(10_000);
    order.acknowledge();
    expect(order.state()).toBe('charging.awaitingWebhook');
    return order;
  }

  it.each(cases)('is never asked about, neither after a while nor after a restart (%s)', (defect) => {
    const order = inDoubt(defect);
    expect(order.wait(86_400_000)).toEqual([]);
    expect(order.tell(resumed)).toEqual([]);
    const restarted = executor({ ...having(defect), record: { ...created, status: 'unknown' } });
    expect([...restarted.tell(resumed), ...restarted.wait(86_400_000)]).toEqual([]);
    const fresh = executor({ ...having(defect), record: created });
    expect(fresh.tell(resumed)).toEqual(['commit DoubtStored']);
    expect(fresh.refuse('stale')).toEqual([]);
    expect(fresh.state()).toBe('charging.awaitingWebhook');
  });

  it.each(cases)('hears a late answer and the settlement file (%s)', (defect) => {
    expect(inDoubt(defect).tell(answered(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect(inDoubt(defect).tell(settled())).toEqual(['commit OutcomeStored']);
  });

  it.each(cases)('has missed the webhook that came while it waited for the answer (%s)', (defect) => {
    const order = charging(having(defect));
    expect(order.tell(notified(captureOf(1)))).toEqual([]);
    expect(order.state()).toBe('charging.requesting.awaitingPsp');
    const woken = executor({ ...having(defect), record: created });
    expect(woken.tell(notified(captureOf(1)))).toEqual([]);
  });

  it('hears the webhook that comes now, unless it is looked up by the wrong reference', () => {
    expect(inDoubt('webhook-before-order-dropped').tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect(inDoubt('webhook-wrong-reference').tell(notified(captureOf(1)))).toEqual([]);
  });

  it('ought to hear the early webhook, and to be asked about', () => {
    expect(charging().tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
    const order = charging();
    order.wait(10_000);
    order.acknowledge();
    expect(order.wait(500)).toEqual([inquires]);
  });
});

describe('the late webhook of a first decline', () => {
  const record = { ...secondAttempt, status: 'captured', pspReference: referenceOf(2) } as const;

  it('turns the order that was captured meanwhile into a declined one', () => {
    const order = executor({ ...having('late-webhook-overwrites-final'), record });
    expect(order.tell(notified(softly))).toEqual(['commit OutcomeStored']);
    expect(order.writes()).toMatchObject([
      { op: 'put', record: { status: 'declined', attempt: 2, declineCode: 'insufficient_funds' } },
    ]);
  });

  it('ought to change nothing', () => {
    expect(executor({ record }).tell(notified(softly))).toEqual([]);
  });

  it('changes nothing about an order that is open again', () => {
    const order = charging(having('late-webhook-overwrites-final'));
    order.tell(answered(softly));
    order.wait(3000);
    order.acknowledge();
    expect(order.tell(notified(softly))).toEqual([]);
    expect(order.state()).toBe('charging.requesting.awaitingPsp');
  });
});

describe('a webhook that is marked as done before it is stored', () => {
  const marked = having('webhook-marked-before-delivery');

  it('is stored once: when the database fails, nobody tries again', () => {
    const order = charging(marked);
    expect(order.tell(notified(captureOf(1)))).toEqual(['commit OutcomeStored']);
    expect(order.wait(86_400_000)).toEqual([]);
    expect([...order.tell(notified(captureOf(1))), ...order.tell(answered(captureOf(1)))]).toEqual([]);
    expect([...order.tell(resumed), ...order.tell(settled())]).toEqual([]);
    expect(order.state()).toBe('storingMarkedOutcome');
  });

  it('does no harm when the database does not fail', () => {
    const order = charging(marked);
    order.tell(notified(captureOf(1)));
    expect(order.acknowledge()).toEqual([reports]);
  });

  it('is followed by the next attempt when it tells of a soft decline', () => {
    const order = charging(marked);
    expect(order.tell(notified(softly))).toEqual([]);
    expect(order.wait(3000)).toEqual(['commit AttemptStored']);
  });

  it('ought to be stored again, as the answer is', () => {
    const [byWebhook, byAnswer] = [charging(), charging(marked)];
    byWebhook.tell(notified(captureOf(1)));
    byAnswer.tell(answered(captureOf(1)));
    expect(byWebhook.wait(2000)).toEqual(['commit OutcomeStored']);
    expect(byAnswer.wait(2000)).toEqual(['commit OutcomeStored']);
  });
});

it('the stories visit the states that only mistakes lead to', () => {
  const states = unvisitedStates(paymentOrder);
  expect(states).not.toContain('charging.awaitingWebhook');
  expect(states).not.toContain('storingMarkedOutcome');
});
