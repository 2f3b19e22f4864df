/** How much there was of everything in a run, as `report.json` counts it. */
export interface Counts {
  readonly checkouts: number;
  readonly orders: number;
  readonly captured: number;
  readonly declined: number;
  /** Orders that were authorised at the checkout, to be captured later. */
  readonly authorised: number;
  /** Of the captured ones, those that were authorised before; and of these, those of which a part was captured. */
  readonly capturedLater: number;
  readonly capturedInPart: number;
  /** Authorised orders of which nothing was captured. */
  readonly lapsed: number;
  /** Orders without an outcome at the end. */
  readonly unresolved: number;
  /** Buyers' repeated clicks. */
  readonly buyerRetries: number;
  /** Repeated calls between the platform's own services. */
  readonly callRetries: number;
  /** Repeated charge requests and inquiries to the PSP. */
  readonly pspRetries: number;
  /** Further attempts after a soft decline. */
  readonly softDeclineRetries: number;
  /** Charges and captures whose outcome the executor did not know for a time. */
  readonly unknownOutcomes: number;
  readonly messages: number;
  readonly commits: number;
  readonly events: number;
  readonly ledgerTransactions: number;
  readonly filesReconciled: number;
  readonly refundsAsked: number;
  readonly refunded: number;
  readonly refundsRefused: number;
  /** Payouts to sellers that arrived, those that came back later included. */
  readonly sellerPayouts: number;
  readonly payoutsReturned: number;
  /** Services that came up again after a crash. */
  readonly restarts: number;
  /** Work that was given up after its last round of calls, until a restart or an operator took it up again. */
  readonly deadLetters: number;
  /** Questions to the PSP about a charge or a refund in doubt. */
  readonly inquiries: number;
  /** How often parked work on an order, a refund or a payout to a seller was taken up again, be it while the circuit was open. */
  readonly redrives: number;
  readonly messagesLost: number;
}

/** Refunds that were asked for, and neither paid nor refused by the end of the run. */
export function openRefundsIn({ refundsAsked, refunded, refundsRefused }: Counts): number {
  return refundsAsked - refunded - refundsRefused;
}

/**
 * Calls and clicks that were made again because no answer came: what `retries` stands for, in thresholds and everywhere. A soft
 * decline is an answer, and further attempts after it are counted apart.
 */
export function retriesIn({ buyerRetries, callRetries, pspRetries }: Counts): number {
  return buyerRetries + callRetries + pspRetries;
}
