/**
 * What a check is: one invariant, folded over the facts that it hears. A check keeps its own small state, O(1) per fact,
 * and lets go of an order when the order is closed. It never reads an actor, so a mistake in an actor cannot hide in it.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { Money } from '../../domain/money.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Hearing } from '../hearing.ts';

/** I1 to I22, as the catalogue of invariants numbers them. */
export type InvariantId = `I${number}`;

export interface Invariant {
  readonly id: InvariantId;
  /** In kebab case: `at-most-one-charge`. */
  readonly name: string;
  /** What always holds, in one sentence. */
  readonly statement: string;
}

export interface Finding {
  /** When the check could see it. */
  readonly at: Instant;
  /** When it became wrong, where that was before: the time of the fact that was left without its counterpart. */
  readonly since?: Instant | undefined;
  /** The order, checkout, wallet, file or account that is wrong. */
  readonly concern: string;
  /** Where it began, where the concern is a wallet, a file or an account: an order, or else a payout. */
  readonly cause?: string | undefined;
  /** What was seen and what was expected, in one sentence that cites figures. */
  readonly sentence: string;
  /** How much money is wrong, as a positive amount, where that can be said. */
  readonly money?: Money;
  /** Who is out of that money, where that can be said: `the buyer of checkout-17`, `seller-3`, `the platform`. */
  readonly whose?: string | undefined;
}

/** Where a check says what it did. */
export interface Witness {
  /** The invariant was tested once more, on something that could have broken it. */
  checked(): void;
  violated(finding: Finding): void;
}

/** What the scenario agreed on, as far as an invariant depends on it. */
export interface CheckSettings {
  /** With the market's rates, where sellers are paid in one currency. */
  readonly policy: Policy;
  readonly currencies: readonly Currency[];
  /** Whether buyers ask for money back: what their refunds are judged by has to be kept. */
  readonly hasRefunds: boolean;
  /**
   * How long after the healing an order or a refund may stay in doubt or unfinished, in milliseconds; in a run in which
   * nothing had to heal, how long after the last fact about it.
   */
  readonly settleWithinMs: number;
}

export interface Check extends Invariant {
  /** The facts that it folds, each by its kind, and how; the parts of a check hear a fact in this order. */
  readonly hears: readonly Hearing<Witness>[];
  /** The run is over and nothing is in flight: what must be exact by now is compared here. */
  conclude?(at: Instant, witness: Witness): void;
}

/** Makes a check with fresh state; one per run. */
export type CheckMaker = (settings: CheckSettings) => Check;
