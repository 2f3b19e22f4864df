/**
 * The money in transit, payout by payout: what the PSP's files advise, what the bank's statements show, as reconciliation
 * stored them, and what the ledger has sent on its way and received. A payout on which all agree is forgotten.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import type { Written } from '../facts.ts';
import { createTally } from './tally.ts';

/** Minor units. */
export interface CashItem {
  readonly reference: string;
  readonly currency: Currency;
  /** By the PSP's files. */
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
  observe(fact: Written): void;
  /** The payouts of a file count from now on, and those of the content that it takes the place of no longer. */
  advise(at: Instant, file: SettlementFile, replaced: SettlementFile | undefined): void;
  state(at: Instant, statement: BankStatement, replaced: BankStatement | undefined): void;
  /** The payouts on which not all agree yet. */
  open(currency: Currency): readonly CashItem[];
}

export function createCashItems(): CashItems {
  const items = new Map<string, CashItem>();
  const change = (at: Instant, reference: string, currency: Currency, by: (item: CashItem) => void): void => {
    const item = items.get(reference) ?? { reference, currency, ...nothing, changedAt: at };
    by(item);
    item.changedAt = at;
    const { advised } = item;
    if ([item.stated, item.sentOff, item.cashed].every((amount) => amount === advised)) items.delete(reference);
    else items.set(reference, item);
  };
  const post = (at: Instant, { id, kind, postings }: LedgerTransactionRecord, sign: 1 | -1): void => {
    const [posting] = postings;
    if ((kind !== 'payout' && kind !== 'cash') || posting === undefined) return;
    change(at, id.slice(id.indexOf('/') + 1), posting.currency, (item) => {
      if (kind === 'payout') item.sentOff += sign * posting.amount;
      else item.cashed += sign * posting.amount;
    });
  };

  return {
    observe(fact) {
      if (fact.table !== 'transactions') return;
      post(fact.at, fact.after, 1);
      if (fact.before !== undefined) post(fact.at, fact.before, -1);
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
  };
}

const nothing = { advised: 0, stated: 0, formerly: [], sentOff: 0, cashed: 0 };

interface Amount {
  readonly reference: string;
  readonly amount: number;
}

function payoutsOf(file: SettlementFile | undefined): readonly Amount[] {
  return (file?.lines ?? []).flatMap((line) => (line.type === 'payout' ? [line] : []));
}

/** What changes by reference. */
function differences(lines: readonly Amount[], replaced: readonly Amount[] = []): (readonly [string, number])[] {
  const changes = createTally<string>();
  for (const { reference, amount } of lines) changes.add(reference, amount);
  for (const { reference, amount } of replaced) changes.add(reference, -amount);
  return [...changes.keys()].map((reference) => [reference, changes.of(reference)] as const);
}
