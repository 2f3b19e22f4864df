/** What a message about a payout to a seller claims to be durable, and what speaks against it. */
import type { Message, MessageOf } from '../../domain/messages.ts';
import type { TransferStatus } from '../../domain/payout-messages.ts';
import type { SellerTransferRecord } from '../../domain/payout-records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Claim } from './claim.ts';
import type { Durable, NightTable } from './durable.ts';

export function payoutClaim(message: Message, durable: Durable): Claim | undefined {
  const stored = (said: string, table: NightTable, id: string): Claim => ({
    said,
    missing: durable.hasNight(table, id) ? undefined : 'no record of it is stored',
  });
  switch (message.type) {
    case 'PayoutDue': {
      const { payoutId, currency, date } = message;
      return stored(`${payoutId} is due in the run of ${date}`, 'payoutRuns', `${currency}/${date}`);
    }
    case 'PayoutAnswered': {
      const { payoutId, outcome } = message;
      return outcome === 'reserved' ? stored(`${payoutId} is said to be made`, 'sellerPayouts', payoutId) : undefined;
    }
    case 'StartPayout':
      return stored(`${message.payoutId} is started`, 'sellerPayouts', message.payoutId);
    case 'SellerPayoutPosted':
      return stored(`${message.payoutId} is acknowledged as posted`, 'postedRequests', message.payoutId);
    case 'SellerReturnPosted': {
      const name = returnReference(message.payoutId);
      return stored(`${name} is acknowledged as posted`, 'postedRequests', name);
    }
    case 'SellerTransferInstructed': {
      const { payoutId, amount: money } = message;
      const posted = durable.hasNight('postedRequests', payoutId) ? undefined : 'the ledger has not posted it';
      return { said: `the bank is to carry ${payoutId}`, missing: posted, money };
    }
    case 'SellerTransferReported':
      return reportClaim(message, durable);
    case 'SellerRepaid': {
      const { payoutId, amount: money } = message;
      return { ...stored(`${payoutId} is said to be back in the wallet`, 'payoutReturns', payoutId), money };
    }
    case 'SellerTransferNoted':
      return stored(`the return of ${message.payoutId} is said to be known`, 'payoutReturns', message.payoutId);
    default:
      return undefined;
  }
}

/** How a transfer may be stored of which the bank says so: it may have come further than the one who speaks knows. */
const storedAs: Readonly<Record<TransferStatus, readonly SellerTransferRecord['status'][]>> = {
  notFound: [],
  inTransit: ['inTransit', 'booked', 'returned', 'acknowledged'],
  settled: ['booked', 'returned', 'acknowledged'],
  returned: ['returned', 'acknowledged'],
};

function reportClaim({ payoutId, status }: MessageOf<'SellerTransferReported'>, durable: Durable): Claim | undefined {
  if (status === 'notFound') return undefined;
  const stored = durable.statusOf('sellerTransfers', payoutId);
  const said = `the bank says that ${payoutId} is ${status}`;
  if (storedAs[status].some((one) => one === stored)) return { said, missing: undefined };
  return { said, missing: stored === undefined ? 'it is not stored' : `it is stored as ${stored}` };
}
