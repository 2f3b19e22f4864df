/** A capture or a paid refund in the ledger, as reconciliation needs it. */
import type { BusinessDate } from './calendar.ts';
import type { OrderId, PspReference } from './ids.ts';
import type { Money } from './money.ts';

export interface LedgerItem extends Money {
  readonly kind: 'capture' | 'refund';
  readonly transactionId: string;
  readonly orderId: OrderId;
  readonly pspReference: PspReference;
  readonly saleDate: BusinessDate;
}
