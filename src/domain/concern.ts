/** What each message is about. */
import type { Message } from './messages.ts';

/** What a message is about: an order where it names one, else a checkout, else a night's file or break. */
export function concernOf(message: Message): string {
  switch (message.type) {
    case 'SettlementFileSent':
      return `psp/${message.file.currency}/${message.file.date}`;
    case 'BankStatementSent':
      return `bank/${message.statement.currency}/${message.statement.date}`;
    case 'DayClosed':
    case 'FileDue':
    case 'FileExpected':
    case 'FileRequested':
    case 'LedgerExtractRequested':
    case 'LedgerExtractSent':
      return `psp/${message.currency}/${message.date}`;
    case 'StatementDue':
    case 'StatementExpected':
    case 'StatementRequested':
    case 'PayoutExtractRequested':
    case 'PayoutExtractSent':
      return `bank/${message.currency}/${message.date}`;
    case 'PostFile':
    case 'PostStatement':
    case 'FilePosted':
      return message.requestId;
    case 'NightOver':
      return `night/${message.currency}/${message.date}`;
    case 'PayoutRunDue':
      return `payouts/${message.currency}/${message.date}`;
    case 'PayoutInstructed':
    case 'PayoutAccepted':
    case 'PayoutDue':
    case 'PayoutAnswered':
    case 'StartPayout':
    case 'PostSellerPayout':
    case 'SellerPayoutPosted':
    case 'SellerTransferInstructed':
    case 'SellerTransferInquiry':
    case 'SellerTransferReported':
    case 'SellerTransferNoted':
    case 'RepaySeller':
    case 'SellerRepaid':
    case 'PostSellerReturn':
    case 'SellerReturnPosted':
      return message.payoutId;
    case 'BreakFound':
    case 'BreakExplained':
    case 'BreakNoted':
      return message.breakId;
    case 'BuyerArrived':
    case 'Buy':
    case 'BuyAccepted':
    case 'CheckoutClosed':
      return message.checkoutId;
    default:
      return message.orderId;
  }
}
