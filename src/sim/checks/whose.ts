/** Who is out of money when something is wrong, in words. */
import { checkoutOf } from '../../domain/ids.ts';

/** The marketplace itself: it owes more than it has, or has less than its books say. */
export const thePlatform = 'the platform';

export const thePsp = 'the PSP';

/** @param id of a checkout, or of an order or a refund of it */
export function buyerOf(id: string): string {
  const checkout = checkoutOf(id);
  return checkout === undefined ? 'the buyer' : `the buyer of ${checkout}`;
}

/** @param walletId such as `seller-3:EUR` */
export function holderOf(walletId: string): string {
  return walletId.slice(0, walletId.lastIndexOf(':'));
}
