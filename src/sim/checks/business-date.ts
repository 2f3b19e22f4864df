/**
 * I18: every penny on its day. Business dates are worked out again from instants, in the zone and with the cut-off that
 * were agreed: the PSP's of a charge when it was captured and of a refund when it was paid, by the PSP's own clock, of a
 * sale when the charge was asked for, and the bank's value date; a payout has a date that is over. What the PSP has moved
 * is listed under its business date, or in the first file made after it became durable, and the file that is sent shows
 * what is listed. A break has the date of the night that found it.
 */
import { businessDates, isoInstant, type BusinessDate, type Calendar, type Instant } from '../../domain/calendar.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import { returnReference } from '../../domain/seller-payouts.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import { breakDates } from './break-dates.ts';
import type { CheckMaker, Witness } from './check.ts';
import { datedInTime } from './dated-in-time.ts';
import { priced, spell } from './figures.ts';
import { handedOnDates } from './handed-on-dates.ts';
import { createListings } from './listings.ts';
import { matterOf, type Matter } from './matter.ts';
import { isClosed, isRefundOver } from './open-orders.ts';
import { createSentFiles } from './sent-files.ts';

interface Dating {
  readonly zone: string;
  readonly of: (instant: Instant) => BusinessDate;
}

interface State {
  readonly psp: Dating;
  readonly bank: Dating;
  /** When the charge was asked for, of orders that are not posted yet, and when the PSP paid, of such refunds. */
  readonly sales: Map<Matter, Instant>;
}

export const businessDate: CheckMaker = (settings) => {
  const { pspCalendar, bankCalendar } = settings.policy;
  const state: State = { psp: datingBy(pspCalendar), bank: datingBy(bankCalendar), sales: new Map() };
  const listings = createListings();
  const sentFiles = createSentFiles();
  return {
    id: 'I18',
    name: 'business-date',
    statement:
      "Every charge and refund is settled under the business date of its capture or payment in the PSP's zone, or in the first file made after it became durable; the PSP and the bank send each file with all that it lists, as they hold it, and nothing else; every transfer has the bank's value date of its booking; each break is opened and resolved under the date of the night at work; and none of these instants lies before what led to it, or after it was stored.",
    hears: [dating(state), listings.hears, sentFiles.hears, breakDates(), ...handedOnDates(), ...datedInTime(settings)],
    conclude: (_at, witness) => listings.conclude(witness),
  };
};

function datingBy(calendar: Calendar): Dating {
  return { zone: calendar.zone, of: businessDates(calendar) };
}

function dating(state: State): Hearing<Witness> {
  return {
    written: {
      charges(fact, witness) {
        if (fact.after.status === 'captured' && fact.before?.status !== 'captured') judgeCapture(fact, state, witness);
      },
      pspRefunds(fact, witness) {
        if (fact.after.status === 'refunded' && fact.before?.status !== 'refunded') judgeRefund(fact, state, witness);
      },
      pspPayouts(fact, witness) {
        if (fact.before === undefined) judgePayout(fact, state, witness);
      },
      orderProgress({ after }) {
        if (after.status === 'captured') noteSale(after.id, after.saleAt, state);
        else if (isClosed(after)) state.sales.delete(after.id);
      },
      refunds({ after }) {
        if (after.status === 'paid') noteSale(after.id, after.refundedAt, state);
        else if (isRefundOver(after)) state.sales.delete(after.id);
      },
      transactions({ at, before, after }, witness) {
        if (before === undefined) judgeSale(at, after, state, witness);
      },
      bankTransfers(fact, witness) {
        const { id, bookedAt, valueDate } = fact.after;
        judgeValue(fact, id, valueDate, bookedAt, state.bank, witness);
      },
      sellerTransfers(fact, witness) {
        const { id, bookedAt, valueDate, returnedAt, returnValueDate } = fact.after;
        judgeValue(fact, id, valueDate, bookedAt, state.bank, witness);
        if (returnedAt !== undefined)
          judgeValue(fact, returnReference(id), returnValueDate, returnedAt, state.bank, witness);
      },
    },
  };
}

function noteSale(matter: Matter, at: Instant | undefined, { sales }: State): void {
  if (at !== undefined) sales.set(matter, at);
}

function judgeValue(
  { at, after }: WrittenTo<'bankTransfers'> | WrittenTo<'sellerTransfers'>,
  reference: string,
  date: BusinessDate | undefined,
  instant: Instant,
  bank: Dating,
  witness: Witness,
): void {
  witness.checked();
  if (date === bank.of(instant)) return;
  const { id, amount, currency } = after;
  const sentence = misdated(`the value date of ${reference}`, date, instant, 'booked', bank);
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function judgeCapture({ at, after }: WrittenTo<'charges'>, { psp }: State, witness: Witness): void {
  const { capturedAt, businessDate: date } = after;
  witness.checked();
  if (capturedAt !== undefined && date === psp.of(capturedAt)) return;
  const { reference, orderId, amount, currency } = after;
  const sentence =
    capturedAt === undefined || date === undefined
      ? `${reference} is captured without a business date`
      : misdated(`the business date of ${reference}`, date, capturedAt, 'captured', psp);
  witness.violated({ at, concern: orderId, sentence, ...priced(amount, currency) });
}

function judgeRefund({ at, after }: WrittenTo<'pspRefunds'>, { psp }: State, witness: Witness): void {
  const { refundedAt, businessDate: date } = after;
  witness.checked();
  if (date === psp.of(refundedAt)) return;
  const { reference, orderId, amount, currency } = after;
  const sentence = misdated(`the business date of ${reference}`, date, refundedAt, 'paid back', psp);
  witness.violated({ at, concern: orderId, sentence, ...priced(amount, currency) });
}

/** A payout is made at the cut-off of its date, or later; one of a date to come would be listed by a later file. */
function judgePayout({ at, after }: WrittenTo<'pspPayouts'>, { psp }: State, witness: Witness): void {
  const { id, date, amount, currency } = after;
  witness.checked();
  if (date < psp.of(at)) return;
  const sentence = `${id} of ${spell(amount, currency)} has the date ${date}, which was not over when it was made, at ${isoInstant(at)}`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function judgeSale(at: Instant, transaction: LedgerTransactionRecord, { psp, sales }: State, witness: Witness): void {
  const { id, kind, orderId, saleDate, postings } = transaction;
  if (kind !== 'capture' && kind !== 'refundPaid') return;
  const matter = matterOf(transaction);
  const saleAt = matter === undefined ? undefined : sales.get(matter);
  const posting = postings[0];
  if (orderId === undefined || saleAt === undefined || posting === undefined) return;
  witness.checked();
  if (saleDate === psp.of(saleAt)) return;
  const did = kind === 'capture' ? 'asked for' : 'paid back';
  const sentence = misdated(`the sale date of ${id}`, saleDate, saleAt, did, psp);
  witness.violated({ at, concern: orderId, sentence, ...priced(posting.amount, posting.currency) });
}

function misdated(
  what: string,
  date: BusinessDate | undefined,
  instant: Instant,
  did: string,
  { zone, of }: Dating,
): string {
  return `${what} is ${date ?? 'missing'}; it was ${did} at ${isoInstant(instant)}, which is ${of(instant)} in ${zone}`;
}
