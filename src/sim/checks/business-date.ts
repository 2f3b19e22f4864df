/**
 * I18: every penny on its day. Business dates are worked out again from instants, in the zone and with the cut-off that
 * were agreed: the PSP's of a charge when it was captured, of a sale when the charge was asked for, and the bank's value
 * date. A date's batch holds all of its charges and no others; they are counted per currency and date until it is filed.
 */
import { businessDates, isoInstant, type BusinessDate, type Calendar, type Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId } from '../../domain/ids.ts';
import type { ChargeRecord, LedgerTransactionRecord, SettlementBatchRecord } from '../../domain/records.ts';
import type { Written } from '../facts.ts';
import type { CheckMaker, Finding, Witness } from './check.ts';
import { counted, priced, spell } from './figures.ts';
import { isClosed } from './open-orders.ts';

/** Captured charges of one currency and business date. */
interface Day {
  readonly charges: number;
  readonly gross: number;
}

interface Dating {
  readonly zone: string;
  readonly of: (instant: Instant) => BusinessDate;
}

interface State {
  readonly psp: Dating;
  readonly bank: Dating;
  /** The days that no batch holds yet. */
  readonly days: Map<string, Day>;
  readonly lastFiled: Map<Currency, BusinessDate>;
  /** When the charge was asked for, of orders that are not posted yet. */
  readonly sales: Map<OrderId, Instant>;
}

export const businessDate: CheckMaker = ({ policy: { pspCalendar, bankCalendar } }) => {
  const [psp, bank] = [datingBy(pspCalendar), datingBy(bankCalendar)];
  const state: State = { psp, bank, days: new Map(), lastFiled: new Map(), sales: new Map() };
  return {
    id: 'I18',
    name: 'business-date',
    statement:
      "Every charge is settled under the business date of its capture in the PSP's zone, and every transfer has the bank's value date of its booking.",
    observe(fact, witness) {
      if (fact.kind === 'written') follow(fact, state, witness);
    },
  };
};

function datingBy(calendar: Calendar): Dating {
  return { zone: calendar.zone, of: businessDates(calendar) };
}

function follow(fact: Written, state: State, witness: Witness): void {
  switch (fact.table) {
    case 'charges':
      if (fact.after.status !== 'captured') return;
      if (fact.before?.status !== 'captured') judgeCapture(fact.at, fact.after, state, witness);
      if (fact.after.settledOn !== fact.before?.settledOn) judgeSettlement(fact.at, fact.after, witness);
      break;
    case 'settlementBatches':
      if (fact.before === undefined) judgeBatch(fact.at, fact.after, state, witness);
      break;
    case 'orderProgress': {
      const { id, saleAt, status } = fact.after;
      if (isClosed(fact.after)) state.sales.delete(id);
      else if (status === 'captured' && saleAt !== undefined) state.sales.set(id, saleAt);
      break;
    }
    case 'transactions':
      if (fact.before === undefined) judgeSale(fact.at, fact.after, state, witness);
      break;
    case 'bankTransfers': {
      const { id, bookedAt, valueDate, amount, currency } = fact.after;
      const problem = misdated(`the value date of ${id}`, valueDate, bookedAt, 'booked', state.bank);
      judge(fact.at, id, problem, priced(amount, currency), witness);
      break;
    }
    default:
      break;
  }
}

function judgeCapture(at: Instant, charge: ChargeRecord, { psp, days, lastFiled }: State, witness: Witness): void {
  const { reference, orderId, amount, currency, capturedAt, businessDate: date } = charge;
  if (capturedAt === undefined || date === undefined) {
    return judge(at, orderId, `${reference} is captured without a business date`, priced(amount, currency), witness);
  }
  const problem = misdated(`the business date of ${reference}`, date, capturedAt, 'captured', psp);
  judge(at, orderId, problem, priced(amount, currency), witness);

  const filed = lastFiled.get(currency);
  const late = `${reference} of ${spell(amount, currency)} belongs to ${date} and is captured after the file for ${filed ?? 'no date'} was made: no file will list it`;
  judge(at, orderId, filed !== undefined && date <= filed ? late : undefined, priced(amount, currency), witness);
  const key = `${currency}/${date}`;
  const day = days.get(key) ?? { charges: 0, gross: 0 };
  days.set(key, { charges: day.charges + 1, gross: day.gross + amount });
}

function judgeSettlement(at: Instant, charge: ChargeRecord, witness: Witness): void {
  const { reference, orderId, amount, currency, businessDate: date, settledOn } = charge;
  const sentence = `${reference} of ${spell(amount, currency)} has the business date ${date ?? 'none'} and is listed in the file for ${settledOn ?? 'no date'}`;
  judge(at, orderId, date === settledOn ? undefined : sentence, priced(amount, currency), witness);
}

function judgeBatch(at: Instant, batch: SettlementBatchRecord, { days, lastFiled }: State, witness: Witness): void {
  const { id, currency, date, charges, gross } = batch;
  const day = days.get(id) ?? { charges: 0, gross: 0 };
  days.delete(id);
  lastFiled.set(currency, date);
  const holds = `batch ${id} holds ${counted(charges, 'charge')} of ${spell(gross, currency)} in all`;
  const sentence = `${holds}, and ${counted(day.charges, 'charge')} of ${spell(day.gross, currency)} ${day.charges === 1 ? 'has' : 'have'} that business date`;
  const whole = charges === day.charges && gross === day.gross;
  judge(at, `psp/${id}`, whole ? undefined : sentence, priced(gross - day.gross, currency), witness);
}

function judgeSale(
  at: Instant,
  { id, kind, orderId, saleDate, postings }: LedgerTransactionRecord,
  { psp, sales }: State,
  witness: Witness,
): void {
  const saleAt = orderId === undefined ? undefined : sales.get(orderId);
  const [posting] = postings;
  if (kind !== 'capture' || orderId === undefined || saleAt === undefined || posting === undefined) return;
  const problem = misdated(`the sale date of ${id}`, saleDate, saleAt, 'asked for', psp);
  judge(at, orderId, problem, priced(posting.amount, posting.currency), witness);
}

function misdated(
  what: string,
  date: BusinessDate | undefined,
  instant: Instant,
  did: string,
  { zone, of }: Dating,
): string | undefined {
  const expected = of(instant);
  if (date === expected) return undefined;
  return `${what} is ${date ?? 'missing'}; it was ${did} at ${isoInstant(instant)}, which is ${expected} in ${zone}`;
}

function judge(
  at: Instant,
  concern: string,
  sentence: string | undefined,
  money: Pick<Finding, 'money'>,
  witness: Witness,
): void {
  witness.checked();
  if (sentence !== undefined) witness.violated({ at, concern, sentence, ...money });
}
