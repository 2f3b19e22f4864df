/** A claim that something is durable, as a message makes it by being sent. */
import type { OrderId, RefundId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import type { Money } from '../../domain/money.ts';
import type { TransactionKind } from '../../domain/posting.ts';
import type { Fact, Sent } from '../facts.ts';
import type { Heard } from '../hearing.ts';
import type { Witness } from './check.ts';
import type { Durable, NightTable, StoredOrder, StoredRefund } from './durable.ts';
import { priced, spell } from './figures.ts';

/** What speaks against it is undefined when nothing does. */
export type Claim = { readonly missing: undefined } | Broken;

interface Broken {
  /** What was said, as the beginning of a sentence. */
  readonly said: string;
  /** What speaks against it, as the end of the sentence. */
  readonly missing: string;
  readonly money: Money | undefined;
}

const kept: Claim = { missing: undefined };

/** @param said puts into words what was said, which is asked for only where something speaks against it */
export function claim(missing: string | undefined, said: () => string, money?: Money): Claim {
  return missing === undefined ? kept : { said: said(), missing, money };
}

/** Judges each message of a type by what it claims, if it does. */
export function claims<M extends Message>(claimOf: (message: M) => Claim | undefined): Heard<Sent<M>, Witness> {
  return (fact, witness) => {
    const claimed = claimOf(fact.message);
    if (claimed !== undefined) judgeClaim(fact, claimed, witness);
  };
}

/** The same of messages about an order, while it is remembered. */
export function claimsOfOrder<M extends Message & { readonly orderId: OrderId }>(
  durable: Durable,
  claimOf: (message: M, order: StoredOrder) => Claim,
): Heard<Sent<M>, Witness> {
  return (fact, witness) => {
    const order = durable.order(fact.message.orderId);
    if (order !== undefined) judgeClaim(fact, claimOf(fact.message, order), witness);
  };
}

/** The same of messages about a refund. */
export function claimsOfRefund<M extends Message & { readonly refundId: RefundId }>(
  durable: Durable,
  claimOf: (message: M, refund: StoredRefund) => Claim,
): Heard<Sent<M>, Witness> {
  return (fact, witness) => {
    const refund = durable.refund(fact.message.refundId);
    if (refund !== undefined) judgeClaim(fact, claimOf(fact.message, refund), witness);
  };
}

export function judgeClaim({ at, concern }: Fact, claimed: Claim, witness: Witness): void {
  witness.checked();
  if (claimed.missing === undefined) return;
  const { said, missing, money } = claimed;
  const sentence = `${said}, and ${missing}`;
  witness.violated({ at, concern, sentence, ...(money === undefined ? {} : priced(money.amount, money.currency)) });
}

/** The claim that there is a record of a table. */
export function stored(durable: Durable, table: NightTable, id: string, said: () => string, money?: Money): Claim {
  return claim(durable.hasNight(table, id) ? undefined : 'no record of it is stored', said, money);
}

/** What speaks against a record's having a status. */
export function otherThan(expected: string, what: string, found: string | undefined): string | undefined {
  if (found === expected) return undefined;
  return found === undefined ? `${what} is not stored` : `${what} is stored as ${found}`;
}

/** What speaks against a record's having an amount. */
export function otherAmountThan(
  { amount, currency }: Money,
  what: string,
  found: Money | undefined,
): string | undefined {
  if (found === undefined) return `no ${what} is stored`;
  if (found.amount === amount && found.currency === currency) return undefined;
  return `the stored ${what} is ${spell(found.amount, found.currency)}`;
}

/** What speaks against the ledger's having posted all of these. */
export function unposted(kinds: readonly TransactionKind[], posted: readonly TransactionKind[]): string | undefined {
  const absent = kinds.filter((kind) => !posted.includes(kind));
  return absent.length === 0 ? undefined : `the ledger has no ${absent.join(' and no ')} posting of it`;
}
