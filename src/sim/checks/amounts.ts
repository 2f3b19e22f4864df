/** Every amount of a committed record is a whole number of minor units. */
import type { Posting } from '../../domain/posting.ts';
import type { Written } from '../facts.ts';
import type { Witness } from './check.ts';

export function judgeExact(fact: Written, witness: Witness): void {
  lookAtAmounts(fact, judgeAmount, witness);
}

function judgeAmount(fact: Written, what: string | Posting, amount: number, witness: Witness): void {
  witness.checked();
  if (Number.isSafeInteger(amount) || wasThere(fact, what, amount, witness)) return;
  const sentence = `the ${nameOf(what)} of ${fact.after.id} in ${fact.table} is ${amount}, which is no whole number of minor units`;
  witness.violated({ at: fact.at, concern: fact.concern, sentence });
}

/** An amount that a record carries along from version to version is reported once. */
function wasThere(fact: Written, what: string | Posting, amount: number, witness: Witness): boolean {
  if (fact.before === undefined) return false;
  let isThere = false;
  const look: Look = (_, other, earlier) => (isThere ||= earlier === amount && nameOf(other) === nameOf(what));
  lookAtAmounts({ ...fact, after: fact.before } as Written, look, witness);
  return isThere;
}

function nameOf(what: string | Posting): string {
  return typeof what === 'string' ? what : `posting from ${what.from} to ${what.to}`;
}

/** Looks at one amount, of a field by its name or of a posting: no name is made of what is exact. */
type Look = (fact: Written, what: string | Posting, amount: number, witness: Witness) => void;

function lookAtAmounts(fact: Written, look: Look, witness: Witness): void {
  switch (fact.table) {
    case 'paymentEvents':
      return look(fact, 'total', fact.after.total, witness);
    case 'charges':
      look(fact, 'amount', fact.after.amount, witness);
      look(fact, 'authorised amount', fact.after.authorised, witness);
      return look(fact, 'fee', fact.after.fee, witness);
    case 'refunds':
      look(fact, 'amount', fact.after.amount, witness);
      return look(fact, 'amount before', fact.after.before, witness);
    case 'refundBalances':
      return look(fact, 'reserved amount', fact.after.reserved, witness);
    case 'refundTotals':
      return look(fact, 'refunded amount', fact.after.refunded, witness);
    case 'settlementBatches':
      look(fact, 'opening balance', fact.after.opening, witness);
      look(fact, 'closing balance', fact.after.closing, witness);
      look(fact, 'gross', fact.after.gross, witness);
      look(fact, 'refunds', fact.after.refunded, witness);
      look(fact, 'fees', fact.after.fees, witness);
      return look(fact, 'payouts', fact.after.paidOut, witness);
    case 'bankStatements':
    case 'files':
      look(fact, 'opening balance', fact.after.opening, witness);
      return look(fact, 'closing balance', fact.after.closing, witness);
    case 'wallets':
      return look(fact, 'balance', fact.after.balance, witness);
    case 'transactions':
      for (const posting of fact.after.postings) look(fact, posting, posting.amount, witness);
      break;
    case 'postedRequests':
    case 'sagaDeadLetters':
    case 'executorDeadLetters':
    case 'payoutDeadLetters':
    case 'payoutRuns':
    case 'fileContents':
    case 'nightTurns':
      // What a file or a break says is compared where it is used.
      break;
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
      return look(fact, 'amount', fact.after.amount, witness);
  }
}
