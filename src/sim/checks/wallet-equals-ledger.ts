/**
 * I4: what a seller sees is what we owe. The wallet runs ahead of the ledger between an order's credit and its posting,
 * and behind it between a refund's debit, or a payout, and its posting, for hours where work is parked; so each order, each
 * refund, each payout and each return is compared when it is said to be posted, and whole wallets at the end.
 */
import type { Account } from '../../domain/accounts.ts';
import { bookOf, ownerOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { walletId, type SellerId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { lineReferenceOf } from '../../domain/payout-postings.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Fact, Written } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { matterOf } from './matter.ts';
import { holderOf, thePlatform } from './whose.ts';

interface Wallet {
  readonly id: string;
  readonly currency: Currency;
  /** As the wallet's own record says. */
  balance: number;
  /** The sum of what was credited to it, less what was debited and paid out. */
  applied: number;
  /** What the ledger owes the seller. */
  payable: number;
  /** Balance less what was applied, and that less payable, as far as they have been reported. */
  lost: number;
  ahead: number;
  /** Since when the balance is not what was applied, and what the change was about that was stored with it then. */
  offSince: Instant | undefined;
  offBy: string | undefined;
  /** When the ledger first owed more or less for something that is no order, no refund and no payout. */
  strayAt: Instant | undefined;
}

/** What an order, a refund, a payout or a return changed in one wallet, and in what the ledger owes. */
interface Part {
  readonly wallet: Wallet;
  /** The order that it is about, or the payout. */
  readonly concern: string;
  applied: number;
  payable: number;
  /** When either of them last changed. */
  changedAt: Instant;
  /** Applied less payable, as far as it has been reported. */
  ahead: number;
}

interface State {
  readonly wallets: Map<string, Wallet>;
  /** By the order, refund, payout or return that they are on account of. */
  readonly parts: Map<string, Part[]>;
}

export const walletEqualsLedger: CheckMaker = () => {
  const state: State = { wallets: new Map(), parts: new Map() };
  return {
    id: 'I4',
    name: 'wallet-equals-ledger',
    statement:
      "A seller's wallet holds its credits less its debits, payouts among them, and each order's credit, each refund's debit, each payout and each return is what the ledger owes the seller for it once it is posted.",
    observe(fact, witness) {
      if (fact.kind === 'written') fold(fact, state);
      const matter = postedMatter(fact);
      if (matter !== undefined) compareMatter(fact.at, matter, state, witness);
      const closed = closedMatter(fact);
      if (closed !== undefined) state.parts.delete(closed);
      const wallet = fact.kind === 'sent' ? changedWallet(fact.message, state) : undefined;
      if (wallet !== undefined) compareApplied(fact.at, wallet, witness);
    },
    conclude(at, witness) {
      for (const matter of state.parts.keys()) compareMatter(at, matter, state, witness);
      for (const wallet of state.wallets.values()) {
        compareApplied(at, wallet, witness);
        compareWallet(at, wallet, witness);
      }
    },
  };
};

function fold(fact: Written, state: State): void {
  switch (fact.table) {
    case 'wallets':
      setBalance(fact.at, walletOf(state, fact.after.id, fact.after.currency), fact.after.balance);
      break;
    case 'credits': {
      const { id, walletId: wallet, amount, currency } = fact.after;
      const change = amount - (fact.before?.amount ?? 0);
      apply(state, { at: fact.at, matter: id, concern: id, wallet, currency }, change);
      break;
    }
    case 'debits': {
      const { id, orderId, walletId: wallet, amount, currency } = fact.after;
      const change = (fact.before?.amount ?? 0) - amount;
      apply(state, { at: fact.at, matter: id, concern: orderId, wallet, currency }, change);
      break;
    }
    case 'sellerPayouts': {
      const { id, walletId: wallet, amount, currency } = fact.after;
      const change = (fact.before?.amount ?? 0) - amount;
      apply(state, { at: fact.at, matter: id, concern: id, wallet, currency }, change);
      break;
    }
    case 'payoutReturns': {
      const { id, walletId: wallet, amount, currency } = fact.after;
      const change = amount - (fact.before?.amount ?? 0);
      apply(state, { at: fact.at, matter: returnReference(id), concern: id, wallet, currency }, change);
      break;
    }
    case 'transactions':
      owe(fact.at, fact.after, 1, state);
      if (fact.before !== undefined) owe(fact.at, fact.before, -1, state);
      break;
    default:
      break;
  }
}

/** Which part of which wallet changes, and when. */
interface Place {
  readonly at: Instant;
  readonly matter: string;
  readonly concern: string;
  readonly wallet: string;
  readonly currency: Currency;
}

function setBalance(at: Instant, wallet: Wallet, balance: number): void {
  wallet.balance = balance;
  noteOff(at, wallet, undefined);
}

function apply(state: State, place: Place, change: number): void {
  const wallet = walletOf(state, place.wallet, place.currency);
  wallet.applied += change;
  partOf(state, place).applied += change;
  noteOff(place.at, wallet, place.concern);
}

/** The balance and what was applied are stored together, so for a moment one of the two is ahead. */
function noteOff(at: Instant, wallet: Wallet, concern: string | undefined): void {
  const isOff = wallet.balance - wallet.applied !== wallet.lost;
  const since = isOff ? (wallet.offSince ?? at) : undefined;
  if (since === at) wallet.offBy = concern ?? (wallet.offSince === at ? wallet.offBy : undefined);
  wallet.offSince = since;
}

function owe(at: Instant, transaction: LedgerTransactionRecord, sign: 1 | -1, state: State): void {
  const { orderId, payoutId, postings } = transaction;
  const concern = orderId ?? payoutId;
  const matter = matterOf(transaction) ?? (payoutId === undefined ? undefined : lineReferenceOf(transaction));
  for (const { from, to, amount, currency } of postings) {
    for (const [account, owed] of [
      [from, amount],
      [to, -amount],
    ] as const) {
      const seller = sellerOf(account);
      if (seller === undefined) continue;
      const id = walletId(seller, currency);
      const wallet = walletOf(state, id, currency);
      wallet.payable += sign * owed;
      if (matter === undefined || concern === undefined) wallet.strayAt ??= at;
      else partOf(state, { at, matter, concern, wallet: id, currency }).payable += sign * owed;
    }
  }
}

function sellerOf(account: Account): SellerId | undefined {
  return bookOf(account).startsWith('seller:payable:') ? (ownerOf(account) as SellerId | undefined) : undefined;
}

/** The wallet that has just been said to be changed. */
function changedWallet(message: Message, { wallets, parts }: State): Wallet | undefined {
  switch (message.type) {
    case 'SellerCredited':
    case 'SellerDebited':
      return wallets.get(walletId(message.sellerId, message.amount.currency));
    case 'PayoutAnswered':
      return parts.get(message.payoutId)?.[0]?.wallet;
    case 'SellerRepaid':
      return parts.get(returnReference(message.payoutId))?.[0]?.wallet;
    default:
      return undefined;
  }
}

/** What has just been said to be posted, or to be closed for good. */
function postedMatter(fact: Fact): string | undefined {
  if (fact.kind !== 'sent') return closedMatter(fact);
  const { message } = fact;
  switch (message.type) {
    case 'SalePosted':
      return message.orderId;
    case 'RefundPosted':
      return message.refundId;
    case 'SellerPayoutPosted':
      return message.payoutId;
    case 'SellerReturnPosted':
      return returnReference(message.payoutId);
    default:
      return undefined;
  }
}

function closedMatter(fact: Fact): string | undefined {
  if (fact.kind !== 'written') return undefined;
  switch (fact.table) {
    case 'orderProgress':
      return isClosed(fact.after) ? fact.after.id : undefined;
    case 'refunds':
      return isRefundOver(fact.after) ? fact.after.id : undefined;
    case 'sellerPayouts': {
      const { id, status } = fact.after;
      if (status === 'reversed') return returnReference(id);
      return status === 'posted' ? id : undefined;
    }
    default:
      return undefined;
  }
}

function compareMatter(at: Instant, matter: string, { parts }: State, witness: Witness): void {
  for (const part of parts.get(matter) ?? []) {
    const { wallet, concern, applied, payable, changedAt: since } = part;
    witness.checked();
    const change = applied - payable - part.ahead;
    part.ahead += change;
    wallet.ahead += change;
    if (change === 0 || part.ahead === 0) continue;
    const sentence =
      applied + payable >= 0
        ? `${wallet.id} was credited ${spell(applied, wallet.currency)} for ${matter} and the ledger owes the seller ${spell(payable, wallet.currency)} for it`
        : `${wallet.id} was debited ${spell(-applied, wallet.currency)} for ${matter} and the ledger takes ${spell(-payable, wallet.currency)} from the seller for it`;
    const whose = loserOf(wallet.id, change);
    witness.violated({ at, since, concern, sentence, whose, ...priced(change, wallet.currency) });
  }
}

/** A wallet that holds too much is paid out by the platform. */
function loserOf(wallet: string, tooMuch: number): string {
  return tooMuch > 0 ? thePlatform : holderOf(wallet);
}

/** An update that overwrote another leaves the balance short of the credits, or above the debits. */
function compareApplied(at: Instant, wallet: Wallet, witness: Witness): void {
  const { id, currency, balance, applied, offSince: since, offBy: cause } = wallet;
  witness.checked();
  const difference = balance - applied - wallet.lost;
  if (difference === 0) return;
  wallet.lost += difference;
  wallet.offSince = undefined;
  const sentence = `${id} has a balance of ${spell(balance, currency)} and its credits less its debits are ${spell(applied, currency)}`;
  const whose = loserOf(id, difference);
  witness.violated({ at, since, concern: id, cause, sentence, whose, ...priced(difference, currency) });
}

function compareWallet(at: Instant, wallet: Wallet, witness: Witness): void {
  const { id, currency, applied, payable, ahead, strayAt: since } = wallet;
  witness.checked();
  const difference = applied - payable - ahead;
  if (difference === 0) return;
  const sentence = `the credits of ${id} less its debits are ${spell(applied, currency)} and the ledger owes the seller ${spell(payable, currency)}`;
  witness.violated({
    at,
    since,
    concern: id,
    sentence,
    whose: loserOf(id, difference),
    ...priced(difference, currency),
  });
}

function walletOf({ wallets }: State, id: string, currency: Currency): Wallet {
  let wallet = wallets.get(id);
  if (wallet === undefined) {
    const nothing = { balance: 0, applied: 0, payable: 0, lost: 0, ahead: 0 };
    wallet = { id, currency, ...nothing, offSince: undefined, offBy: undefined, strayAt: undefined };
    wallets.set(id, wallet);
  }
  return wallet;
}

function partOf(state: State, { at, matter, concern, wallet, currency }: Place): Part {
  let parts = state.parts.get(matter);
  if (parts === undefined) state.parts.set(matter, (parts = []));
  let part = parts.find((one) => one.wallet.id === wallet);
  if (part === undefined) {
    const nothing = { applied: 0, payable: 0, ahead: 0 };
    parts.push((part = { wallet: walletOf(state, wallet, currency), concern, ...nothing, changedAt: at }));
  }
  part.changedAt = at;
  return part;
}
