import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isWrite,
  repeat,
  rewrite,
  without,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { endOfRefundedDays, refundedDays } from '../../../test/support/good-days-refunded.ts';
import { stormyDay } from '../../../test/support/good-days-storm.ts';
import { weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { businessDate } from '../../domain/calendar.ts';
import { minorUnits } from '../../domain/money.ts';
import { legalTransitions } from './legal-transitions.ts';

const days = goodDays();

const spoiled: readonly { readonly what: string; readonly edit: Edit; readonly verdict: string }[] = [
  {
    what: 'a late capture that overwrites a declined payment order',
    edit: repeat('paymentOrders', ({ status }) => status === 'declined', { status: 'captured' }),
    verdict: 'payment order order-3.1 moved from declined to captured; declined is final [500 EUR]',
  },
  {
    what: 'a decline that overwrites a posted order',
    edit: repeat('orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'posted', {
      status: 'declined',
    }),
    verdict: 'order order-1.1 moved from posted to declined; posted is final [1200 EUR]',
  },
  {
    what: 'a step that is left out',
    edit: without('orderProgress', ({ id, status }) => id === 'order-1.1' && status === 'credited'),
    verdict: 'order order-1.1 moved from captured to posted; from captured it may only become credited [1200 EUR]',
  },
  {
    what: 'a paid checkout that becomes declined',
    edit: repeat('paymentEvents', ({ id, status }) => id === 'checkout-1' && status === 'paid', { status: 'declined' }),
    verdict: 'payment event checkout-1 moved from paid to declined; paid is final [4200 EUR]',
  },
  {
    what: 'a declined charge that captures after all',
    edit: repeat('charges', ({ id, status }) => id === 'order-3.1:1' && status === 'declined', { status: 'captured' }),
    verdict: 'charge order-3.1:1 moved from declined to captured; declined is final [500 EUR]',
  },
  {
    what: 'a charge that is settled again',
    edit: repeat('charges', ({ id, settledOn }) => id === 'order-1.1:1' && settledOn !== undefined, {
      settledOn: businessDate('2026-03-04'),
    }),
    verdict: 'charge order-1.1:1 changed while it was captured; captured is final [1200 EUR]',
  },
  {
    what: 'a payment order that begins in doubt',
    edit: rewrite('paymentOrders', ({ id, status }) => id === 'order-1.1' && status === 'created', {
      status: 'unknown',
    }),
    verdict: 'payment order order-1.1 began as unknown; it begins as created [1200 EUR]',
  },
  {
    what: 'an attempt that is left out',
    edit: rewrite('paymentOrders', ({ id, attempt }) => id === 'order-2.1' && attempt === 2, { attempt: 3 }),
    verdict: 'payment order order-2.1 went from attempt 1 to attempt 3; attempt 2 was due [820 EUR]',
  },
  {
    what: 'a batch that is filed again after its payout',
    edit: repeat('settlementBatches', ({ status }) => status === 'paidOut', { status: 'filed' }),
    verdict: 'settlement batch EUR/2026-03-02 moved from paidOut to filed; paidOut is final',
  },
  {
    what: 'a transfer that goes back on its way',
    edit: repeat('bankTransfers', ({ status }) => status === 'booked', { status: 'inTransit' }),
    verdict: 'bank transfer payout-EUR-2026-03-03 moved from booked to inTransit; booked is final [4799 EUR]',
  },
  {
    what: 'a matched item that is open again',
    edit: repeat('openItems', ({ status }) => status === 'matched', { status: 'open' }),
    verdict: 'open item capture/order-1.1 moved from matched to open; matched is final [1200 EUR]',
  },
  {
    what: 'a resolved break that is open again',
    edit: repeat('breaks', ({ status }) => status === 'resolved', { status: 'open' }),
    verdict: 'break break-missingInFile-ch_4_1_1 moved from resolved to open; resolved is final [1000 EUR]',
  },
  {
    what: 'an open break whose amount changes without a revision that says so',
    edit: repeat('breaks', ({ status }) => status === 'open', { amount: minorUnits(900) }),
    verdict: 'break break-missingInFile-ch_4_1_1 changed while it was open, by revision 1 after revision 1 [900 EUR]',
  },
  {
    what: 'a break that a revision makes another one',
    edit: repeat('breaks', ({ status }) => status === 'open', { kind: 'listedTwice', revision: 2 }),
    verdict:
      'break break-missingInFile-ch_4_1_1 became another break by revision 2; only its amount may change [1000 EUR]',
  },
  {
    what: 'a charge whose listing is taken back',
    edit: addAfter(
      (fact) => isWrite(fact, 'charges', ({ id, settledOn }) => id === 'order-1.1:1' && settledOn !== undefined),
      (fact) => {
        if (fact.kind !== 'written' || fact.table !== 'charges') return [];
        const { settledOn: _, ...after } = fact.after;
        return [{ ...fact, after }];
      },
    ),
    verdict: 'charge order-1.1:1 changed while it was captured; captured is final [1200 EUR]',
  },
  {
    what: 'a payout that is instructed again after it was accepted',
    edit: repeat('pspPayouts', ({ id, status }) => id === 'payout-EUR-2026-03-03' && status === 'accepted', {
      status: 'instructed',
    }),
    verdict: 'payout payout-EUR-2026-03-03 moved from accepted to instructed; accepted is final [4799 EUR]',
  },
  {
    what: 'a file that is closed before it is reconciled',
    edit: without('files', ({ id, status }) => id === 'psp/EUR/2026-03-02' && status === 'reconciled'),
    verdict: 'file psp/EUR/2026-03-02 moved from stored to closed; from stored it may only become reconciled',
  },
  {
    what: 'a file that is closed and worked on again',
    edit: repeat('files', ({ id, status }) => id === 'psp/EUR/2026-03-02' && status === 'closed', {
      status: 'reconciled',
    }),
    verdict: 'file psp/EUR/2026-03-02 moved from closed to reconciled; closed is final',
  },
];

const refundsSpoiled: readonly { readonly what: string; readonly edit: Edit; readonly verdict: string }[] = [
  {
    what: 'a refund that is taken from the seller before the PSP has paid',
    edit: without('refunds', ({ id, status }) => id === 'refund-1.1.1' && status === 'paid'),
    verdict:
      'refund refund-1.1.1 moved from accepted to debited; from accepted it may only become paid or refused [500 EUR]',
  },
  {
    what: 'a refund that was refused and is paid after all',
    edit: repeat('refunds', ({ id }) => id === 'refund-1.1.3', { status: 'paid' }),
    verdict: 'refund refund-1.1.3 moved from refused to paid; refused is final [100 EUR]',
  },
  {
    what: "a late answer that overwrites the executor's outcome",
    edit: repeat('refundOrders', ({ id, status }) => id === 'refund-1.1.1' && status === 'refunded', {
      status: 'unknown',
    }),
    verdict: 'refund order refund-1.1.1 moved from refunded to unknown; refunded is final [500 EUR]',
  },
  {
    what: 'a refund of the PSP that is listed in a second file',
    edit: repeat('pspRefunds', ({ id, settledOn }) => id === 'refund-1.1.1' && settledOn !== undefined, {
      settledOn: businessDate('2026-03-04'),
    }),
    verdict: "PSP's refund refund-1.1.1 changed while it was refunded; refunded is final [500 EUR]",
  },
];

describe('legal-transitions', () => {
  it.each(spoiled)('sees $what', ({ edit, verdict }) => {
    expect(verdicts(legalTransitions, edited(days, edit))).toEqual([verdict]);
  });

  it('takes no offence at a record that is committed again as it was', () => {
    const again = [
      repeat('paymentOrders', ({ status }) => status === 'declined'),
      repeat('orderProgress', ({ status }) => status === 'posted'),
      repeat('paymentEvents', ({ status }) => status === 'paid'),
      repeat('charges', ({ settledOn }) => settledOn !== undefined),
    ];
    expect(verdicts(legalTransitions, edited(days, ...again))).toEqual([]);
  });

  it.each(refundsSpoiled)('sees $what', ({ edit, verdict }) => {
    expect(verdicts(legalTransitions, edited(refundedDays(), edit), endOfRefundedDays)).toEqual([verdict]);
  });

  it('lets a revision bring an open break up to date, once for each', () => {
    const isFound = ({ status }: { readonly status: string }): boolean => status === 'open';
    const second = repeat('breaks', isFound, { amount: minorUnits(900), explanation: 'revision 2', revision: 2 });
    const third = repeat('breaks', ({ revision }) => revision === 2, { amount: minorUnits(800), revision: 3 });
    expect(verdicts(legalTransitions, edited(days, second, third))).toEqual([]);
    const late = repeat('breaks', ({ revision }) => revision === 3, { amount: minorUnits(900), revision: 2 });
    expect(verdicts(legalTransitions, edited(days, second, third, late))).toEqual([
      'break break-missingInFile-ch_4_1_1 changed while it was open, by revision 2 after revision 3 [900 EUR]',
    ]);
  });

  it('lets a corrected file begin anew, and sees a revision that goes back', () => {
    const corrections = weekOfCorrections();
    expect(verdicts(legalTransitions, corrections)).toEqual([]);
    const back = rewrite('files', ({ revision, status }) => revision === 2 && status === 'closed', { revision: 1 });
    expect(verdicts(legalTransitions, edited(corrections, back))).toEqual([
      'file psp/EUR/2026-03-02 went back from revision 2 to revision 1',
    ]);
  });

  it('lets an actor write its dead letter again, and sees one that another actor writes', () => {
    const storm = stormyDay();
    expect(
      verdicts(
        legalTransitions,
        edited(
          storm,
          repeat('sagaDeadLetters', () => true, { reason: 'again' }),
        ),
      ),
    ).toEqual([]);
    const another = rewrite('sagaDeadLetters', () => true, { id: 'payment-service/order-9.9' });
    expect(verdicts(legalTransitions, edited(storm, another))).toEqual([
      'dead letter payment-service/order-9.9 was written by payment-service/order-1.1, which is another actor',
    ]);
  });
});
