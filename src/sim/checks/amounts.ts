/** The amounts of a committed record, in minor units, each with what it is of. */
import type { Written } from '../facts.ts';

export interface Amount {
  readonly what: string;
  readonly amount: number;
}

export function amountsOf(fact: Written): readonly Amount[] {
  switch (fact.table) {
    case 'paymentEvents':
      return [{ what: 'total', amount: fact.after.total }];
    case 'charges': {
      const { amount, authorised, fee } = fact.after;
      return [
        { what: 'amount', amount },
        { what: 'authorised amount', amount: authorised },
        { what: 'fee', amount: fee },
      ];
    }
    case 'refunds':
      return [
        { what: 'amount', amount: fact.after.amount },
        { what: 'amount before', amount: fact.after.before },
      ];
    case 'refundBalances':
      return [{ what: 'reserved amount', amount: fact.after.reserved }];
    case 'refundTotals':
      return [{ what: 'refunded amount', amount: fact.after.refunded }];
    case 'settlementBatches': {
      const { opening, gross, refunded, fees, paidOut, closing } = fact.after;
      const sums = [
        { what: 'gross', amount: gross },
        { what: 'refunds', amount: refunded },
        { what: 'fees', amount: fees },
        { what: 'payouts', amount: paidOut },
      ];
      return [...balancesOf(opening, closing), ...sums];
    }
    case 'bankStatements':
    case 'files':
      return balancesOf(fact.after.opening, fact.after.closing);
    case 'wallets':
      return [{ what: 'balance', amount: fact.after.balance }];
    case 'transactions':
      return fact.after.postings.map(({ from, to, amount }) => ({ what: `posting from ${from} to ${to}`, amount }));
    case 'postedRequests':
    case 'sagaDeadLetters':
    case 'executorDeadLetters':
    case 'payoutDeadLetters':
    case 'payoutRuns':
    case 'fileContents':
    case 'nightTurns':
      // What a file or a break says is compared where it is used.
      return [];
    case 'orderProgress':
    case 'paymentOrders':
    case 'captureOrders':
    case 'refundOrders':
    case 'pspRefunds':
    case 'pspPayouts':
    case 'bankTransfers':
    case 'sellerTransfers':
    case 'sellerPayouts':
    case 'payoutReturns':
    case 'credits':
    case 'debits':
    case 'matches':
    case 'openItems':
    case 'breaks':
      return [{ what: 'amount', amount: fact.after.amount }];
  }
}

function balancesOf(opening: number, closing: number): readonly Amount[] {
  return [
    { what: 'opening balance', amount: opening },
    { what: 'closing balance', amount: closing },
  ];
}
