/**
 * I4: what a seller sees is what we owe. The wallet runs ahead of the ledger between an order's credit and its posting,
 * and behind it between a refund's debit, or a payout, and its posting, for hours where work is parked; so each order, each
 * refund, each payout and each return is compared when it is said to be posted, and whole wallets at the end.
 */
import type { Account } from '../../domain/accounts.ts';
import { ownerOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { walletId, type SellerId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import { lineReferenceOf } from '../../domain/payout-postings.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Sent } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
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

type Moved = Sent<MessageOf<'SellerCredited' | 'SellerDebited'>>;

export const walletEqualsLedger: CheckMaker = () => {
  const state: State = { wallets: new Map(), parts: new Map() };
  return {
    id: 'I4',
    name: 'wallet-equals-ledger',
    statement:
      "A seller's wallet holds its credits less its debits, payouts among them, and each order's credit, each refund's debit, each payout and each return is what the ledger owes the seller for it once it is posted.",
    hears: [folding(state), comparing(state)],
    conclude(at, witness) {
      for (const matter of state.parts.keys()) compareMatter(at, matter, state, witness);
      for (const wallet of state.wallets.values()) {
        compareApplied(at, wallet, witness);
        compareWallet(at, wallet, witness);
      }
    },
  };
};

function folding(state: State): Hearing<Witness> {
  return {
    written: {
      wallets: ({ at, after }) => setBalance(at, walletOf(state, after.id, after.currency), after.balance),
      credits({ at, before, after }) {
        apply(state, at, after.id, after.id, after, after.amount - (before?.amount ?? 0));
      },
      debits({ at, before, after }) {
        apply(state, at, after.id, after.orderId, after, (before?.amount ?? 0) - after.amount);
      },
      sellerPayouts({ at, before, after }, witness) {
        const { id, amount, status } = after;
        apply(state, at, id, id, after, (before?.amount ?? 0) - amount);
        if (status === 'posted') close(at, id, state, witness);
        if (status === 'reversed') close(at, returnReference(id), state, witness);
      },
      payoutReturns({ at, before, after }) {
        apply(state, at, returnReference(after.id), after.id, after, after.amount - (before?.amount ?? 0));
      },
      transactions({ at, before, after }) {
        owe(at, after, 1, state);
        if (before !== undefined) owe(at, before, -1, state);
      },
      orderProgress({ at, after }, witness) {
        if (isClosed(after)) close(at, after.id, state, witness);
      },
      refunds({ at, after }, witness) {
        if (isRefundOver(after)) close(at, after.id, state, witness);
      },
    },
  };
}

/** What is said to be posted is compared, and so is a wallet that is said to be changed. */
function comparing(state: State): Hearing<Witness> {
  const { wallets, parts } = state;
  const compareMoved = ({ at, message }: Moved, witness: Witness): void =>
    compareApplied(at, wallets.get(walletId(message.sellerId, message.amount.currency)), witness);
  return {
    sent: {
      SalePosted: ({ at, message }, witness) => compareMatter(at, message.orderId, state, witness),
      RefundPosted: ({ at, message }, witness) => compareMatter(at, message.refundId, state, witness),
      SellerPayoutPosted: ({ at, message }, witness) => compareMatter(at, message.payoutId, state, witness),
      SellerReturnPosted: ({ at, message }, witness) =>
        compareMatter(at, returnReference(message.payoutId), state, witness),
      SellerCredited: compareMoved,
      SellerDebited: compareMoved,
      PayoutAnswered: ({ at, message }, witness) =>
        compareApplied(at, parts.get(message.payoutId)?.[0]?.wallet, witness),
      SellerRepaid: ({ at, message }, witness) =>
        compareApplied(at, parts.get(returnReference(message.payoutId))?.[0]?.wallet, witness),
    },
  };
}

/** It is posted, or over without being posted, for good. */
function close(at: Instant, matter: string, state: State, witness: Witness): void {
  compareMatter(at, matter, state, witness);
  state.parts.delete(matter);
}

function setBalance(at: Instant, wallet: Wallet, balance: number): void {
  wallet.balance = balance;
  noteOff(at, wallet, undefined);
}

function apply(
  state: State,
  at: Instant,
  matter: string,
  concern: string,
  { walletId: id, currency }: { readonly walletId: string; readonly currency: Currency },
  change: number,
): void {
  const wallet = walletOf(state, id, currency);
  wallet.applied += change;
  partOf(state, at, matter, concern, wallet).applied += change;
  noteOff(at, wallet, concern);
}

/** The balance and what was applied are stored together, so for a moment one of the two is ahead. */
function noteOff(at: Instant, wallet: Wallet, concern: string | undefined): void {
  const isOff = wallet.balance - wallet.applied !== wallet.lost;
  const since = isOff ? (wallet.offSince ?? at) : undefined;
  if (since === at) wallet.offBy = concern ?? (wallet.offSince === at ? wallet.offBy : undefined);
  wallet.offSince = since;
}

function owe(at: Instant, transaction: LedgerTransactionRecord, sign: 1 | -1, state: State): void {
  for (const { from, to, amount, currency } of transaction.postings) {
    oweSeller(at, transaction, sellerOf(from), currency, sign * amount, state);
    oweSeller(at, transaction, sellerOf(to), currency, -sign * amount, state);
  }
}

function oweSeller(
  at: Instant,
  transaction: LedgerTransactionRecord,
  seller: SellerId | undefined,
  currency: Currency,
  owed: number,
  state: State,
): void {
  if (seller === undefined) return;
  const { orderId, payoutId } = transaction;
  const concern = orderId ?? payoutId;
  const matter = matterOf(transaction) ?? (payoutId === undefined ? undefined : lineReferenceOf(transaction));
  const wallet = walletOf(state, walletId(seller, currency), currency);
  wallet.payable += owed;
  if (matter === undefined || concern === undefined) wallet.strayAt ??= at;
  else partOf(state, at, matter, concern, wallet).payable += owed;
}

function sellerOf(account: Account): SellerId | undefined {
  return account.startsWith('seller:payable:') ? (ownerOf(account) as SellerId | undefined) : undefined;
}

function compareMatter(at: Instant, matter: string, { parts }: State, witness: Witness): void {
  const own = parts.get(matter);
  if (own === undefined) return;
  for (const part of own) {
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
function compareApplied(at: Instant, wallet: Wallet | undefined, witness: Witness): void {
  if (wallet === undefined) return;
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

function partOf({ parts }: State, at: Instant, matter: string, concern: string, wallet: Wallet): Part {
  const own = parts.get(matter);
  const known = own?.find((one) => one.wallet === wallet);
  if (known !== undefined) {
    known.changedAt = at;
    return known;
  }
  const part: Part = { wallet, concern, applied: 0, payable: 0, ahead: 0, changedAt: at };
  if (own === undefined) parts.set(matter, [part]);
  else own.push(part);
  return part;
}
