/** In whose story something is told. */
import { checkoutOf, orderOfRefund, type RefundId } from '../../domain/ids.ts';

/** The order or the checkout that an id names, an order for its refund; undefined where it names a wallet or a file. */
export function whoseStory(id: string): string | undefined {
  if (checkoutOf(id) === undefined) return undefined;
  return id.startsWith('refund-') ? orderOfRefund(id as RefundId) : id;
}
