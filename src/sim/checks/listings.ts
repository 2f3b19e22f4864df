/**
 * Which of the PSP's files lists what it has moved: the first one, for the business date or a later one, that was begun
 * after the charge, refund or payout was durable. A batch holds what it says it holds. What is listed is forgotten.
 */
import type { BusinessDate, Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { Currency } from '../../domain/currency.ts';
import type { SettlementBatchRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';

export interface Listings {
  readonly hears: Hearing<Witness>;
  conclude(witness: Witness): void;
}

/** Something that the PSP has moved. */
interface Moved {
  readonly reference: string;
  /** The order, or the payout itself. */
  readonly concern: string;
  readonly kind: 'charge' | 'refund' | 'payout';
  readonly currency: Currency;
  readonly amount: number;
  /** Nothing but of a charge. */
  readonly fee: number;
  readonly date: BusinessDate;
  readonly durableAt: Instant;
  /** Whether a file has left it out. */
  overlooked: boolean;
}

/** A batch whose transaction may still be going on. */
interface Batch {
  readonly at: Instant;
  readonly record: SettlementBatchRecord;
  /** When the file was first due to be made: what was durable by then is in it. */
  readonly begunAt: Instant;
  readonly listed: Moved[];
}

interface State {
  readonly unlisted: Map<string, Moved>;
  /** When the file of each currency and date was first asked for. */
  readonly begunAt: Map<string, Instant>;
  readonly batches: Map<Currency, Batch>;
}

export function createListings(): Listings {
  const state: State = { unlisted: new Map(), begunAt: new Map(), batches: new Map() };
  const finish = (currency: Currency, witness: Witness): void => {
    const batch = state.batches.get(currency);
    if (batch === undefined) return;
    state.batches.delete(currency);
    judgeBatch(batch, witness);
    judgeOverlooked(batch, state, witness);
  };
  return {
    hears: following(state, finish),
    conclude(witness) {
      for (const currency of [...state.batches.keys()]) finish(currency, witness);
    },
  };
}

type Finish = (currency: Currency, witness: Witness) => void;

function following(state: State, finish: Finish): Hearing<Witness> {
  const { begunAt, unlisted } = state;
  return {
    written: {
      charges(fact, witness) {
        if (fact.after.status === 'captured' && fact.before?.status !== 'captured') noteMoved(fact, 'charge', state);
        if (fact.after.settledOn !== fact.before?.settledOn) judgeListed(fact, state, witness);
      },
      pspRefunds(fact, witness) {
        if (fact.after.status === 'refunded' && fact.before?.status !== 'refunded') noteMoved(fact, 'refund', state);
        if (fact.after.settledOn !== fact.before?.settledOn) judgeListed(fact, state, witness);
      },
      pspPayouts({ at, before, after }) {
        if (before !== undefined) return;
        const { id, currency, amount, date } = after;
        const own = { reference: id, concern: id, currency, amount, fee: 0, date };
        unlisted.set(id, { kind: 'payout', durableAt: at, overlooked: false, ...own });
      },
      settlementBatches({ at, before, after }, witness) {
        if (before !== undefined) return;
        finish(after.currency, witness);
        begin(at, after, state, witness);
      },
    },
    delivered: {
      FileDue({ at, message: { currency, date } }) {
        const name = `${currency}/${date}`;
        if (!begunAt.has(name)) begunAt.set(name, at);
      },
    },
    // The transaction is over when the file leaves.
    sent: { SettlementFileSent: ({ message }, witness) => finish(message.file.currency, witness) },
  };
}

type Payment = WrittenTo<'charges'> | WrittenTo<'pspRefunds'>;

function noteMoved({ at, after }: Payment, kind: Moved['kind'], { unlisted }: State): void {
  const { reference, orderId: concern, currency, amount, businessDate: date } = after;
  if (date === undefined) return;
  const fee = 'fee' in after ? after.fee : 0;
  unlisted.set(reference, { reference, concern, kind, currency, amount, fee, date, durableAt: at, overlooked: false });
}

/** A charge or refund that is listed in a file, or no longer in the one that it was listed in before. */
function judgeListed({ at, before, after, concern }: Payment, state: State, witness: Witness): void {
  const { reference, settledOn: on } = after;
  if (before?.settledOn !== undefined) judgeChange(at, concern, reference, before.settledOn, on, witness);
  else if (on !== undefined) judgeListing(at, reference, on, state, witness);
}

function judgeChange(
  at: Instant,
  concern: string,
  reference: string,
  before: BusinessDate,
  on: BusinessDate | undefined,
  witness: Witness,
): void {
  witness.checked();
  const now = on === undefined ? 'in none any more' : `in the one for ${on} instead`;
  const sentence = `${reference} was listed in the file for ${before} and is said to be listed ${now}`;
  witness.violated({ at, concern, sentence });
}

function begin(at: Instant, record: SettlementBatchRecord, state: State, witness: Witness): void {
  const begunAt = state.begunAt.get(record.id) ?? at;
  state.begunAt.delete(record.id);
  state.batches.set(record.currency, { at, record, begunAt, listed: [] });
  for (const id of record.payouts) judgeListing(at, id, record.date, state, witness);
}

/** Something is listed in the file that is being made, not before its own date. */
function judgeListing(at: Instant, reference: string, on: BusinessDate, state: State, witness: Witness): void {
  const moved = state.unlisted.get(reference);
  if (moved === undefined) return;
  state.unlisted.delete(reference);
  const { currency, date, amount, concern } = moved;
  const batch = state.batches.get(currency);
  if (batch?.record.date === on) batch.listed.push(moved);
  witness.checked();
  if (date <= on && batch?.record.date === on) return;
  const made = batch === undefined ? 'no file is being made' : `the file for ${batch.record.date} is being made`;
  const wrong = date > on ? 'is listed in' : `${made} when it is said to be listed in`;
  const sentence = `${reference} of ${spell(amount, currency)} has the business date ${date} and ${wrong} the file for ${on}`;
  witness.violated({ at, concern, sentence, ...priced(amount, currency) });
}

/** A batch says how many charges it holds, and what everything in it comes to. */
function judgeBatch({ at, record, listed }: Batch, witness: Witness): void {
  const { id, currency, charges, gross, fees, refunded, paidOut } = record;
  const sumOf = (kind: Moved['kind']): number =>
    listed.reduce((sum, moved) => sum + (moved.kind === kind ? moved.amount : 0), 0);
  const held = listed.filter(({ kind }) => kind === 'charge').length;
  const kept = listed.reduce((sum, { fee }) => sum + fee, 0);
  const all = [gross - sumOf('charge'), fees - kept, refunded - sumOf('refund'), paidOut - sumOf('payout')];
  witness.checked();
  if (held === charges && all.every((difference) => difference === 0)) return;
  const says = spellSums(charges, [gross, fees, refunded, paidOut], currency);
  const lists = spellSums(held, [sumOf('charge'), kept, sumOf('refund'), sumOf('payout')], currency);
  const wrong = all.find((difference) => difference !== 0) ?? 0;
  const sentence = `batch ${id} says that it holds ${says}; it lists ${lists}`;
  witness.violated({ at, concern: `psp/${id}`, sentence, ...priced(wrong, currency) });
}

function spellSums(
  charges: number,
  [gross = 0, fees = 0, refunded = 0, paidOut = 0]: readonly number[],
  currency: Currency,
): string {
  return `${counted(charges, 'charge')} of ${spell(gross, currency)}, ${spell(fees, currency)} of fees, ${spell(refunded, currency)} of refunds and ${spell(paidOut, currency)} of payouts`;
}

/** What was durable when the file was begun, and belongs to its date or an earlier one, is in it. */
function judgeOverlooked({ at, record, begunAt }: Batch, { unlisted }: State, witness: Witness): void {
  for (const moved of unlisted.values()) {
    const { reference, concern, currency, amount, date, durableAt, overlooked } = moved;
    if (overlooked || currency !== record.currency || date > record.date || durableAt >= begunAt) continue;
    moved.overlooked = true;
    witness.checked();
    const sentence = `${reference} of ${spell(amount, currency)} belongs to ${date} and was there when the file for ${record.date} was begun, which does not list it`;
    witness.violated({ at, since: begunAt, concern, sentence, ...priced(amount, currency) });
  }
}
