/** What the ledger is asked to post: the name under which a request is posted once, and the transactions it leads to. */
import type { Instant } from './calendar.ts';
import type { At } from './effects.ts';
import type { MessageOf } from './messages.ts';
import { money } from './money.ts';
import { bankLineTransaction } from './payout-postings.ts';
import type { Policy } from './policy.ts';
import {
  allocateTransaction,
  captureTransaction,
  captureWithFeeTransaction,
  payoutTransaction,
  pspFeeTransaction,
  refundPaidTransaction,
  refundTransaction,
} from './postings.ts';
import type { LedgerTransactionRecord } from './records.ts';

export type PostingRequest = MessageOf<'PostSale' | 'PostRefund' | 'PostFile' | 'PostStatement'>;

/** The name of a request: the order's, the refund's, or that of the file's revision. */
export function requestIdOf(request: At<PostingRequest>, { defects }: Policy): string {
  switch (request.type) {
    case 'PostSale': {
      const { orderId, sale } = request.body;
      const { postedAs = orderId } = sale;
      return defects.has('ledger-posted-twice') ? numbered(postedAs, request.at) : postedAs;
    }
    case 'PostRefund':
      return request.body.refundId;
    case 'PostFile':
    case 'PostStatement':
      return request.body.requestId;
  }
}

/**
 * The transactions that a request leads to, at the instant at which it came. A fee of zero moves nothing and leaves no
 * transaction behind; a line that is listed twice moves its amount once.
 */
export function transactionsOf(request: At<PostingRequest>, { defects }: Policy): LedgerTransactionRecord[] {
  const { at } = request;
  switch (request.type) {
    case 'PostSale': {
      const sale = [captureTransaction(request.body.sale, at), allocateTransaction(request.body.sale, at, defects)];
      return defects.has('ledger-posted-twice') ? sale.map((one) => ({ ...one, id: numbered(one.id, at) })) : sale;
    }
    case 'PostRefund':
      return [refundTransaction(request.body.refund, at), refundPaidTransaction(request.body.refund, at)];
    case 'PostFile': {
      const { currency, lines } = request.body;
      const posted = lines.flatMap((line) => {
        if (line.type === 'payout') return [payoutTransaction(line.reference, money(line.amount, currency), at)];
        // A refund was posted when it was paid.
        if (line.type === 'refund') return [];
        return defects.has('history-edited')
          ? [captureWithFeeTransaction(line, request.body, at)]
          : [pspFeeTransaction(line, money(line.fee, currency), at)];
      });
      return distinct(posted.filter((transaction) => transaction.postings.length > 0));
    }
    case 'PostStatement': {
      const { currency, lines } = request.body;
      return distinct(lines.map((line) => bankLineTransaction(line, currency, at)));
    }
  }
}

/** The first of those that have the same id. */
function distinct(transactions: readonly LedgerTransactionRecord[]): LedgerTransactionRecord[] {
  const byId = new Map<string, LedgerTransactionRecord>();
  for (const transaction of transactions) {
    if (!byId.has(transaction.id)) byId.set(transaction.id, transaction);
  }
  return [...byId.values()];
}

/** A name that the ledger makes up when it is asked: nobody who asks again can find it. */
function numbered(name: string, at: Instant): string {
  return `${name}/${at}`;
}
