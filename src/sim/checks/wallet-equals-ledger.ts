/**
 * I4: what a seller sees is what we owe. The wallet runs ahead of the ledger between an order's credit and its posting,
 * so an order is compared when the ledger or the payment service says that it is posted, and whole wallets at the end.
 */
import type { Account } from '../../domain/accounts.ts';
import { bookOf, ownerOf } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { walletId, type OrderId, type SellerId } from '../../domain/ids.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Fact, Written } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';

interface Wallet {
  readonly id: string;
  readonly currency: Currency;
  /** As the wallet's own record says. */
  balance: number;
  /** The sum of the credits that were applied to it. */
  credited: number;
  /** What the ledger owes the seller. */
  payable: number;
  /** Balance less credits, and credits less payable, as far as they have been reported. */
  lost: number;
  ahead: number;
}

/** What an order brought to one wallet, and what the ledger owes for it. */
interface Part {
  readonly wallet: Wallet;
  credited: number;
  payable: number;
  /** Credited less payable, as far as it has been reported. */
  ahead: number;
}

interface State {
  readonly wallets: Map<string, Wallet>;
  readonly orders: Map<OrderId, Part[]>;
}

export const walletEqualsLedger: CheckMaker = () => {
  const state: State = { wallets: new Map(), orders: new Map() };
  return {
    id: 'I4',
    name: 'wallet-equals-ledger',
    statement:
      "A seller's wallet holds its credits, and each order's credit is what the ledger owes the seller for it once it is posted.",
    observe(fact, witness) {
      if (fact.kind === 'written') fold(fact, state);
      const order = postedOrder(fact);
      if (order !== undefined) compareOrder(fact.at, order, state, witness);
      if (closedOrder(fact) !== undefined && order !== undefined) state.orders.delete(order);
      if (fact.kind === 'sent' && fact.message.type === 'SellerCredited') {
        const { sellerId, amount } = fact.message;
        const wallet = state.wallets.get(walletId(sellerId, amount.currency));
        if (wallet !== undefined) compareCredits(fact.at, wallet, witness);
      }
    },
    conclude(at, witness) {
      for (const order of state.orders.keys()) compareOrder(at, order, state, witness);
      for (const wallet of state.wallets.values()) {
        compareCredits(at, wallet, witness);
        compareWallet(at, wallet, witness);
      }
    },
  };
};

function fold(fact: Written, state: State): void {
  switch (fact.table) {
    case 'wallets':
      walletOf(state, fact.after.id, fact.after.currency).balance = fact.after.balance;
      break;
    case 'credits': {
      const { id, walletId: wallet, amount, currency } = fact.after;
      const change = amount - (fact.before?.amount ?? 0);
      walletOf(state, wallet, currency).credited += change;
      partOf(state, id, wallet, currency).credited += change;
      break;
    }
    case 'transactions':
      owe(fact.after, 1, state);
      if (fact.before !== undefined) owe(fact.before, -1, state);
      break;
    default:
      break;
  }
}

function owe({ orderId, postings }: LedgerTransactionRecord, sign: 1 | -1, state: State): void {
  for (const { from, to, amount, currency } of postings) {
    for (const [account, owed] of [
      [from, amount],
      [to, -amount],
    ] as const) {
      const seller = sellerOf(account);
      if (seller === undefined) continue;
      const id = walletId(seller, currency);
      walletOf(state, id, currency).payable += sign * owed;
      if (orderId !== undefined) partOf(state, orderId, id, currency).payable += sign * owed;
    }
  }
}

function sellerOf(account: Account): SellerId | undefined {
  return bookOf(account).startsWith('seller:payable:') ? (ownerOf(account) as SellerId | undefined) : undefined;
}

/** The order that has just been said to be posted, or to be closed for good. */
function postedOrder(fact: Fact): OrderId | undefined {
  if (fact.kind === 'sent' && fact.message.type === 'SalePosted') return fact.message.orderId;
  return closedOrder(fact);
}

function closedOrder(fact: Fact): OrderId | undefined {
  return fact.kind === 'written' && fact.table === 'orderProgress' && isClosed(fact.after) ? fact.after.id : undefined;
}

function compareOrder(at: Instant, order: OrderId, { orders }: State, witness: Witness): void {
  for (const part of orders.get(order) ?? []) {
    const { wallet, credited, payable } = part;
    witness.checked();
    const change = credited - payable - part.ahead;
    part.ahead += change;
    wallet.ahead += change;
    if (change === 0 || part.ahead === 0) continue;
    const sentence = `${wallet.id} was credited ${spell(credited, wallet.currency)} for ${order} and the ledger owes the seller ${spell(payable, wallet.currency)} for it`;
    witness.violated({ at, concern: order, sentence, ...priced(change, wallet.currency) });
  }
}

/** An update that overwrote another leaves the balance short of the credits. */
function compareCredits(at: Instant, wallet: Wallet, witness: Witness): void {
  const { id, currency, balance, credited } = wallet;
  witness.checked();
  const difference = balance - credited - wallet.lost;
  if (difference === 0) return;
  wallet.lost += difference;
  const sentence = `${id} has a balance of ${spell(balance, currency)} and its credits sum to ${spell(credited, currency)}`;
  witness.violated({ at, concern: id, sentence, ...priced(difference, currency) });
}

function compareWallet(at: Instant, { id, currency, credited, payable, ahead }: Wallet, witness: Witness): void {
  witness.checked();
  const difference = credited - payable - ahead;
  if (difference === 0) return;
  const sentence = `the credits of ${id} sum to ${spell(credited, currency)} and the ledger owes the seller ${spell(payable, currency)}`;
  witness.violated({ at, concern: id, sentence, ...priced(difference, currency) });
}

function walletOf({ wallets }: State, id: string, currency: Currency): Wallet {
  let wallet = wallets.get(id);
  if (wallet === undefined) {
    wallet = { id, currency, balance: 0, credited: 0, payable: 0, lost: 0, ahead: 0 };
    wallets.set(id, wallet);
  }
  return wallet;
}

function partOf(state: State, order: OrderId, wallet: string, currency: Currency): Part {
  let parts = state.orders.get(order);
  if (parts === undefined) state.orders.set(order, (parts = []));
  let part = parts.find((one) => one.wallet.id === wallet);
  if (part === undefined)
    parts.push((part = { wallet: walletOf(state, wallet, currency), credited: 0, payable: 0, ahead: 0 }));
  return part;
}
