import { describe, expect, it } from 'vitest';
import { captured, key, order } from '../../test/support/network-bench.ts';
import { scriptedJudge } from '../../test/support/scripted-judge.ts';
import { currency } from '../domain/currency.ts';
import { refundId } from '../domain/ids.ts';
import type { Message } from '../domain/messages.ts';
import { money } from '../domain/money.ts';
import type { SiteFault } from './faults/fault.ts';
import { createSites } from './faults/sites.ts';
import { createPspDoor, type AtTheDoor } from './psp-door.ts';

const amount = money(1999, currency('EUR'));
const refund = refundId(order, 1);
const requests: readonly Message[] = [
  { type: 'ChargeRequested', orderId: order, key, card: 'card-1', amount },
  { type: 'ChargeInquiry', orderId: order, key },
  { type: 'RefundRequested', refundId: refund, orderId: order, key, amount },
  { type: 'RefundInquiry', refundId: refund, orderId: order, key },
];
const [charge] = requests as readonly [Message];

function open(faults: Readonly<Record<string, SiteFault>> = {}, pspIsOut = false) {
  const { judge, asked } = scriptedJudge(faults);
  return { door: createPspDoor({ sites: createSites(), judge, pspIsOut: () => pspIsOut }), asked };
}

/** What a request is told at the door. */
function refusal(name: string, status: number, retryAfterMs: number): AtTheDoor {
  return {
    kind: 'refused',
    answer: { type: 'PspRefused', orderId: order, key: name, status, retryAfterMs } as never,
  };
}

describe("the PSP's door", () => {
  it('is a site for each request, counted by kind and order', () => {
    const { door, asked } = open();
    for (const request of [...requests, charge]) expect(door('psp', request)).toEqual({ kind: 'enters' });
    expect(asked).toEqual([
      'psp door ChargeRequested order-17.1 #1',
      'psp door ChargeInquiry order-17.1 #1',
      'psp door RefundRequested order-17.1 #1',
      'psp door RefundInquiry order-17.1 #1',
      'psp door ChargeRequested order-17.1 #2',
    ]);
  });

  it('is there for requests only, and for nobody but the PSP', () => {
    const { door, asked } = open({}, true);
    const accepted: Message = { type: 'PayoutAccepted', payoutId: 'payout-EUR-2026-03-02' };
    const told: Message = { type: 'ChargeAnswered', orderId: order, key, outcome: captured };
    expect([door('psp', accepted), door('executor', told), door('executor', charge)]).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'enters' })),
    );
    expect(asked).toEqual([]);
  });

  it.each([
    [{ kind: 'psp.timeout-before' }, { kind: 'vanishes' }],
    [{ kind: 'psp.error' }, refusal('order-17.1:1', 500, 0)],
    [{ kind: 'psp.throttle', retryAfterMs: 7000 }, refusal('order-17.1:1', 429, 7000)],
  ] as const)('does what a fault says: %o', (fault, outcome) => {
    const { door } = open({ 'psp door ChargeRequested order-17.1 #1': fault });
    expect([door('psp', charge), door('psp', charge)]).toEqual([outcome, { kind: 'enters' }]);
  });

  it('refuses every request while the PSP is down, by the name that the caller knows it by', () => {
    const { door, asked } = open({}, true);
    expect(requests.map((request) => door('psp', request))).toEqual([
      refusal('order-17.1:1', 503, 10_000),
      refusal('order-17.1:1', 503, 10_000),
      refusal('refund-17.1.1', 503, 10_000),
      refusal('refund-17.1.1', 503, 10_000),
    ]);
    expect(asked).toEqual([]);
  });
});
