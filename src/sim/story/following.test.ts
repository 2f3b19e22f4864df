import { describe, expect, it } from 'vitest';
import { written } from '../../../test/support/fact-tape.ts';
import { payoutId, runAt, transfer } from '../../../test/support/payout-17.ts';
import { createFollowing } from './following.ts';

describe('the story of a payout to a seller', () => {
  it('follows it to its return', () => {
    const following = createFollowing(payoutId);
    expect(following.isFollowed(`return-${payoutId}`)).toBe(false);
    const back = { ...transfer, status: 'returned', returnedAt: runAt } as const;
    following.follow(written(runAt, `bank/seller-transfer-${payoutId}`, ['sellerTransfers', back]));
    expect(following.isFollowed(`return-${payoutId}`)).toBe(true);
  });

  it('follows it under every reference that the bank has been given for it, and leaves other payouts alone', () => {
    const { isFollowed } = createFollowing(payoutId);
    const names = [payoutId, `${payoutId}-2`, 'payout-seller-3-EUR-2026-03-04', 'payout-seller-31-EUR-2026-03-03'];
    expect(names.map(isFollowed)).toEqual([true, true, false, false]);
    expect(createFollowing('order-17.1').isFollowed('order-17.1-2')).toBe(false);
  });
});
