/** Whose story tells how a violation came about. */
import { checkoutId, checkoutOf, orderOfRefund, type RefundId } from '../../domain/ids.ts';
import type { Finding } from '../checks/check.ts';

/**
 * The order or the checkout that is wrong; where it is a wallet, a file or an account, what had the largest part in it,
 * or the only checkout that there is.
 */
export function storySubject({ concern, cause }: Finding, checkouts: readonly number[]): string {
  const id = [concern, cause ?? ''].find((each) => checkoutOf(each) !== undefined);
  if (id?.startsWith('refund-') === true) return orderOfRefund(id as RefundId);
  const [only, ...others] = checkouts;
  if (id === undefined && only !== undefined && others.length === 0) return checkoutId(only);
  return id ?? concern;
}
