/**
 * I13: money leaves once, and all of it. A payout pays what its batches came to, no less and no more, no batch is in two
 * payouts, or taken for paid in none, one batch lists it, and the bank carries each payout once with the PSP's amount and
 * shows it on one statement. No batch is paid out before it is due. Batches and payouts are few, one a night and currency, and are remembered for the whole run: a
 * payout run that is repeated later is what this looks for.
 */
import { addDays, type BusinessDate, type Instant } from '../../domain/calendar.ts';
import type {
  BankStatementRecord,
  BankTransferRecord,
  PspPayoutRecord,
  SettlementBatchRecord,
} from '../../domain/records.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { sameRecord } from './same-record.ts';
import { createSellerPayoutsOnce } from './seller-payouts-once.ts';
import { createUnpaidBatches } from './unpaid-batches.ts';
import { thePlatform, thePsp } from './whose.ts';

interface Batch {
  /** Charges less refunds and fees, in minor units. */
  readonly net: number;
  readonly date: BusinessDate;
  paidBy: string | undefined;
}

interface State {
  readonly payoutAfterDays: number;
  readonly batches: Map<string, Batch>;
  readonly payouts: Map<string, PspPayoutRecord>;
  /** The batch that lists each payout, and the statement that shows it. */
  readonly listedIn: Map<string, string>;
  readonly statedOn: Map<string, string>;
}

export const paidOutOnce: CheckMaker = ({ policy }) => {
  const { payoutAfterDays } = policy;
  const state: State = {
    payoutAfterDays,
    batches: new Map(),
    payouts: new Map(),
    listedIn: new Map(),
    statedOn: new Map(),
  };
  const toSellers = createSellerPayoutsOnce(policy);
  const unpaid = createUnpaidBatches(policy);
  return {
    id: 'I13',
    name: 'paid-out-once',
    statement:
      'Each PSP payout is made once, of just what its batches came to, each batch is in one payout and each payout in one batch, and the bank carries and shows it once; so does each payout to a seller, of just what was available, by a batch that leaves nobody out; and nothing is paid out before it is due.',
    hears: [folding(state), unpaid.hears, ...toSellers.hears],
    conclude(at, witness) {
      unpaid.conclude(at, witness);
      toSellers.conclude(at, witness);
    },
  };
};

function folding(state: State): Hearing<Witness> {
  return {
    written: {
      settlementBatches({ at, before, after }, witness) {
        if (before !== undefined) return judgePaid(at, after, state, witness);
        const { id, date, gross, refunded, fees } = after;
        state.batches.set(id, { net: gross - refunded - fees, date, paidBy: undefined });
        judgeListing(at, after, state, witness);
      },
      bankStatements({ at, before, after }, witness) {
        if (before === undefined) judgeStatement(at, after, state, witness);
      },
      pspPayouts({ at, before, after }, witness) {
        if (before !== undefined) return judgeRewritten(at, before, after, witness);
        judgePayout(at, after, state, witness);
        judgeDue(at, after, state, witness);
      },
      bankTransfers: ({ at, before, after }, witness) => judgeTransfer(at, before, after, state, witness),
    },
  };
}

function judgePayout(at: Instant, payout: PspPayoutRecord, { batches, payouts }: State, witness: Witness): void {
  const { id, amount, currency } = payout;
  payouts.set(id, payout);
  witness.checked();
  let due = 0;
  const unknown: string[] = [];
  for (const name of payout.batches) {
    const batch = batches.get(name);
    if (batch === undefined) {
      unknown.push(name);
      continue;
    }
    if (batch.paidBy === undefined) {
      batch.paidBy = id;
      due += batch.net;
      continue;
    }
    const sentence = `batch ${name} of ${spell(batch.net, currency)} is paid out by ${batch.paidBy} and again by ${id}; one payout was expected`;
    witness.violated({ at, concern: id, sentence, whose: thePsp, ...priced(batch.net, currency) });
  }
  const found = { at, concern: id, whose: losing(amount - due), ...priced(amount - due, currency) };
  const paid = `${id} pays out ${spell(amount, currency)} for ${listed(payout.batches) || 'no batch'}`;
  if (unknown.length > 0)
    return witness.violated({ ...found, sentence: `${paid}, and no file has ${listed(unknown)}` });
  const repeated = payout.batches.some((name) => batches.get(name)?.paidBy !== id);
  if (amount === due || repeated) return;
  witness.violated({ ...found, sentence: `${paid}, which came to ${spell(due, currency)}` });
}

/** The PSP pays a batch out so many days after its date, and not before: the platform's books do not expect it yet. */
function judgeDue(at: Instant, payout: PspPayoutRecord, { batches, payoutAfterDays }: State, witness: Witness): void {
  const { id, date, currency } = payout;
  for (const name of payout.batches) {
    const batch = batches.get(name);
    if (batch === undefined) continue;
    const dueOn = addDays(batch.date, payoutAfterDays);
    witness.checked();
    if (date >= dueOn) continue;
    const sentence = `${id} pays out batch ${name} of ${spell(batch.net, currency)}, which is due on ${dueOn}`;
    witness.violated({ at, concern: id, sentence, whose: thePsp, ...priced(batch.net, currency) });
  }
}

/** Who is out of money when the PSP has paid too much, or too little where that is below zero. */
function losing(tooMuch: number): string {
  return tooMuch < 0 ? thePlatform : thePsp;
}

/** A batch that is taken for paid is one that a payout names: no other payout will pay it. */
function judgePaid(
  at: Instant,
  { id, currency, status }: SettlementBatchRecord,
  { batches }: State,
  witness: Witness,
): void {
  const batch = batches.get(id);
  if (status !== 'paidOut' || batch === undefined) return;
  witness.checked();
  if (batch.paidBy !== undefined) return;
  const sentence = `batch ${id} of ${spell(batch.net, currency)} is taken for paid out, and no payout names it`;
  witness.violated({ at, concern: `psp/${id}`, sentence, whose: losing(-batch.net), ...priced(batch.net, currency) });
}

function judgeRewritten(at: Instant, before: PspPayoutRecord, after: PspPayoutRecord, witness: Witness): void {
  witness.checked();
  // The bank's confirmation changes its status and nothing else.
  if (sameRecord(before, after, 'status')) return;
  const { id, amount, currency } = after;
  const sentence = `${id} was made with ${spell(before.amount, currency)} and is made again with ${spell(amount, currency)}; one payout was expected`;
  witness.violated({ at, concern: id, sentence, whose: thePsp, ...priced(amount, currency) });
}

function judgeTransfer(
  at: Instant,
  before: BankTransferRecord | undefined,
  { id, amount, currency }: BankTransferRecord,
  { payouts }: State,
  witness: Witness,
): void {
  const expected = before ?? payouts.get(id);
  witness.checked();
  if (expected?.amount === amount && expected.currency === currency) return;
  const made = before === undefined ? 'the PSP paid out' : 'it was first';
  const sentence =
    expected === undefined
      ? `the bank carries ${spell(amount, currency)} as ${id}, and the PSP made no such payout`
      : `the bank carries ${spell(amount, currency)} as ${id}, and ${made} ${spell(expected.amount, expected.currency)}`;
  const tooMuch = amount - (expected?.amount ?? 0);
  witness.violated({ at, concern: id, sentence, whose: losing(tooMuch), ...priced(tooMuch, currency) });
}

/** A batch lists payouts that no batch before it has listed, and they come to what it says was paid out. */
function judgeListing(
  at: Instant,
  { id, currency, paidOut, payouts: names }: SettlementBatchRecord,
  { payouts, listedIn }: State,
  witness: Witness,
): void {
  let sum = 0;
  witness.checked();
  for (const name of names) {
    const amount = payouts.get(name)?.amount ?? 0;
    const first = listedIn.get(name);
    if (first === undefined) {
      sum += amount;
      listedIn.set(name, id);
      continue;
    }
    const sentence = `${name} of ${spell(amount, currency)} is listed in batch ${first} and again in batch ${id}; one was expected`;
    witness.violated({ at, concern: name, sentence, ...priced(amount, currency) });
  }
  if (sum === paidOut || names.some((name) => listedIn.get(name) !== id)) return;
  const sentence = `batch ${id} says that ${spell(paidOut, currency)} was paid out, and its payouts come to ${spell(sum, currency)}`;
  witness.violated({ at, concern: `psp/${id}`, sentence, ...priced(paidOut - sum, currency) });
}

function judgeStatement(
  at: Instant,
  { id, currency, transfers }: BankStatementRecord,
  { payouts, statedOn }: State,
  witness: Witness,
): void {
  for (const name of transfers) {
    witness.checked();
    const first = statedOn.get(name);
    statedOn.set(name, first ?? id);
    if (first === undefined) continue;
    const amount = payouts.get(name)?.amount ?? 0;
    const worth = amount === 0 ? '' : ` of ${spell(amount, currency)}`;
    const sentence = `${name}${worth} is on the statement ${first} and again on ${id}; one was expected`;
    witness.violated({ at, concern: name, sentence, ...priced(amount, currency) });
  }
}
