/**
 * The money between the ledger and the bank account, item by item: what is to come or to go, by the PSP's files for its
 * payouts and by the wallet for those to sellers and their returns; what the bank's statements show, as reconciliation
 * stored them; and what the ledger has sent on its way and booked as cash. An item on which all agree is forgotten.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { createTally } from './tally.ts';

/** Where money waits for the bank's line: on its way from the PSP, or to sellers and back. */
export type CashAccount = 'psp:in_transit' | 'payout:clearing';

/** Minor units as they change the bank account: below zero for what leaves it. */
export interface CashItem {
  readonly reference: string;
  readonly currency: Currency;
  readonly account: CashAccount;
  /** By the PSP's files, or by the wallet. */
  advised: number;
  /** By the bank's statements, and by earlier revisions of them. */
  stated: number;
  formerly: readonly number[];
  /** By the ledger: into the money in transit, and out of it. */
  sentOff: number;
  cashed: number;
  /** When any of this last changed. */
  changedAt: Instant;
}

export interface CashItems {
  readonly hears: Hearing;
  /** The payouts of a file count from now on, and those of the content that it takes the place of no longer. */
  advise(at: Instant, file: SettlementFile, replaced: SettlementFile | undefined): void;
  state(at: Instant, statement: BankStatement, replaced: BankStatement | undefined): void;
  /** The items on which not all agree yet. */
  open(currency: Currency): readonly CashItem[];
  /** One of them, by its reference. */
  openOf(reference: string): CashItem | undefined;
}

export function createCashItems(): CashItems {
  const items = new Map<string, CashItem>();
  const change = (at: Instant, reference: string, currency: Currency, by: (item: CashItem) => void): void => {
    const known = items.get(reference);
    const item = known ?? { reference, currency, account: accountOf(reference), ...nothing, changedAt: at };
    by(item);
    item.changedAt = at;
    const { advised } = item;
    if ([item.stated, item.sentOff, item.cashed].every((amount) => amount === advised)) items.delete(reference);
    else items.set(reference, item);
  };
  const post = (at: Instant, transaction: LedgerTransactionRecord, sign: 1 | -1): void => {
    const moved = movedBy(transaction);
    if (moved === undefined) return;
    const { reference, currency, amount, isCash } = moved;
    change(at, reference, currency, (item) => {
      if (isCash) item.cashed += sign * amount;
      else item.sentOff += sign * amount;
    });
  };
  const advisePayout = ({ at, before, after }: WrittenTo<'sellerPayouts'>): void => {
    const { id, amount, currency } = after;
    const isNewly = (...statuses: readonly string[]): boolean =>
      statuses.includes(after.status) && (before === undefined || !statuses.includes(before.status));
    if (isNewly('posted', 'paid', 'returned', 'reversed')) change(at, id, currency, (item) => (item.advised -= amount));
    if (isNewly('reversed')) change(at, returnReference(id), currency, (item) => (item.advised += amount));
  };

  return {
    hears: {
      written: {
        sellerPayouts: advisePayout,
        transactions({ at, before, after }) {
          post(at, after, 1);
          if (before !== undefined) post(at, before, -1);
        },
      },
    },
    advise(at, file, replaced) {
      for (const [reference, amount] of differences(payoutsOf(file), payoutsOf(replaced))) {
        change(at, reference, file.currency, (item) => (item.advised += amount));
      }
    },
    state(at, statement, replaced) {
      for (const [reference, amount] of differences(statement.lines, replaced?.lines)) {
        change(at, reference, statement.currency, (item) => {
          if (replaced !== undefined && amount !== 0) item.formerly = [...item.formerly, item.stated];
          item.stated += amount;
        });
      }
    },
    open: (currency) => [...items.values()].filter((item) => item.currency === currency),
    openOf: (reference) => items.get(reference),
  };
}

/** What comes from the PSP has the name of its payout; what goes to a seller, or comes back, names the seller. */
function accountOf(reference: string): CashAccount {
  return /^(?:return-)?payout-seller-/.test(reference) ? 'payout:clearing' : 'psp:in_transit';
}

/** What a transaction does to the bank account, or is about to. */
function movedBy(transaction: LedgerTransactionRecord): Moved | undefined {
  switch (transaction.kind) {
    case 'payout':
      return movement(transaction, 1, false);
    case 'sellerPayout':
      return movement(transaction, -1, false);
    case 'sellerReturn': {
      const back = movement(transaction, 1, false);
      return back && { ...back, reference: returnReference(back.reference) };
    }
    case 'cash':
    case 'cashReturned':
      return movement(transaction, 1, true);
    case 'cashOut':
      return movement(transaction, -1, true);
    default:
      return undefined;
  }
}

function movement({ id, postings }: LedgerTransactionRecord, sign: 1 | -1, isCash: boolean): Moved | undefined {
  const [posting] = postings;
  if (posting === undefined) return undefined;
  const { amount, currency } = posting;
  // A transaction is named after its kind and its line.
  return { reference: id.slice(id.indexOf('/') + 1), currency, amount: sign * amount, isCash };
}

interface Moved extends Amount {
  readonly currency: Currency;
  readonly isCash: boolean;
}

const nothing = { advised: 0, stated: 0, formerly: [], sentOff: 0, cashed: 0 };

interface Amount {
  readonly reference: string;
  readonly amount: number;
}

function payoutsOf(file: SettlementFile | undefined): readonly Amount[] {
  return (file?.lines ?? []).filter((line) => line.type === 'payout');
}

/** What changes by reference. */
function differences(lines: readonly Amount[], replaced: readonly Amount[] = []): (readonly [string, number])[] {
  const changes = createTally<string>();
  for (const { reference, amount } of lines) changes.add(reference, amount);
  for (const { reference, amount } of replaced) changes.add(reference, -amount);
  return [...changes.keys()].map((reference) => [reference, changes.of(reference)] as const);
}
