/** What a message about a payout to a seller claims to be durable, and what speaks against it. */
import type { Message, MessageOf } from '../../domain/messages.ts';
import type { TransferStatus } from '../../domain/payout-messages.ts';
import type { SellerTransferRecord } from '../../domain/payout-records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import { claim, stored, type Claim } from './claim.ts';
import type { Durable } from './durable.ts';

export function payoutClaim(message: Message, durable: Durable): Claim | undefined {
  switch (message.type) {
    case 'PayoutDue': {
      const { payoutId, currency, date } = message;
      return stored(durable, 'payoutRuns', `${currency}/${date}`, () => `${payoutId} is due in the run of ${date}`);
    }
    case 'PayoutAnswered': {
      const { payoutId, outcome } = message;
      if (outcome !== 'reserved') return undefined;
      return stored(durable, 'sellerPayouts', payoutId, () => `${payoutId} is said to be made`);
    }
    case 'StartPayout': {
      const { payoutId } = message;
      return stored(durable, 'sellerPayouts', payoutId, () => `${payoutId} is started`);
    }
    case 'SellerPayoutPosted': {
      const { payoutId } = message;
      return stored(durable, 'postedRequests', payoutId, () => `${payoutId} is acknowledged as posted`);
    }
    case 'SellerReturnPosted': {
      const name = returnReference(message.payoutId);
      return stored(durable, 'postedRequests', name, () => `${name} is acknowledged as posted`);
    }
    case 'SellerTransferInstructed': {
      const { payoutId, amount } = message;
      const missing = durable.hasNight('postedRequests', payoutId) ? undefined : 'the ledger has not posted it';
      return claim(missing, () => `the bank is to carry ${payoutId}`, amount);
    }
    case 'SellerTransferReported':
      return reportClaim(message, durable);
    case 'SellerRepaid': {
      const { payoutId, amount } = message;
      return stored(durable, 'payoutReturns', payoutId, () => `${payoutId} is said to be back in the wallet`, amount);
    }
    case 'SellerTransferNoted': {
      const { payoutId } = message;
      return stored(durable, 'payoutReturns', payoutId, () => `the return of ${payoutId} is said to be known`);
    }
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
  const found = durable.statusOf('sellerTransfers', payoutId);
  const absent = found === undefined ? 'it is not stored' : `it is stored as ${found}`;
  const missing = storedAs[status].some((one) => one === found) ? undefined : absent;
  return claim(missing, () => `the bank says that ${payoutId} is ${status}`);
}
