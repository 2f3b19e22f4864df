/**
 * What the outside world still holds of the platform's money at the end of a run, item by item: charges and refunds by the
 * PSP's truth, leaving out those of orders and refunds that are still open and not posted; fees and payouts by the files,
 * as reconciliation stored them; payouts that a file of the PSP advised and no statement has shown; payouts to sellers that
 * the wallet has made, and returns of them, that no statement has shown. What an open break is about is taken as the ledger
 * has it: the break is its explanation.
 */
import type { AccountName } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { Currency } from '../../domain/currency.ts';
import type { PspFee } from '../../domain/fees.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Standing } from './break-claims.ts';
import { createCashItems, type CashAccount, type CashItems } from './cash-items.ts';
import { listed, spell } from './figures.ts';
import { createLineItems, troubleWith, type LineItem, type LineItems } from './line-items.ts';
import { createOpenBreaks, type OpenBreaks } from './open-breaks.ts';
import { createOpenOrders, type OpenOrders } from './open-orders.ts';
import { createReceivedFiles, type FileStep, type ReceivedFiles } from './received-files.ts';
import { earlier, type Unexplained } from './unexplained.ts';

export interface Explained {
  readonly account: AccountName;
  /** Minor units. */
  readonly amount: number;
  /** The items that make up the amount, in words. */
  readonly items: string;
  /** The first item of which the account holds something else. */
  readonly first: Unexplained | undefined;
}

export interface Outstanding {
  readonly hears: readonly Hearing[];
  /** What the ledger's accounts towards the PSP and the bank should hold. */
  explain(currency: Currency): readonly Explained[];
  openBreaks(): readonly BreakRecord[];
  /** What the breaks are about, as it stands. */
  readonly standing: Standing;
}

interface State {
  readonly files: ReceivedFiles;
  readonly breaks: OpenBreaks;
  readonly openOrders: OpenOrders;
  readonly lineItems: LineItems;
  readonly cashItems: CashItems;
  /** The PSP's last file that counts, per currency. */
  readonly last: Map<Currency, SettlementFile>;
}

/** @param agreedFee the fee that was agreed with the PSP */
export function createOutstanding(agreedFee: PspFee): Outstanding {
  const state: State = {
    files: createReceivedFiles(),
    breaks: createOpenBreaks(),
    openOrders: createOpenOrders(),
    lineItems: createLineItems(),
    cashItems: createCashItems(),
    last: new Map(),
  };
  const { files, breaks, openOrders, lineItems, cashItems, last } = state;

  const receivable = (currency: Currency): Explained => {
    let [amount, unlisted] = [lineItems.done(currency), 0];
    let first: Unexplained | undefined;
    for (const item of lineItems.open(currency)) {
      const expected = expectedOf(item, breaks, openOrders);
      amount += expected;
      if (item.lines <= 0) unlisted += expected;
      if (item.posted - item.feePosted !== expected) first = earlier(first, troubleWith(item));
    }
    const file = last.get(currency);
    const closing = file?.closing ?? 0;
    const disputed = amount - closing - unlisted;
    const from = file === undefined ? 'before the first file' : `after the file for ${file.date}`;
    const items = [
      `the PSP owes ${spell(closing, currency)} ${from}`,
      `${spell(unlisted, currency)} for what no file has listed yet`,
      ...(disputed === 0 ? [] : [`${spell(disputed, currency)} for lines that are wrong in its files`]),
    ];
    return { account: 'psp:receivable', amount, items: listed(items), first };
  };
  const underway = (account: CashAccount, currency: Currency): Explained => {
    let first: Unexplained | undefined;
    const waiting = cashItems.open(currency).filter((item) => item.account === account);
    const open = waiting.flatMap(({ reference, advised, stated, sentOff, cashed, changedAt }) => {
      const isInDispute = breaks.about(reference).length > 0;
      const amount = isInDispute ? sentOff - cashed : advised - stated;
      if (sentOff - cashed !== amount) first = earlier(first, { cause: reference, since: changedAt });
      return amount === 0 ? [] : [{ amount, name: `${reference} of ${spell(amount, currency)}` }];
    });
    const amount = open.reduce((sum, payout) => sum + payout.amount, 0);
    const names = listed(open.map(({ name }) => name));
    const items =
      open.length === 0 ? 'no payout is in transit' : `${counted(open.length, 'payout')} in transit, ${names}`;
    return { account, amount, items, first };
  };

  return {
    hears: [openOrders.hears, lineItems.hears, cashItems.hears, breaks.hears, takingIn(state)],
    explain: (currency) => [
      receivable(currency),
      underway('psp:in_transit', currency),
      underway('payout:clearing', currency),
    ],
    openBreaks: breaks.all,
    standing: { file: files.standing, lineItem: lineItems.openOf, cashItem: cashItems.openOf, agreedFee },
  };
}

function takingIn(state: State): Hearing {
  const takeIn = (fact: WrittenTo<'fileContents' | 'files'>): void => {
    const step = state.files.take(fact);
    if (step?.isApplied === true) apply(fact.at, step, state);
  };
  return { written: { fileContents: takeIn, files: takeIn } };
}

function apply(at: Instant, { record, content, replaced }: FileStep, { lineItems, cashItems, last }: State): void {
  if (content === undefined) return;
  if (record.source === 'bank')
    return cashItems.state(at, content as BankStatement, replaced as BankStatement | undefined);
  const [file, before] = [content as SettlementFile, replaced as SettlementFile | undefined];
  lineItems.apply(at, file, before);
  cashItems.advise(at, file, before);
  if (file.sequence >= (last.get(record.currency)?.sequence ?? 0)) last.set(record.currency, file);
}

/** What an item should have left in the receivable. */
function expectedOf(item: LineItem, breaks: OpenBreaks, openOrders: OpenOrders): number {
  const { reference, truth = 0, posted, feePosted, lines, listed: shown, feeListed } = item;
  const isInDispute = breaks.about(reference).length > 0;
  // A payout is known from the file that advises it, and so is the fee of a charge; each counts once.
  const times = Math.max(1, lines);
  const fee = lines <= 0 ? 0 : isInDispute ? feePosted : feeListed / times;
  if (isPayout(item)) return lines <= 0 ? 0 : isInDispute ? posted : shown / times;
  return (isUnderway(item, openOrders) ? 0 : truth) - fee;
}

function isPayout({ orderId }: LineItem): boolean {
  return orderId === undefined;
}

/** That an order or a refund is still open is another finding. */
function isUnderway({ orderId, refundId, posted }: LineItem, openOrders: OpenOrders): boolean {
  const id = refundId ?? orderId;
  return posted === 0 && id !== undefined && openOrders.has(id);
}
