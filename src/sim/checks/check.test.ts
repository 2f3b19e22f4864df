import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isMessage,
  isWrite,
  repeat,
  rewrite,
  silent,
  until,
  without,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { examine } from '../../../test/support/fact-tape-examine.ts';
import { delivered, sent, written } from '../../../test/support/fact-tape.ts';
import { EUR } from '../../../test/support/good-days-policy.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { addressOf } from '../../domain/addresses.ts';
import { formatInstant, type Instant } from '../../domain/calendar.ts';
import { idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { WalletRecord } from '../../domain/records.ts';
import { atMostOneCharge } from './at-most-one-charge.ts';
import { cashEqualsStatement } from './cash-equals-statement.ts';
import { chargePostedOnce } from './charge-posted-once.ts';
import type { CheckMaker } from './check.ts';
import { clearingReturnsToZero } from './clearing-returns-to-zero.ts';
import { everythingEnds } from './everything-ends.ts';
import { fileProves } from './file-proves.ts';
import { noCreditWithoutCapture } from './no-credit-without-capture.ts';
import { noMoneyFromNothing } from './no-money-from-nothing.ts';
import { ordersSumToEvent } from './orders-sum-to-event.ts';
import { sameKeySameEffect } from './same-key-same-effect.ts';
import { unknownResolves } from './unknown-resolves.ts';
import { walletEqualsLedger } from './wallet-equals-ledger.ts';

const days = goodDays();

/** When nothing more can happen: what must be exact by then is compared. */
const end = 'Thu 07:00:00.000';

/** `Mon 10:00:00.217`: the days begin on Monday, 2 March, and are told by the clock of Berlin. */
function clock(instant: Instant | undefined): string | undefined {
  if (instant === undefined) return undefined;
  const [date = '', time = ''] = formatInstant(instant, 'Europe/Berlin').split(' ');
  return `${['Mon', 'Tue', 'Wed', 'Thu'][Number(date.slice(-2)) - 2] ?? date} ${time}`;
}

/** The first finding of a check: since when, when it was seen, whose it is and where it began. */
function found(make: CheckMaker, ...edits: readonly Edit[]) {
  const [first] = examine(make, edited(days, ...edits)).findings;
  if (first === undefined) throw new Error('nothing was found');
  const { at, since, whose, cause } = first;
  return { since: clock(since), at: clock(at), whose, ...(cause === undefined ? {} : { cause }) };
}

const capture = (id: string) => (charge: { id: string; status: string }) =>
  charge.id === id && charge.status === 'captured';

describe('a finding about an order', () => {
  it('that is wrong from the moment at which it is seen has no other', () => {
    const key = idempotencyKey(orderId(1, 1), 2);
    const twice = { id: key, idempotencyKey: key, reference: pspReference(key) };
    expect(found(atMostOneCharge, repeat('charges', capture('order-1.1:1'), twice))).toEqual({
      ...{ since: undefined, at: 'Mon 10:00:00.217' },
      whose: 'the buyer of checkout-1',
    });
  });

  it('goes back to the charge that was never posted: to the buyer where the order was declined', () => {
    const key = idempotencyKey(orderId(3, 1), 2);
    const late = { id: key, idempotencyKey: key, reference: pspReference(key), status: 'captured' } as const;
    const declined = ({ id, status }: { id: string; status: string }) => id === 'order-3.1:1' && status === 'declined';
    expect(found(chargePostedOnce, repeat('charges', declined, late))).toEqual({
      ...{ since: 'Mon 12:00:00.022', at: end },
      whose: 'the buyer of checkout-3',
    });
  });

  it('goes back to the charge that was never posted: to the seller where the order is said to be posted', () => {
    expect(
      found(
        chargePostedOnce,
        without('transactions', ({ id }) => id === 'capture/order-1.1'),
      ),
    ).toEqual({
      ...{ since: 'Mon 10:00:00.217', at: 'Mon 10:00:00.247' },
      whose: 'seller-1',
    });
  });

  it('goes back to the later of a posting and its line that never met', () => {
    expect(
      found(
        chargePostedOnce,
        without('matches', ({ orderId: order }) => order === 'order-4.1'),
      ),
    ).toEqual({
      ...{ since: 'Wed 03:00:00.010', at: end },
      whose: undefined,
    });
  });

  it('goes back to the credit that the ledger does not know', () => {
    expect(
      found(
        walletEqualsLedger,
        without('transactions', ({ id }) => id === 'allocate/order-1.1'),
      ),
    ).toEqual({
      ...{ since: 'Mon 10:00:00.232', at: 'Mon 10:00:00.242' },
      whose: 'the platform',
    });
  });

  it('goes back to the sale that was captured and not allocated', () => {
    expect(
      found(
        clearingReturnsToZero,
        without('transactions', ({ id }) => id === 'allocate/order-1.1'),
      ),
    ).toEqual({
      ...{ since: 'Mon 10:00:00.242', at: 'Mon 10:00:00.247' },
      whose: 'the seller of order-1.1',
    });
  });

  it('goes back to where the executor lost sight of a charge, or asked for one', () => {
    const unknown = until((fact) => isWrite(fact, 'paymentOrders', ({ status }) => status === 'unknown'));
    const asked = until((fact) => isMessage(fact, 'ChargeRequested'));
    const whose = 'the buyer of checkout-1';
    expect(found(unknownResolves, unknown)).toEqual({ since: 'Mon 10:00:10.262', at: end, whose });
    expect(found(unknownResolves, asked)).toEqual({ since: 'Mon 10:00:00.014', at: end, whose });
  });

  it('goes back to the other body that a key was used for', () => {
    const order = orderId(1, 1);
    const key = idempotencyKey(order, 1);
    const [executor, psp] = [addressOf.paymentOrder(order), addressOf.charge(key)];
    const dearer = { type: 'ChargeRequested', orderId: order, key, card: 'card-1', amount: money(1300, EUR) } as const;
    const again = addAfter(
      (fact) => isWrite(fact, 'charges', ({ id }) => id === key),
      ({ at }) => [sent(at, executor, psp, dearer), delivered(at + 2, executor, psp, dearer)],
    );
    expect(found(sameKeySameEffect, again)).toMatchObject({ since: 'Mon 10:00:00.021', at: 'Mon 10:00:00.217' });
  });

  it('goes back to the last move of a checkout that does not end', () => {
    const stuck = without('paymentEvents', ({ id, status }) => id === 'checkout-3' && status === 'declined');
    const silence = silent('CheckoutClosed', ({ checkoutId }) => checkoutId === 'checkout-3');
    expect(found(everythingEnds, stuck, silence)).toEqual({
      ...{ since: 'Mon 12:00:00.032', at: end },
      whose: 'the buyer of checkout-3',
    });
  });
});

describe('a finding about a wallet, an account or a file', () => {
  it('names the order whose credit was stored with the wrong balance', () => {
    const version = (n: number) => (wallet: WalletRecord) => wallet.id === 'seller-1:EUR' && wallet.version === n;
    expect(found(walletEqualsLedger, rewrite('wallets', version(2), { balance: minorUnits(738) }))).toEqual({
      ...{ since: 'Mon 11:00:02.245', at: 'Mon 11:00:02.245' },
      ...{ whose: 'seller-1', cause: 'order-2.1' },
    });
  });

  it('names the first order whose fee was not posted, since its file was reconciled', () => {
    const unpaid = without('transactions', ({ kind }) => kind === 'pspFee');
    const first = { since: 'Tue 03:00:00.024', whose: 'the platform', cause: 'order-1.1' };
    expect(found(cashEqualsStatement, unpaid)).toEqual({ ...first, at: 'Tue 03:00:00.034' });
    expect(found(clearingReturnsToZero, unpaid)).toEqual({ ...first, at: end });
  });

  it('names the payout that was not posted, since it was made, and the one whose cash was not, since it was shown', () => {
    const payout = { whose: 'the platform', cause: 'payout-EUR-2026-03-03' };
    expect(
      found(
        cashEqualsStatement,
        without('transactions', ({ id }) => id === 'payout/payout-EUR-2026-03-03'),
      ),
    ).toEqual({
      ...{ since: 'Wed 00:00:00.005', at: 'Wed 03:00:00.034' },
      ...payout,
    });
    const uncashed = without('transactions', ({ kind }) => kind === 'cash');
    const shown = { since: 'Thu 05:00:00.020', ...payout };
    expect(found(cashEqualsStatement, uncashed)).toEqual({ ...shown, at: 'Thu 05:00:00.023' });
    expect(found(clearingReturnsToZero, uncashed)).toEqual({ ...shown, at: end });
  });

  it('names the transaction that left something in suspense', () => {
    const posting = { from: 'suspense:reconciliation', to: 'writeoff', ...money(500, EUR) } as const;
    const shelved = addAfter(
      (fact) => isWrite(fact, 'transactions', () => true),
      ({ at }) => [
        written(at, addressOf.ledgerTransaction('x'), [
          'transactions',
          { id: 'x', kind: 'cash', at, postings: [posting] },
        ]),
      ],
    );
    expect(found(clearingReturnsToZero, shelved)).toEqual({
      ...{ since: 'Mon 10:00:00.242', at: end },
      ...{ whose: 'the platform', cause: 'x' },
    });
  });

  it('names the first sale whose money is not in its place', () => {
    const uncredited = [
      without('credits', ({ id }) => id === 'order-4.1'),
      without('wallets', ({ id, version }) => id === 'seller-1:EUR' && version === 3),
    ];
    // The credit would have been at .018; what is missing is missing since the sale was posted.
    expect(found(noMoneyFromNothing, ...uncredited)).toMatchObject({
      ...{ since: 'Tue 00:00:01.028', at: end },
      cause: 'order-4.1',
    });
  });

  it('goes back to the making of a file that never came', () => {
    const last = 'bank/EUR/2026-03-04';
    const missing = [
      without('files', ({ id }) => id === last),
      without('fileContents', ({ fileId }) => fileId === last),
      silent('BankStatementSent', ({ statement }) => statement.date === '2026-03-04'),
    ];
    expect(found(fileProves, ...missing)).toMatchObject({ since: 'Thu 05:00:00.005', at: end });
  });

  it('goes back to the last step of a file that was not reconciled, and of a payout that was not confirmed', () => {
    const unread = without('files', ({ id, status }) => id === 'bank/EUR/2026-03-04' && status !== 'stored');
    expect(found(everythingEnds, unread)).toMatchObject({ since: 'Thu 05:00:00.010', at: end });
    expect(
      found(
        everythingEnds,
        without('pspPayouts', ({ status }) => status === 'accepted'),
      ),
    ).toEqual({
      ...{ since: 'Wed 00:00:00.005', at: end },
      whose: 'the platform',
    });
  });
});

describe('who is out of money', () => {
  const ended = (status: 'paid' | 'declined'): Edit[] => [
    rewrite('orderProgress', ({ id, status: was }) => id === 'order-1.2' && was === 'posted', { status: 'declined' }),
    rewrite('paymentEvents', ({ id, status: was }) => id === 'checkout-1' && was === 'paid', { status }),
  ];

  it.each([
    ['the seller of what was never paid, where a checkout is said to be', 'paid', 'seller-2'],
    ['the buyer, where a checkout that was paid in part is said to be declined', 'declined', 'the buyer of checkout-1'],
  ] as const)('is %s', (_, status, whose) => {
    expect(found(ordersSumToEvent, ...ended(status))).toMatchObject({ whose });
  });

  it('are the sellers, where their orders come to less than the checkout, and the buyer where they come to more', () => {
    const total = (cents: number): Edit =>
      rewrite('paymentEvents', ({ id }) => id === 'checkout-1', { total: minorUnits(cents) });
    expect(found(ordersSumToEvent, total(4201))).toMatchObject({ whose: 'the sellers of checkout-1' });
    expect(found(ordersSumToEvent, total(4199))).toMatchObject({ whose: 'the buyer of checkout-1' });
  });

  it('is the platform, where a seller is credited without a capture', () => {
    const more = rewrite('credits', ({ id }) => id === 'order-1.1', { amount: minorUnits(1300) });
    expect(found(noCreditWithoutCapture, more)).toMatchObject({ whose: 'the platform' });
  });
});
