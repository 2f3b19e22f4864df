import { describe, expect, it } from 'vitest';
import { bench, EUR, type Bench } from '../../test/support/machine-bench.ts';
import { ninety, payout, payoutId, reports, runAt, seller, tuesday } from '../../test/support/payout-17.ts';
import type { DefectName } from '../domain/defects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { PayoutRunRecord, SellerPayoutRecord } from '../domain/payout-records.ts';
import { payoutRun } from './payout-run.ts';
import { sellerPayout } from './seller-payout.ts';

const due: MessageOf<'PayoutRunDue'> = { type: 'PayoutRunDue', currency: EUR, date: tuesday };
const start: MessageOf<'StartPayout'> = { type: 'StartPayout', payoutId };
const answered: MessageOf<'PayoutAnswered'> = {
  type: 'PayoutAnswered',
  payoutId,
  currency: EUR,
  date: tuesday,
  outcome: 'reserved',
};

const done: PayoutRunRecord = {
  id: 'EUR/2026-03-03',
  currency: EUR,
  date: tuesday,
  asOf: runAt,
  sellers: [seller],
  status: 'done',
};

const instructs = `SellerTransferInstructed → bank/seller-transfer-${payoutId}`;
const asks = `SellerTransferInquiry → bank/seller-transfer-${payoutId}`;
const repays = 'RepaySeller → wallet/seller-3:EUR';

/** Four hours after the run of 2026-03-03 was made. */
function runAgain(record: PayoutRunRecord, ...defects: DefectName[]): Bench {
  const settings = { record, start: runAt + 4 * 3_600_000, policy: { defects: new Set(defects) } };
  return bench(payoutRun, { entity: 'payout-run-EUR-2026-03-03', ...settings });
}

function payoutIn(status: SellerPayoutRecord['status'], ...defects: DefectName[]): Bench {
  const settings = { record: { ...payout, status }, start: runAt, policy: { defects: new Set(defects) } };
  return bench(sellerPayout, { entity: payoutId, ...settings });
}

describe('a batch that is started again when it is done', () => {
  it('asks all of its wallets again when whoever starts it has it run', () => {
    const one = runAgain(done, 'batch-run-twice');
    expect(one.tell(due)).toEqual(['PayoutDue → wallet/seller-3:EUR']);
    expect(one.messages()).toMatchObject([{ payoutId, asOf: runAt }]);
    expect(one.tell(answered)).toEqual(['commit EndStored']);
    expect(one.writes()).toEqual([{ op: 'put', table: 'payoutRuns', record: done }]);
    one.acknowledge();
    expect(one.done()).toBe(true);
  });

  it('ought to do nothing, and does nothing anyway when it had nobody to pay', () => {
    expect(runAgain(done).tell(due)).toEqual([]);
    const one = runAgain({ ...done, sellers: [] }, 'batch-run-twice');
    expect([one.tell(due), one.done()]).toEqual([[], true]);
  });
});

describe('a payout of 90.00 that is paid and started again', () => {
  it('is in the file of that run too, under a reference that the bank does not know', () => {
    const one = payoutIn('paid', 'batch-run-twice');
    expect(one.tell(start)).toEqual([`${instructs}-2`]);
    expect(one.messages()).toEqual([{ type: 'SellerTransferInstructed', payoutId, sellerId: seller, amount: ninety }]);
    expect(one.state()).toBe('waitingForStart');
  });

  it('ought to stay paid, and is paid once even so while it is on its way', () => {
    expect(payoutIn('paid').tell(start)).toEqual([]);
    const one = payoutIn('posted', 'batch-run-twice');
    expect(one.tell(start)).toEqual([instructs]);
    one.tell(reports('inTransit'));
    expect(one.tell(start)).toEqual([]);
  });
});

describe('a payout of which the bank has said nothing for a second', () => {
  it('goes back into the wallet when silence is failure, and stays there when the bank says that it has arrived', () => {
    const one = payoutIn('posted', 'payout-unknown-requeued');
    expect(one.tell({ type: 'Resumed' })).toEqual([instructs]);
    expect(one.wait(1000)).toEqual([repays]);
    expect(one.tell(reports('settled'))).toEqual([]);
    const back: MessageOf<'SellerRepaid'> = { type: 'SellerRepaid', payoutId, amount: ninety };
    expect(one.tell(back)).toEqual([
      `SellerTransferNoted → bank/seller-transfer-${payoutId}`,
      `PostSellerReturn → ledger/seller-payout-return-${payoutId}`,
    ]);
    expect(one.tell(reports('settled'))).toEqual([]);
  });

  it('ought to be asked after', () => {
    const one = payoutIn('posted');
    one.tell({ type: 'Resumed' });
    expect(one.wait(1200)).toEqual([asks]);
  });

  it('does its rounds of calls to the wallet from then on', () => {
    const one = payoutIn('posted', 'payout-unknown-requeued');
    one.tell({ type: 'Resumed' });
    one.wait(3_600_000);
    expect(one.times(repays)).toHaveLength(9);
    expect(one.writes()).toMatchObject([{ table: 'payoutDeadLetters', record: { at: runAt } }]);
  });
});
