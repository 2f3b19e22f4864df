/** The catalogue of invariants: every check, in the order I1 to I22. */
import { acknowledgedIsDurable } from './acknowledged-is-durable.ts';
import { appendOnly } from './append-only.ts';
import { atMostOneCharge } from './at-most-one-charge.ts';
import { attemptsWithinBudget } from './attempts-within-budget.ts';
import { balancedTransaction } from './balanced-transaction.ts';
import { businessDate } from './business-date.ts';
import { cashEqualsStatement } from './cash-equals-statement.ts';
import { chargePostedOnce } from './charge-posted-once.ts';
import type { CheckMaker } from './check.ts';
import { clearingReturnsToZero } from './clearing-returns-to-zero.ts';
import { everythingEnds } from './everything-ends.ts';
import { exactMinorUnits } from './exact-minor-units.ts';
import { fileProves } from './file-proves.ts';
import { legalTransitions } from './legal-transitions.ts';
import { lineConsumedOnce } from './line-consumed-once.ts';
import { noCreditWithoutCapture } from './no-credit-without-capture.ts';
import { noMoneyFromNothing } from './no-money-from-nothing.ts';
import { ordersSumToEvent } from './orders-sum-to-event.ts';
import { paidOutOnce } from './paid-out-once.ts';
import { sameKeySameEffect } from './same-key-same-effect.ts';
import { unknownResolves } from './unknown-resolves.ts';
import { walletEqualsLedger } from './wallet-equals-ledger.ts';
import { withinAuthorisation } from './within-authorisation.ts';

export const checkMakers: readonly CheckMaker[] = [
  balancedTransaction,
  atMostOneCharge,
  ordersSumToEvent,
  walletEqualsLedger,
  withinAuthorisation,
  legalTransitions,
  chargePostedOnce,
  noCreditWithoutCapture,
  unknownResolves,
  clearingReturnsToZero,
  cashEqualsStatement,
  fileProves,
  paidOutOnce,
  exactMinorUnits,
  sameKeySameEffect,
  lineConsumedOnce,
  attemptsWithinBudget,
  businessDate,
  appendOnly,
  acknowledgedIsDurable,
  everythingEnds,
  noMoneyFromNothing,
];
