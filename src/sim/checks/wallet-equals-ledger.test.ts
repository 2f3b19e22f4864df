import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isMessage,
  isWrite,
  moveBefore,
  repeat,
  rewrite,
  without,
} from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { written } from '../../../test/support/fact-tape.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { stormyDay } from '../../../test/support/good-days-storm.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { pendingPayable } from '../../domain/accounts.ts';
import { addressOf } from '../../domain/addresses.ts';
import { sellerId } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { WalletRecord } from '../../domain/records.ts';
import { walletEqualsLedger } from './wallet-equals-ledger.ts';

const days = goodDays();
const refunds = refundedDays();

describe('wallet-equals-ledger', () => {
  it('sees, once, that the ledger lost the postings of an order', () => {
    const facts = edited(
      days,
      without('transactions', ({ id }) => id === 'allocate/order-1.1'),
    );
    expect(verdicts(walletEqualsLedger, facts)).toEqual([
      'seller-1:EUR was credited 10.80 EUR for order-1.1 and the ledger owes the seller 0.00 EUR for it [1080 EUR]',
    ]);
  });

  it('sees a balance that was written over another, as soon as the second credit is confirmed', () => {
    const version = (n: number) => (wallet: WalletRecord) => wallet.id === 'seller-1:EUR' && wallet.version === n;
    const facts = edited(
      days,
      rewrite('wallets', version(2), { balance: minorUnits(738) }),
      rewrite('wallets', version(3), { balance: minorUnits(1638) }),
    );
    expect(verdicts(walletEqualsLedger, facts)).toEqual([
      'seller-1:EUR has a balance of 7.38 EUR and its credits less its debits are 18.18 EUR [1080 EUR]',
    ]);
  });

  it('sees that the ledger owes for an order whose credit never reached the wallet', () => {
    const facts = edited(
      days,
      without('credits', ({ id }) => id === 'order-4.1'),
      without('wallets', ({ id, version }) => id === 'seller-1:EUR' && version === 3),
    );
    expect(verdicts(walletEqualsLedger, facts)).toEqual([
      'seller-1:EUR was credited 0.00 EUR for order-4.1 and the ledger owes the seller 9.00 EUR for it [900 EUR]',
    ]);
  });

  it('sees at the end what was posted again for an order that was closed', () => {
    const again = repeat('transactions', ({ id }) => id === 'allocate/order-4.1', { id: 'allocate/order-4.1/again' });
    const facts = edited(days, again);
    const second = facts.find((fact) => fact.kind === 'written' && fact.after.id === 'allocate/order-4.1/again');
    const late = second === undefined ? [] : [...facts.filter((fact) => fact !== second), second];
    expect(verdicts(walletEqualsLedger, late)).toEqual([
      'seller-1:EUR was credited 0.00 EUR for order-4.1 and the ledger owes the seller 9.00 EUR for it [900 EUR]',
    ]);
  });

  it('reports a posting that comes after its acknowledgement once, and nothing when it has come', () => {
    const early = moveBefore(
      (fact) => fact.kind === 'sent' && isMessage(fact, 'SalePosted', ({ orderId }) => orderId === 'order-1.1'),
      (fact) => isWrite(fact, 'transactions', ({ orderId }) => orderId === 'order-1.1'),
    );
    expect(verdicts(walletEqualsLedger, edited(days, early))).toEqual([
      'seller-1:EUR was credited 10.80 EUR for order-1.1 and the ledger owes the seller 0.00 EUR for it [1080 EUR]',
    ]);
  });

  it('sees a posting to the wrong seller from both sides', () => {
    const wrong = rewrite(
      'transactions',
      ({ id }) => id === 'allocate/order-1.1',
      ({ postings }) => ({
        postings: postings.map((posting) =>
          posting.from === 'platform_fee' ? posting : { ...posting, from: pendingPayable(sellerId(2)) },
        ),
      }),
    );
    expect(verdicts(walletEqualsLedger, edited(days, wrong))).toEqual([
      'seller-1:EUR was credited 10.80 EUR for order-1.1 and the ledger owes the seller 0.00 EUR for it [1080 EUR]',
      'seller-2:EUR was credited 0.00 EUR for order-1.1 and the ledger owes the seller 10.80 EUR for it [1080 EUR]',
    ]);
  });

  it('sees at the end a posting to a seller that belongs to no order', () => {
    const posting = { from: pendingPayable(sellerId(1)), to: 'suspense:reconciliation', ...money(900, EUR) } as const;
    const by = addressOf.ledgerTransaction('correction');
    const adrift = addAfter(
      (fact) => isWrite(fact, 'transactions', ({ id }) => id === 'allocate/order-4.1'),
      ({ at }) => [written(at, by, ['transactions', { id: 'correction', kind: 'allocate', at, postings: [posting] }])],
    );
    expect(verdicts(walletEqualsLedger, edited(days, adrift))).toEqual([
      'the credits of seller-1:EUR less its debits are 27.18 EUR and the ledger owes the seller 36.18 EUR [900 EUR]',
    ]);
  });

  it('sees a debit that overwrites another, as soon as it is confirmed', () => {
    const facts = edited(
      refunds,
      rewrite('wallets', ({ id, version }) => id === 'seller-1:EUR' && version === 3, { balance: minorUnits(450) }),
    );
    expect(verdicts(walletEqualsLedger, facts, endOfRefundedDays)).toEqual([
      'seller-1:EUR has a balance of 4.50 EUR and its credits less its debits are 0.00 EUR [450 EUR]',
    ]);
  });

  it('sees a refund that is taken from the wallet and not from what the ledger owes, and the reverse', () => {
    const unposted = without('transactions', ({ id }) => id === 'refund/refund-2.1.1');
    expect(verdicts(walletEqualsLedger, edited(refunds, unposted), endOfRefundedDays)).toEqual([
      'seller-2:EUR was debited 2.70 EUR for refund-2.1.1 and the ledger takes 0.00 EUR from the seller for it [270 EUR]',
    ]);
    const undebited = [
      without('debits', ({ id }) => id === 'refund-2.1.1'),
      without('wallets', ({ id, version }) => id === 'seller-2:EUR' && version === 2),
    ];
    expect(verdicts(walletEqualsLedger, edited(refunds, ...undebited), endOfRefundedDays)).toEqual([
      'seller-2:EUR was debited 0.00 EUR for refund-2.1.1 and the ledger takes 2.70 EUR from the seller for it [270 EUR]',
    ]);
  });

  it('waits for an order that is parked for hours between its credit and its posting', () => {
    const parked = stormyDay().map((fact) =>
      fact.concern === 'order-1.1' && isWrite(fact, 'transactions', ({ kind }) => kind !== 'pspFee')
        ? { ...fact, at: fact.at + 7_200_000 }
        : fact,
    );
    expect(verdicts(walletEqualsLedger, parked)).toEqual([]);
  });
});
