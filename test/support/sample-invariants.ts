/** The invariants of the sample reports, in the order of their catalogue. */
import type { InvariantResult } from '../../src/sim/report/report.ts';

const catalogue = [
  ['I1', 'balanced-transaction', 'Every ledger transaction sums to zero in every currency.', 9286],
  ['I2', 'at-most-one-charge', "The PSP's truth holds at most one successful, unrefunded charge per order.", 3090],
  [
    'I3',
    'orders-sum-to-event',
    "A payment event's total equals the sum of its orders, and its outcome follows from theirs.",
    4000,
  ],
  ['I4', 'wallet-equals-ledger', "A seller's wallet balance equals the ledger's payable to that seller.", 9270],
  ['I5', 'within-authorisation', 'Captured <= authorised; refunds + chargebacks <= captured.', 3090],
  [
    'I6',
    'legal-transitions',
    "Every record moves only along its machine's legal transitions; a final state is final.",
    31870,
  ],
  [
    'I7',
    'charge-posted-once',
    'Each successful charge has exactly one capture posting, and each capture posting one charge.',
    6180,
  ],
  ['I8', 'no-credit-without-capture', "No wallet credit before the PSP's truth holds the capture.", 3090],
  ['I9', 'unknown-resolves', 'An order in doubt is resolved within a bound after the world heals.', 47],
  [
    'I10',
    'clearing-returns-to-zero',
    'Clearing and suspense accounts are zero, or explained item by item, by T+n.',
    12,
  ],
  [
    'I11',
    'cash-equals-statement',
    "The account bank:cash equals the bank statement's closing balance at each night's close.",
    12,
  ],
  [
    'I12',
    'file-proves',
    'Opening + lines = closing; opening = previous closing; sequence has no gap and no repeat.',
    24,
  ],
  ['I13', 'paid-out-once', 'Each payout happens once and never exceeds the available balance.', 8],
  [
    'I16',
    'line-consumed-once',
    'A settlement or bank line is matched at most once; applying a file twice changes nothing.',
    3106,
  ],
  ['I17', 'attempts-within-budget', 'Calls per order stay within the retry budget.', 9534],
  ['I20', 'acknowledged-is-durable', 'What a service acknowledged survives its crash.', 0],
] as const;

/** All of them held; one had nothing to test. */
export const heldInvariants: readonly InvariantResult[] = catalogue.map(([id, name, statement, checked]) => ({
  id,
  name,
  statement,
  checked,
  violations: 0,
}));
