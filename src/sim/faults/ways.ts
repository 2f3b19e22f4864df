/**
 * The way of each message: the service that sends it and the one that it is sent to, the same where it stays within one.
 * The compiler sees to it that none is left out.
 */
import type { ServiceName } from '../../domain/addresses.ts';
import type { MessageType } from '../../domain/messages.ts';

export type Way = readonly [from: ServiceName, to: ServiceName];

export const ways: Readonly<Record<MessageType, Way>> = {
  BuyerArrived: ['shop', 'shop'],
  Buy: ['shop', 'payment-service'],
  BuyAccepted: ['payment-service', 'shop'],
  StartOrder: ['payment-service', 'payment-service'],
  ExecuteOrder: ['payment-service', 'executor'],
  PspCallAsked: ['executor', 'executor'],
  PspCallGranted: ['executor', 'executor'],
  PspCallRefused: ['executor', 'executor'],
  PspCallEnded: ['executor', 'executor'],
  ChargeRequested: ['executor', 'psp'],
  ChargeInquiry: ['executor', 'psp'],
  ChargeAnswered: ['psp', 'executor'],
  ChargePending: ['psp', 'executor'],
  ChargeNotFound: ['psp', 'executor'],
  PspRefused: ['psp', 'executor'],
  ChargeNotified: ['psp', 'executor'],
  OrderExecuted: ['executor', 'payment-service'],
  CreditSeller: ['payment-service', 'wallet'],
  SellerCredited: ['wallet', 'payment-service'],
  PostSale: ['payment-service', 'ledger'],
  SalePosted: ['ledger', 'payment-service'],
  OrderClosed: ['payment-service', 'payment-service'],
  CheckoutClosed: ['payment-service', 'shop'],
  OrderAuthorised: ['payment-service', 'payment-service'],
  OrderPacked: ['shop', 'shop'],
  OrderDispatched: ['shop', 'payment-service'],
  DispatchNoted: ['payment-service', 'shop'],
  ExecuteCapture: ['payment-service', 'executor'],
  CaptureRequested: ['executor', 'psp'],
  CaptureInquiry: ['executor', 'psp'],
  CaptureAnswered: ['psp', 'executor'],
  CaptureNotFound: ['psp', 'executor'],
  CaptureNotified: ['psp', 'executor'],
  CaptureExecuted: ['executor', 'payment-service'],
  DispatchClosed: ['payment-service', 'shop'],
  RefundWanted: ['shop', 'shop'],
  RefundAsked: ['shop', 'payment-service'],
  RefundAccepted: ['payment-service', 'shop'],
  RefundClosed: ['payment-service', 'shop'],
  ExecuteRefund: ['payment-service', 'executor'],
  RefundRequested: ['executor', 'psp'],
  RefundInquiry: ['executor', 'psp'],
  RefundAnswered: ['psp', 'executor'],
  RefundNotFound: ['psp', 'executor'],
  RefundExecuted: ['executor', 'payment-service'],
  DebitSeller: ['payment-service', 'wallet'],
  SellerDebited: ['wallet', 'payment-service'],
  PostRefund: ['payment-service', 'ledger'],
  RefundPosted: ['ledger', 'payment-service'],
  PayoutRunDue: ['wallet', 'wallet'],
  PayoutDue: ['wallet', 'wallet'],
  PayoutAnswered: ['wallet', 'wallet'],
  StartPayout: ['wallet', 'wallet'],
  PostSellerPayout: ['wallet', 'ledger'],
  SellerPayoutPosted: ['ledger', 'wallet'],
  SellerTransferInstructed: ['wallet', 'bank'],
  SellerTransferInquiry: ['wallet', 'bank'],
  SellerTransferReported: ['bank', 'wallet'],
  SellerTransferNoted: ['wallet', 'bank'],
  RepaySeller: ['wallet', 'wallet'],
  SellerRepaid: ['wallet', 'wallet'],
  PostSellerReturn: ['wallet', 'ledger'],
  SellerReturnPosted: ['ledger', 'wallet'],
  PayoutExtractRequested: ['reconciliation', 'ledger'],
  PayoutExtractSent: ['ledger', 'reconciliation'],
  DayClosed: ['psp', 'psp'],
  PayoutInstructed: ['psp', 'bank'],
  PayoutAccepted: ['bank', 'psp'],
  FileDue: ['psp', 'psp'],
  SettlementFileSent: ['psp', 'reconciliation'],
  StatementDue: ['bank', 'bank'],
  BankStatementSent: ['bank', 'reconciliation'],
  FileExpected: ['reconciliation', 'reconciliation'],
  FileRequested: ['reconciliation', 'psp'],
  StatementExpected: ['reconciliation', 'reconciliation'],
  StatementRequested: ['reconciliation', 'bank'],
  LedgerExtractRequested: ['reconciliation', 'ledger'],
  LedgerExtractSent: ['ledger', 'reconciliation'],
  PostFile: ['reconciliation', 'ledger'],
  PostStatement: ['reconciliation', 'ledger'],
  FilePosted: ['ledger', 'reconciliation'],
  BreakFound: ['reconciliation', 'reconciliation'],
  BreakExplained: ['reconciliation', 'reconciliation'],
  BreakNoted: ['reconciliation', 'reconciliation'],
  NightOver: ['reconciliation', 'reconciliation'],
  ChargeSettled: ['reconciliation', 'executor'],
};

export const messageNames: readonly MessageType[] = Object.keys(ways).filter(isMessageName);

/** Where it would be looked for, as far as that is known. */
export interface Ends {
  readonly from?: ServiceName | undefined;
  readonly to?: ServiceName | undefined;
}

/** The messages that travel between two services, from and to the given ones. */
export function messagesOver({ from, to }: Ends): MessageType[] {
  return messageNames.filter((name) => {
    const [sender, receiver] = ways[name];
    return sender !== receiver && (from === undefined || from === sender) && (to === undefined || to === receiver);
  });
}

function isMessageName(text: string): text is MessageType {
  return Object.hasOwn(ways, text);
}
