/**
 * The mistakes that can be switched on in the payment system, by name. Each is a small change of policy at the place where
 * a team would make it; what it does, and who made it, is told in the catalogue of defects.
 */
export const keyDefects = [
  'no-idempotency-key',
  'new-key-per-attempt',
  'volatile-fields-in-key',
  'key-scope-too-wide',
  'key-expired-then-retry',
  'cached-decline-blocks-retry',
  'same-key-different-amount',
  'timeout-treated-as-failure',
  'unknown-paid-again',
  'retry-without-backoff',
] as const;
export const webhookDefects = [
  'webhook-and-response-both-complete',
  'webhook-before-order-dropped',
  'late-webhook-overwrites-final',
  'duplicate-webhook-applied',
  'webhook-marked-before-delivery',
  'webhook-wrong-reference',
] as const;
export const sagaDefects = [
  'credit-before-capture',
  'ledger-append-lost',
  'ledger-posted-twice',
  'wallet-lost-update',
  'credit-on-decline',
  'partial-success-as-full',
  'compensation-lost',
  'one-sided-posting',
  'history-edited',
  'ack-before-commit',
  'recovery-forgets-in-flight',
  'recovery-repeats-effect',
] as const;
export const amountDefects = [
  'float-amounts',
  'split-drops-remainder',
  'wrong-exponent',
  'exponent-from-locale',
  'refund-race',
  'negative-refund',
  'refund-against-authorised',
  'capture-after-expiry',
  'refund-at-todays-rate',
] as const;
export const nightDefects = [
  'batch-run-twice',
  'payout-unknown-requeued',
  'file-applied-twice',
  'missing-file-unnoticed',
  'cutoff-ignores-dst',
  'cutoff-in-wrong-zone',
  'per-day-only-matching',
  'truncated-file-accepted',
  'fees-ignored',
  'balance-never-reconciled',
] as const;

export const defectNames = [
  ...keyDefects,
  ...webhookDefects,
  ...sagaDefects,
  ...amountDefects,
  ...nightDefects,
] as const;

export type DefectName = (typeof defectNames)[number];

/** The defects of a run; none unless the scenario switches one on. */
export type Defects = ReadonlySet<DefectName>;

export const noDefects: Defects = new Set();
