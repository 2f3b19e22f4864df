/**
 * I22: money is neither made nor lost. At the end, per currency: the ledger's accounts sum to zero; what the PSP captured
 * is what it holds, kept, paid back and paid out; what it paid out is what the bank has received or carries; and what was
 * posted as sales, less refunds, is in the wallets and in the platform's fees. Little more than sums is kept.
 */
import { bookOf, isAccountName, type Account } from '../../domain/accounts.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import { minorUnits, type Money } from '../../domain/money.ts';
import type { BankStatementRecord, LedgerTransactionRecord, SettlementBatchRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { Hearing } from '../hearing.ts';
import { createBooks, type Books } from './books.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { createOpenSales, type OpenSales } from './open-sales.ts';
import { createTally, type Tally } from './tally.ts';
import type { Unexplained } from './unexplained.ts';

interface State {
  readonly books: Books;
  /** The transaction that first took the ledger's sum away from zero, per currency. */
  readonly unbalanced: Map<Currency, Unexplained>;
  readonly captured: Tally<Currency>;
  readonly paidBack: Tally<Currency>;
  /** Captured, less paid back, and in no batch yet. */
  readonly unsettled: Tally<Currency>;
  readonly pspFees: Tally<Currency>;
  readonly paidOut: Tally<Currency>;
  readonly batches: Map<Currency, SettlementBatchRecord>;
  readonly payouts: Tally<Currency>;
  readonly inTransit: Tally<Currency>;
  /** Transfers that are booked and on no statement yet. */
  readonly unstated: Map<string, Money>;
  readonly statements: Map<Currency, BankStatementRecord>;
  readonly wallets: Tally<Currency>;
  /** Taken from the wallets to be paid out, less what was put back; and what has left the bank account, less what came back. */
  readonly paidToSellers: Tally<Currency>;
  readonly sentToSellers: Tally<Currency>;
  /** Sales less refunds, as they are posted. */
  readonly sales: Tally<Currency>;
  readonly openSales: OpenSales;
}

export const noMoneyFromNothing: CheckMaker = ({ currencies }) => {
  const state: State = {
    books: createBooks(),
    unbalanced: new Map(),
    captured: createTally(),
    paidBack: createTally(),
    unsettled: createTally(),
    pspFees: createTally(),
    paidOut: createTally(),
    batches: new Map(),
    payouts: createTally(),
    inTransit: createTally(),
    unstated: new Map(),
    statements: new Map(),
    wallets: createTally(),
    paidToSellers: createTally(),
    sentToSellers: createTally(),
    sales: createTally(),
    openSales: createOpenSales(),
  };
  return {
    id: 'I22',
    name: 'no-money-from-nothing',
    statement:
      'Per currency the ledger sums to zero, and what was captured is at the PSP, kept as its fees, paid back or paid out, what was paid out is at the bank or went on to sellers, and what was sold and not given back is in the wallets, was paid out of them, was exchanged for another currency or is in the platform fees.',
    hears: [state.openSales.hears, foldingSales(state), foldingPsp(state), foldingBank(state)],
    conclude(at, witness) {
      for (const currency of currencies) {
        balance(at, currency, ledgerSides(currency, state), witness);
        balance(at, currency, pspSides(currency, state), witness);
        balance(at, currency, bankSides(currency, state), witness);
        balance(at, currency, saleSides(currency, state), witness);
      }
    },
  };
};

function foldingSales({ wallets, paidToSellers, books, sales, unbalanced }: State): Hearing {
  return {
    written: {
      wallets: ({ before, after }) => wallets.add(after.currency, after.balance - (before?.balance ?? 0)),
      sellerPayouts: ({ before, after }) => paidToSellers.add(after.currency, after.amount - (before?.amount ?? 0)),
      payoutReturns: ({ before, after }) => paidToSellers.add(after.currency, (before?.amount ?? 0) - after.amount),
      transactions({ at, before, after }) {
        books.post(after, before);
        noteUnbalanced(at, after, books, unbalanced);
        sell(after, 1, sales);
        if (before !== undefined) sell(before, -1, sales);
      },
    },
  };
}

function foldingPsp({ captured, paidBack, unsettled, pspFees, paidOut, batches, payouts }: State): Hearing {
  return {
    written: {
      charges({ before, after: { status, amount, currency, settledOn } }) {
        if (status !== 'captured') return;
        if (before?.status !== 'captured') {
          captured.add(currency, amount);
          unsettled.add(currency, amount);
        }
        if (settledOn !== undefined && before?.settledOn === undefined) unsettled.add(currency, -amount);
      },
      pspRefunds({ before, after: { status, amount, currency, settledOn } }) {
        if (status !== 'refunded') return;
        if (before?.status !== 'refunded') {
          paidBack.add(currency, amount);
          unsettled.add(currency, -amount);
        }
        if (settledOn !== undefined && before?.settledOn === undefined) unsettled.add(currency, amount);
      },
      settlementBatches({ before, after }) {
        if (before !== undefined) return;
        pspFees.add(after.currency, after.fees);
        paidOut.add(after.currency, after.paidOut);
        if (after.sequence > (batches.get(after.currency)?.sequence ?? 0)) batches.set(after.currency, after);
      },
      pspPayouts: ({ before, after }) => payouts.add(after.currency, after.amount - (before?.amount ?? 0)),
    },
  };
}

function foldingBank({ inTransit, unstated, sentToSellers, statements }: State): Hearing {
  const send = (reference: string, currency: Currency, sent: number): void => {
    sentToSellers.add(currency, sent);
    unstated.set(reference, { amount: minorUnits(-sent), currency });
  };
  return {
    written: {
      bankTransfers({ before, after: { id, status, amount, currency } }) {
        if (before === undefined || before.status === 'inTransit')
          inTransit.add(currency, amount - (before?.amount ?? 0));
        if (status !== 'booked' || before?.status === 'booked') return;
        inTransit.add(currency, -amount);
        unstated.set(id, { amount, currency });
      },
      sellerTransfers({ before, after: { id, status, amount, currency } }) {
        if (status === 'booked' && before?.status === 'inTransit') send(id, currency, amount);
        if (status === 'returned' && before?.status === 'booked') send(returnReference(id), currency, -amount);
      },
      bankStatements({ after }) {
        for (const id of after.transfers) unstated.delete(id);
        if (after.sequence > (statements.get(after.currency)?.sequence ?? 0)) statements.set(after.currency, after);
      },
    },
  };
}

/** Only a leg outside of the chart takes the sum away from zero. */
function noteUnbalanced(
  at: Instant,
  { id, orderId, postings }: LedgerTransactionRecord,
  books: Books,
  unbalanced: State['unbalanced'],
): void {
  const currency = postings.find(({ from, to }) => isOutside(from) || isOutside(to))?.currency;
  if (currency === undefined || unbalanced.has(currency)) return;
  const { debits, credits } = books.sides(currency);
  if (debits !== credits) unbalanced.set(currency, { since: at, cause: orderId ?? id });
}

function isOutside(account: Account): boolean {
  return !isAccountName(bookOf(account));
}

function sell({ kind, postings }: LedgerTransactionRecord, sign: 1 | -1, sales: Tally<Currency>): void {
  if (kind !== 'capture' && kind !== 'refundPaid') return;
  for (const { from, to, amount, currency } of postings) {
    if (bookOf(to) === 'psp:receivable') sales.add(currency, sign * amount);
    if (bookOf(from) === 'psp:receivable') sales.add(currency, -sign * amount);
  }
}

/** Two sums that are one, in minor units, with a sentence for each. */
interface Sides {
  readonly one: number;
  readonly other: number;
  readonly sentence: string;
  /** What took them apart, where that is known. */
  readonly because?: Unexplained | undefined;
}

function ledgerSides(currency: Currency, { books, unbalanced }: State): Sides {
  const { debits, credits } = books.sides(currency);
  const sum = spell(debits - credits, currency);
  const sentence = `all accounts of the ledger in ${currency} sum to ${sum}; they were to sum to zero`;
  return { one: debits, other: credits, sentence, because: unbalanced.get(currency) };
}

function pspSides(currency: Currency, { captured, paidBack, unsettled, pspFees, paidOut, batches }: State): Sides {
  const held = (batches.get(currency)?.closing ?? 0) + unsettled.of(currency);
  const [one, fees, paid] = [captured.of(currency), pspFees.of(currency), paidOut.of(currency)];
  const back = paidBack.of(currency);
  const kept = `kept ${spell(fees, currency)} in fees${back === 0 ? '' : `, paid back ${spell(back, currency)}`}`;
  const sentence = `the PSP captured ${spell(one, currency)}, holds ${spell(held, currency)}, ${kept} and paid out ${spell(paid, currency)}`;
  return { one, other: held + fees + back + paid, sentence };
}

function bankSides(
  currency: Currency,
  { payouts, inTransit, unstated: booked, statements, sentToSellers }: State,
): Sides {
  const statement = statements.get(currency);
  let unstated = 0;
  for (const transfer of booked.values()) if (transfer.currency === currency) unstated += transfer.amount;
  const [one, carried, closing] = [payouts.of(currency), inTransit.of(currency), statement?.closing ?? 0];
  const sent = sentToSellers.of(currency);
  const toSellers = sent === 0 ? '' : `, ${spell(sent, currency)} went to sellers`;
  const sentence = `the PSP paid out ${spell(one, currency)}${toSellers}, and the bank has ${spell(closing, currency)} on its statement, ${spell(unstated, currency)} booked since and ${spell(carried, currency)} in transit`;
  return { one: one - sent, other: closing + unstated + carried, sentence };
}

function saleSides(currency: Currency, { sales, wallets, books, paidToSellers, openSales }: State): Sides {
  // Income is a credit, so the fees stand in the books as a negative balance.
  const [one, held, fees] = [sales.of(currency), wallets.of(currency), -books.balance(currency, 'platform_fee')];
  const paid = paidToSellers.of(currency);
  const paidOut = paid === 0 ? '' : `, ${spell(paid, currency)} was paid out of them`;
  // What was exchanged for the sellers' currency is a credit, and what was given out in it a debit.
  const exchanged = -books.balance(currency, 'fx:position');
  const position = exchanged === 0 ? '' : `, ${spell(exchanged, currency)} was exchanged`;
  const sentence = `sales less refunds of ${spell(one, currency)} are posted, and ${spell(held, currency)} is in the wallets${paidOut}${position} and ${spell(fees, currency)} in platform fees`;
  return { one, other: held + paid + exchanged + fees, sentence, because: openSales.oldest(currency) };
}

function balance(at: Instant, currency: Currency, { one, other, sentence, because }: Sides, witness: Witness): void {
  if (one === 0 && other === 0) return;
  witness.checked();
  if (one !== other)
    witness.violated({ at, ...because, concern: currency, sentence, ...priced(one - other, currency) });
}
