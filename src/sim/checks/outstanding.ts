/**
 * What the outside world still holds of the platform's money: by the PSP's records and files, its balance and the
 * charges that no file has listed yet, leaving out orders that are still open; and the payouts that a file of the PSP advised and no statement has shown. Files
 * are taken as reconciliation received them: what they leave out is what breaks are about.
 */
import type { AccountName } from '../../domain/accounts.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { Money } from '../../domain/money.ts';
import type { Fact } from '../facts.ts';
import { counted, listed, spell } from './figures.ts';
import { createOpenOrders, type OpenOrders } from './open-orders.ts';
import { createReceivedFiles, type ReconciledFile } from './received-files.ts';
import { createTally } from './tally.ts';

export interface Explained {
  readonly account: AccountName;
  /** Minor units. */
  readonly amount: number;
  /** The items that make up the amount, in words. */
  readonly items: string;
}

export interface Outstanding {
  observe(fact: Fact): void;
  /** What the ledger's accounts towards the PSP and the bank should hold. */
  explain(currency: Currency): readonly Explained[];
}

/** A payout from the file that advises it to the statement that shows it: the amount that only one of them has so far. */
interface Payout {
  readonly currency: Currency;
  inTransit: number;
}

export function createOutstanding(): Outstanding {
  const files = createReceivedFiles();
  const captured = createTally<Currency>();
  const balance = new Map<Currency, ReconciledFile>();
  const payouts = new Map<string, Payout>();
  const openOrders = createOpenOrders();
  /** Captured for orders that are still open, and not posted yet. */
  const underway = new Map<OrderId, Money>();
  return {
    observe(fact) {
      openOrders.observe(fact);
      followOrder(fact, openOrders, underway);
      const file = files.observe(fact);
      if (file?.record.source === 'psp') balance.set(file.record.currency, file);
      if (file !== undefined) movePayouts(file, payouts);
      if (fact.kind !== 'written' || fact.table !== 'charges') return;
      const { before, after } = fact;
      if (after.status === 'captured' && before?.status !== 'captured') captured.add(after.currency, after.amount);
    },
    explain: (currency) => [
      receivable(currency, captured.of(currency), balance.get(currency), underway),
      inTransit(currency, payouts),
    ],
  };
}

function movePayouts({ record: { source, currency }, received }: ReconciledFile, payouts: Map<string, Payout>): void {
  for (const { reference, amount } of received?.used.payouts ?? []) {
    const payout = payouts.get(reference) ?? { currency, inTransit: 0 };
    payout.inTransit += source === 'psp' ? amount : -amount;
    if (payout.inTransit === 0) payouts.delete(reference);
    else payouts.set(reference, payout);
  }
}

function followOrder(fact: Fact, openOrders: OpenOrders, underway: Map<OrderId, Money>): void {
  if (fact.kind !== 'written') return;
  switch (fact.table) {
    case 'charges':
      if (fact.after.status !== 'captured' || !openOrders.has(fact.after.orderId)) return;
      if (fact.before?.status !== 'captured') underway.set(fact.after.orderId, fact.after);
      break;
    case 'transactions':
      if (fact.after.kind === 'capture' && fact.after.orderId !== undefined) underway.delete(fact.after.orderId);
      break;
    case 'orderProgress':
      if (!openOrders.has(fact.after.id)) underway.delete(fact.after.id);
      break;
    default:
      break;
  }
}

function receivable(
  currency: Currency,
  captured: number,
  file: ReconciledFile | undefined,
  underway: ReadonlyMap<OrderId, Money>,
): Explained {
  const balance = file?.effects ?? 0;
  let unlisted = captured - (file?.listed ?? 0);
  for (const money of underway.values()) if (money.currency === currency) unlisted -= money.amount;
  const from = file === undefined ? 'before the first file' : `after the file for ${file.record.date}`;
  const items = `the PSP owes ${spell(balance, currency)} ${from} and ${spell(unlisted, currency)} for charges that no file has listed yet`;
  return { account: 'psp:receivable', amount: balance + unlisted, items };
}

function inTransit(currency: Currency, payouts: ReadonlyMap<string, Payout>): Explained {
  const open = [...payouts].filter(([, payout]) => payout.currency === currency);
  const amount = open.reduce((sum, [, payout]) => sum + payout.inTransit, 0);
  const names = open.map(([reference, payout]) => `${reference} of ${spell(payout.inTransit, currency)}`);
  const items =
    names.length === 0 ? 'no payout is in transit' : `${counted(names.length, 'payout')} in transit, ${listed(names)}`;
  return { account: 'psp:in_transit', amount, items };
}
