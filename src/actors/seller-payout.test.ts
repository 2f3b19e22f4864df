import { describe, expect, it } from 'vitest';
import { bench, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { ninety, payout, payoutId, reports, runAt } from '../../test/support/payout-17.ts';
import type { CommitRefused } from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { SellerPayoutRecord } from '../domain/payout-records.ts';
import { sellerPayout } from './seller-payout.ts';

const start: MessageOf<'StartPayout'> = { type: 'StartPayout', payoutId };
const posted: MessageOf<'SellerPayoutPosted'> = { type: 'SellerPayoutPosted', payoutId };
const repaid: MessageOf<'SellerRepaid'> = { type: 'SellerRepaid', payoutId, amount: ninety };
const reversed: MessageOf<'SellerReturnPosted'> = { type: 'SellerReturnPosted', payoutId };

const posts = `PostSellerPayout → ledger/seller-payout-${payoutId}`;
const instructs = `SellerTransferInstructed → bank/seller-transfer-${payoutId}`;
const asks = `SellerTransferInquiry → bank/seller-transfer-${payoutId}`;
const notes = `SellerTransferNoted → bank/seller-transfer-${payoutId}`;
const repays = 'RepaySeller → wallet/seller-3:EUR';
const reverses = `PostSellerReturn → ledger/seller-payout-return-${payoutId}`;

function inStatus(status: SellerPayoutRecord['status']): SellerPayoutRecord {
  return { ...payout, status };
}

function payoutIn(status: SellerPayoutRecord['status'], settings: Partial<BenchSettings> = {}): Bench {
  return bench(sellerPayout, { entity: payoutId, record: inStatus(status), start: runAt, ...settings });
}

function advanced(from: SellerPayoutRecord['status'], status: SellerPayoutRecord['status']) {
  return [{ op: 'advance', table: 'sellerPayouts', record: inStatus(status), from }];
}

/** It is posted, and the bank has said that it is on its way. */
function underway(): Bench {
  const one = payoutIn('reserved');
  one.tell(start);
  one.tell(posted);
  one.acknowledge();
  one.tell(reports('inTransit'));
  return one;
}

describe('a payout of 90.00', () => {
  it('is posted, carried, and paid when the bank says that it has arrived', () => {
    const one = payoutIn('reserved');
    expect(one.tell(start)).toEqual([posts]);
    expect(one.messages()).toEqual([{ type: 'PostSellerPayout', payoutId, sellerId: 'seller-3', amount: ninety }]);
    expect(one.tell(posted)).toEqual(['commit PostingStored']);
    expect(one.writes()).toEqual(advanced('reserved', 'posted'));
    expect(one.acknowledge()).toEqual([instructs]);
    expect(one.tell(reports('inTransit'))).toEqual([]);
    expect(one.state()).toBe('awaitingOutcome');
    expect(one.tell(reports('settled'))).toEqual(['commit PaymentStored']);
    expect(one.writes()).toEqual(advanced('posted', 'paid'));
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });

  it('that came back is in the wallet and in the ledger again, and the bank hears that we know', () => {
    const one = underway();
    expect(one.tell(reports('returned'))).toEqual([repays]);
    expect(one.messages()).toEqual([{ type: 'RepaySeller', payoutId, payout: inStatus('posted') }]);
    expect(one.tell(repaid)).toEqual([notes, reverses]);
    expect(one.tell(reversed)).toEqual(['commit ReversalStored']);
    expect(one.writes()).toEqual(advanced('returned', 'reversed'));
    expect(one.acknowledge()).toEqual([]);
    expect(one.done()).toBe(true);
  });

  it('may come back when it is paid: it is woken by the bank', () => {
    const one = payoutIn('paid');
    expect(one.tell(reports('settled'))).toEqual([]);
    expect(one.tell(reports('returned'))).toEqual([repays]);
    expect(one.tell(repaid)).toEqual([notes, reverses]);
  });

  it('that is known to have come back does nothing but say so again', () => {
    expect(payoutIn('reversed').tell(reports('returned'))).toEqual([notes]);
    const reversing = payoutIn('returned');
    expect(reversing.tell(reports('returned'))).toEqual([notes, reverses]);
    expect(reversing.tell(reports('returned'))).toEqual([notes]);
    reversing.tell(reversed);
    expect(reversing.tell(reports('returned'))).toEqual([notes]);
    // A late word of its arrival changes nothing any more.
    expect(reversing.tell(reports('settled'))).toEqual([]);
  });
});

describe('a bank that is silent', () => {
  it('is asked what became of the transfer, and instructed again only when it knows of none', () => {
    const one = payoutIn('posted');
    expect(one.tell({ type: 'Resumed' })).toEqual([instructs]);
    // A second until the time-out, and 200 ms of back-off; twice as long the next time.
    expect(one.wait(1200)).toEqual([asks]);
    expect(one.tell(reports('notFound'))).toEqual([]);
    expect(one.wait(1400)).toEqual([instructs]);
    expect(one.tell(reports('inTransit'))).toEqual([]);
    expect(one.state()).toBe('awaitingOutcome');
  });

  it('is never taken for one that has paid or failed: after all rounds the payout is a dead letter and still listens', () => {
    const one = payoutIn('posted');
    one.tell({ type: 'Resumed' });
    one.wait(3_600_000);
    expect(one.times(instructs)).toHaveLength(1);
    expect(one.times(asks)).toHaveLength(8);
    expect(one.state()).toBe('transferring.storingDeadLetter');
    expect(one.writes()).toMatchObject([
      { op: 'put', table: 'payoutDeadLetters', record: { id: `wallet/${payoutId}` } },
    ]);
    one.acknowledge();
    expect(one.state()).toBe('transferring.deadLettered');
    expect(one.tell(reports('settled'))).toEqual(['commit PaymentStored']);
  });

  it('is asked when the transfer should have arrived by now, and may say that it is still on its way', () => {
    const one = underway();
    // Two hours of transit, and a second.
    expect(one.wait(7_200_999)).toEqual([]);
    expect(one.wait(1)).toEqual([asks]);
    one.tell(reports('inTransit'));
    expect(one.state()).toBe('awaitingOutcome');
    expect(one.tell({ type: 'Resumed' })).toEqual([asks]);
    expect(one.tell(reports('settled'))).toEqual(['commit PaymentStored']);
  });
});

describe('after a crash of the wallet', () => {
  it.each([
    ['reserved', [posts]],
    ['posted', [instructs]],
    ['returned', [reverses]],
    ['paid', []],
    ['reversed', []],
  ] as const)('a payout that is %s goes on from there', (status, wants) => {
    expect(payoutIn(status).tell({ type: 'Resumed' })).toEqual(wants);
    expect(payoutIn(status).tell(start)).toEqual(wants);
  });

  it('a step that was stored after all is not stored again', () => {
    const one = payoutIn('reserved');
    one.tell(start);
    one.tell(posted);
    expect(one.refuse('stale')).toEqual([instructs]);
    one.tell(reports('settled'));
    expect(one.refuse('stale')).toEqual([]);
    expect(one.done()).toBe(true);
  });
});

it('an answer about a step that is over says nothing of the one that is being stored', () => {
  const refusedStep = (ack: string): CommitRefused => ({
    type: 'CommitRefused',
    ack,
    about: payoutId,
    reason: 'stale',
  });
  const one = payoutIn('reserved');
  one.tell(start);
  one.tell(posted);
  expect(one.tell(refusedStep('PaymentStored'))).toEqual([]);
  one.acknowledge();
  one.tell(reports('settled'));
  expect(one.tell(refusedStep('PostingStored'))).toEqual([]);
  expect(one.state()).toBe('storingPayment');
  const back = payoutIn('returned');
  back.tell({ type: 'Resumed' });
  back.tell(reversed);
  expect(back.tell(refusedStep('PaymentStored'))).toEqual([]);
  expect(back.state()).toBe('storingReversal');
});

describe('a slow database', () => {
  it('is asked again, whatever is to be stored', () => {
    const one = payoutIn('reserved');
    one.tell(start);
    one.tell(posted);
    expect(one.wait(2000)).toEqual(['commit PostingStored']);
    one.acknowledge();
    one.tell(reports('settled'));
    expect(one.wait(2000)).toEqual(['commit PaymentStored']);
    const back = payoutIn('returned');
    back.tell({ type: 'Resumed' });
    back.tell(reversed);
    expect(back.wait(2000)).toEqual(['commit ReversalStored']);
    expect(back.refuse('stale')).toEqual([]);
    expect(back.done()).toBe(true);
  });
});

it('the stories visit every state but those in which the ledger or the wallet does not answer for long', () => {
  const waits = /^(posting|repaying|reversing)\.(backingOff|parked|storingDeadLetter|deadLettered)$/;
  expect(unvisitedStates(sellerPayout).filter((state) => !waits.test(state))).toEqual([]);
});
