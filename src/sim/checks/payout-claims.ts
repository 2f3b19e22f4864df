/** What a message about a payout to a seller claims to be durable, and what speaks against it. */
import type { MessageOf } from '../../domain/messages.ts';
import type { TransferStatus } from '../../domain/payout-messages.ts';
import type { SellerTransferRecord } from '../../domain/payout-records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { claim, claims, stored, type Claim } from './claim.ts';
import type { Durable } from './durable.ts';

export function payoutClaims(durable: Durable): Hearing<Witness> {
  return {
    sent: {
      PayoutDue: claims(({ payoutId, currency, date }) =>
        stored(durable, 'payoutRuns', `${currency}/${date}`, () => `${payoutId} is due in the run of ${date}`),
      ),
      PayoutAnswered: claims(({ payoutId, outcome }) => {
        if (outcome !== 'reserved') return undefined;
        return stored(durable, 'sellerPayouts', payoutId, () => `${payoutId} is said to be made`);
      }),
      StartPayout: claims(({ payoutId }) => stored(durable, 'sellerPayouts', payoutId, () => `${payoutId} is started`)),
      SellerPayoutPosted: claims(({ payoutId }) =>
        stored(durable, 'postedRequests', payoutId, () => `${payoutId} is acknowledged as posted`),
      ),
      SellerReturnPosted: claims(({ payoutId }) => {
        const name = returnReference(payoutId);
        return stored(durable, 'postedRequests', name, () => `${name} is acknowledged as posted`);
      }),
      SellerTransferInstructed: claims(({ payoutId, amount }) => {
        const missing = durable.hasNight('postedRequests', payoutId) ? undefined : 'the ledger has not posted it';
        return claim(missing, () => `the bank is to carry ${payoutId}`, amount);
      }),
      SellerTransferReported: claims((message) => reportClaim(message, durable)),
      SellerRepaid: claims(({ payoutId, amount }) =>
        stored(durable, 'payoutReturns', payoutId, () => `${payoutId} is said to be back in the wallet`, amount),
      ),
      SellerTransferNoted: claims(({ payoutId }) =>
        stored(durable, 'payoutReturns', payoutId, () => `the return of ${payoutId} is said to be known`),
      ),
    },
  };
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
