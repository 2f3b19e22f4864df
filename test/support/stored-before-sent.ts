/** What must be durable before a message may leave, told from the protocol alone. */
import type { Message, MessageOf } from '../../src/domain/messages.ts';
import type { Written } from '../../src/sim/facts.ts';

/** The names under which a stored record can be ground for a message: with its status, and by its idempotency key. */
export function namesOf({ table, after }: Written): string[] {
  const names = [`${table} ${after.id}`];
  if ('status' in after) names.push(`${table} ${after.id} ${after.status}`);
  if ('idempotencyKey' in after) names.push(`${table} ${after.idempotencyKey}`);
  return names;
}

/**
 * The records of which one must be stored before the message is sent: any of them will do. None where a message rests on
 * nothing, or on what its sender remembers.
 */
export function groundsOf(message: Message): readonly string[] {
  switch (message.type) {
    case 'BuyAccepted':
      return [`paymentEvents ${message.checkoutId}`];
    case 'StartOrder':
    case 'ExecuteOrder':
      return [`orderProgress ${message.orderId} accepted`];
    case 'ChargeRequested':
    case 'ChargeInquiry':
      return [`paymentOrders ${message.key}`];
    case 'ChargeAnswered':
    case 'ChargeNotified':
      return [`charges ${message.key} ${message.outcome.status}`];
    case 'OrderExecuted':
      return [`paymentOrders ${message.orderId} ${message.outcome.status}`];
    case 'CreditSeller':
      return [`orderProgress ${message.orderId} captured`];
    case 'SellerCredited':
      return [`credits ${message.orderId}`];
    case 'PostSale':
      return [`orderProgress ${message.orderId} credited`];
    case 'SalePosted':
      return [`transactions capture/${message.orderId}`];
    case 'OrderClosed':
      return [`orderProgress ${message.orderId} ${message.paid ? 'posted' : 'declined'}`];
    case 'CheckoutClosed':
      return [`paymentEvents ${message.checkoutId} ${message.outcome}`];
    default:
      return (
        groundsOfCapture(message) ?? groundsOfRefund(message) ?? groundsOfPayout(message) ?? groundsOfNight(message)
      );
  }
}

/** Undefined for a message that is about no order that is captured later. */
function groundsOfCapture(message: Message): readonly string[] | undefined {
  switch (message.type) {
    case 'OrderAuthorised':
      return [`orderProgress ${message.orderId} authorised`];
    case 'DispatchNoted':
    case 'ExecuteCapture':
      return [`orderProgress ${message.orderId} dispatched`];
    case 'CaptureRequested':
      return [`captureOrders ${message.orderId}`];
    case 'CaptureInquiry':
      return [`captureOrders ${message.orderId} unknown`];
    case 'CaptureAnswered':
    case 'CaptureNotified':
      return [`charges ${message.key} ${message.outcome.status === 'captured' ? 'captured' : 'lapsed'}`];
    case 'CaptureExecuted':
      return [`captureOrders ${message.orderId} ${message.outcome.status}`];
    case 'DispatchClosed':
      return [`orderProgress ${message.orderId} ${message.outcome === 'captured' ? 'posted' : message.outcome}`];
    default:
      return undefined;
  }
}

/** Undefined for a message that is about no refund. */
function groundsOfRefund(message: Message): readonly string[] | undefined {
  switch (message.type) {
    case 'RefundAccepted':
      return [`refunds ${message.refundId}`];
    case 'ExecuteRefund':
      return [`refunds ${message.refundId} accepted`];
    case 'RefundRequested':
      return [`refundOrders ${message.refundId}`];
    case 'RefundInquiry':
      return [`refundOrders ${message.refundId} unknown`];
    case 'RefundAnswered': {
      const { refundId, outcome } = message;
      // The PSP says so of a refund that it knows with another amount.
      if (outcome.status === 'refused' && outcome.code === 'idempotency_key_reused') return [];
      return [`pspRefunds ${refundId} ${outcome.status}`];
    }
    case 'RefundExecuted':
      return [`refundOrders ${message.refundId} ${message.outcome.status}`];
    case 'DebitSeller':
      return [`refunds ${message.refundId} paid`];
    case 'SellerDebited':
      return [`debits ${message.refundId}`];
    case 'PostRefund':
      return [`refunds ${message.refundId} debited`];
    case 'RefundPosted':
      return [`transactions refundPaid/${message.refundId}`];
    case 'RefundClosed':
      return message.outcome === 'refunded'
        ? [`refunds ${message.refundId} posted`]
        : [
            `refunds ${message.refundId} refused`,
            `orderProgress ${message.orderId} declined`,
            `orderProgress ${message.orderId} lapsed`,
          ];
    default:
      return undefined;
  }
}

/** Undefined for a message that is about no payout to a seller. */
function groundsOfPayout(message: Message): readonly string[] | undefined {
  switch (message.type) {
    case 'PayoutDue':
      return [`payoutRuns ${message.currency}/${message.date}`];
    case 'PayoutAnswered':
      return message.outcome === 'reserved' ? [`sellerPayouts ${message.payoutId} reserved`] : [];
    case 'StartPayout':
    case 'PostSellerPayout':
      return [`sellerPayouts ${message.payoutId} reserved`];
    case 'SellerPayoutPosted':
      return [`transactions sellerPayout/${message.payoutId}`];
    case 'SellerTransferInstructed':
    case 'SellerTransferInquiry':
      return [`sellerPayouts ${message.payoutId} posted`];
    case 'SellerTransferReported':
      return groundsOfReport(message);
    case 'RepaySeller':
      return [`sellerTransfers ${message.payoutId} returned`];
    case 'SellerRepaid':
    case 'SellerTransferNoted':
      return [`payoutReturns ${message.payoutId}`];
    case 'PostSellerReturn':
      return [`sellerPayouts ${message.payoutId} returned`];
    case 'SellerReturnPosted':
      return [`transactions sellerReturn/${message.payoutId}`];
    case 'PayoutExtractRequested':
      return [`files bank/${message.currency}/${message.date}`];
    default:
      return undefined;
  }
}

/** That a transfer is not known rests on nothing. */
function groundsOfReport({ payoutId, status }: MessageOf<'SellerTransferReported'>): readonly string[] {
  if (status === 'notFound') return [];
  const stored = { inTransit: 'inTransit', settled: 'booked', returned: 'returned' }[status];
  return [`sellerTransfers ${payoutId} ${stored}`];
}

function groundsOfNight(message: Message): readonly string[] {
  switch (message.type) {
    case 'PayoutInstructed':
      return [`pspPayouts ${message.payoutId}`];
    case 'PayoutAccepted':
      return [`bankTransfers ${message.payoutId}`];
    case 'SettlementFileSent':
      return [`settlementBatches ${message.file.currency}/${message.file.date}`];
    case 'BankStatementSent':
      return [`bankStatements ${message.statement.currency}/${message.statement.date}`];
    case 'LedgerExtractRequested':
      return [`files psp/${message.currency}/${message.date}`];
    case 'PostFile':
    case 'PostStatement':
      return [`files ${fileOf(message.requestId)}`];
    case 'FilePosted':
      return [`postedRequests ${message.requestId}`];
    case 'BreakFound': {
      const { kind, source, currency, openedOn } = message.found;
      // These are about a file that could not be stored.
      if (kind === 'fileMissing' || kind === 'fileDoesNotProve') return [];
      return [`files ${source}/${currency}/${openedOn} reconciled`];
    }
    case 'BreakNoted':
      return [`breaks ${message.breakId}`];
    case 'NightOver':
      return [
        `files psp/${message.currency}/${message.date} closed`,
        `files bank/${message.currency}/${message.date} closed`,
      ];
    default:
      return [];
  }
}

/** A corrected file is posted under a name of its own: `psp/EUR/2026-03-02#2`. */
function fileOf(requestId: string): string {
  return requestId.split('#', 1)[0] ?? requestId;
}
