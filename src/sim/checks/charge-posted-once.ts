/**
 * I7: the PSP's captured charges and the ledger's capture postings are one to one, and reconciliation finds each pair
 * that both sides have shown it. A charge is forgotten when its posting, its line and their match are all there.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/currency.ts';
import type { OrderId, PspReference } from '../../domain/ids.ts';
import type { IngestedFileRecord, LedgerTransactionRecord } from '../../domain/records.ts';
import type { SettlementFile } from '../../domain/settlement-file.ts';
import type { Written } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { createOpenOrders, type OpenOrders } from './open-orders.ts';

interface Charge {
  readonly reference: PspReference;
  readonly orderId: OrderId;
  readonly amount: number;
  readonly currency: Currency;
  readonly postings: string[];
  postedAt: Instant;
  posted: number;
  /** The file with the charge's line, as it was sent to reconciliation, and the amount of the line. */
  listedIn: string | undefined;
  listed: number;
  matched: boolean;
  missed: boolean;
}

interface State {
  readonly charges: Map<PspReference, Charge>;
  /** When the last file that has been reconciled was taken in, per currency: what the ledger held by then was shown. */
  readonly shownUntil: Map<Currency, Instant>;
  readonly takenIn: Map<string, Instant>;
  readonly reconciled: Set<string>;
  readonly openOrders: OpenOrders;
}

export const chargePostedOnce: CheckMaker = () => {
  const state: State = {
    charges: new Map(),
    shownUntil: new Map(),
    takenIn: new Map(),
    reconciled: new Set(),
    openOrders: createOpenOrders(),
  };
  return {
    id: 'I7',
    name: 'charge-posted-once',
    statement:
      'Each captured charge has exactly one capture posting, each capture posting one charge, and reconciliation pairs the two.',
    observe(fact, witness) {
      if (fact.kind === 'delivered' && fact.message.type === 'SettlementFileSent') list(fact.message.file, state);
      if (fact.kind === 'written') fold(fact, state, witness);
      state.openOrders.observe(fact);
    },
    conclude(at, witness) {
      for (const charge of state.charges.values()) {
        // That an order is still open at the end is another finding.
        if (charge.postings.length === 0 && state.openOrders.has(charge.orderId)) continue;
        witness.checked();
        if (charge.postings.length === 0) reportUnposted(at, charge, witness);
        else if (isOverlooked(charge, state)) reportOverlooked(at, charge, witness);
      }
    },
  };
};

function fold(fact: Written, state: State, witness: Witness): void {
  const { charges } = state;
  switch (fact.table) {
    case 'charges': {
      const { reference, orderId, amount, currency, status } = fact.after;
      if (status !== 'captured' || fact.before?.status === 'captured') return;
      const open = {
        postings: [],
        postedAt: 0,
        posted: 0,
        listedIn: undefined,
        listed: 0,
        matched: false,
        missed: false,
      };
      charges.set(reference, { reference, orderId, amount, currency, ...open });
      break;
    }
    case 'transactions':
      if (fact.after.kind === 'capture' && fact.before === undefined) post(fact.at, fact.after, state, witness);
      break;
    case 'orderProgress': {
      const reference = fact.after.status === 'posted' ? fact.after.pspReference : undefined;
      const charge = reference === undefined ? undefined : charges.get(reference);
      if (charge === undefined) return;
      witness.checked();
      if (charge.postings.length === 0) reportUnposted(fact.at, charge, witness);
      break;
    }
    case 'files':
      if (fact.after.source === 'psp') takeIn(fact.at, fact.after, state);
      break;
    case 'matches': {
      const charge = charges.get(lineReference(fact.after.id));
      if (charge === undefined || !charge.postings.includes(fact.after.transactionId)) return;
      charge.matched = true;
      dropWhenOver(charge, state);
      break;
    }
    default:
      break;
  }
}

function post(
  at: Instant,
  { id, orderId, pspReference, postings }: LedgerTransactionRecord,
  state: State,
  witness: Witness,
): void {
  witness.checked();
  const charge = pspReference === undefined ? undefined : state.charges.get(pspReference);
  const concern = orderId ?? id;
  const [posting] = postings;
  const money = posting === undefined ? {} : priced(posting.amount, posting.currency);
  const amount = posting === undefined ? 'nothing' : spell(posting.amount, posting.currency);
  if (charge === undefined) {
    const sentence = `${id} posts ${amount} for ${pspReference ?? 'no charge'}, of which the PSP holds no capture that is still to be posted`;
    return witness.violated({ at, concern, sentence, ...money });
  }
  charge.postings.push(id);
  charge.postedAt = at;
  charge.posted = posting?.amount ?? 0;
  if (charge.postings.length === 1) return dropWhenOver(charge, state);
  const sentence = `${charge.reference} is posted ${charge.postings.length} times, by ${listed(charge.postings)}, of ${amount} each; one posting was expected`;
  witness.violated({ at, concern, sentence, ...money });
}

function list({ currency, date, lines }: SettlementFile, { charges }: State): void {
  for (const line of lines) {
    const charge = line.type === 'charge' ? charges.get(line.reference) : undefined;
    if (line.type !== 'charge' || charge === undefined) continue;
    charge.listedIn = `psp/${currency}/${date}`;
    charge.listed = line.gross;
  }
}

function takeIn(
  at: Instant,
  { id, currency, status }: IngestedFileRecord,
  { takenIn, shownUntil, reconciled }: State,
): void {
  if (status === 'stored') return void takenIn.set(id, at);
  reconciled.add(id);
  shownUntil.set(currency, Math.max(shownUntil.get(currency) ?? 0, takenIn.get(id) ?? at));
  takenIn.delete(id);
}

function dropWhenOver({ reference, postings, matched }: Charge, { charges }: State): void {
  if (matched && postings.length === 1) charges.delete(reference);
}

function reportUnposted(at: Instant, charge: Charge, witness: Witness): void {
  if (charge.missed) return;
  charge.missed = true;
  const { reference, orderId, amount, currency } = charge;
  const sentence = `${reference} captured ${spell(amount, currency)} for ${orderId} and the ledger has no capture posting of it`;
  witness.violated({ at, concern: orderId, sentence, ...priced(amount, currency) });
}

/** The line's file is reconciled and the posting was there before the last file was taken in, and yet the two never met. */
function isOverlooked(charge: Charge, { shownUntil, reconciled }: State): boolean {
  const { listedIn, listed: amount, posted, matched, postedAt, currency } = charge;
  // Two amounts that differ are not a pair: that is a break.
  if (matched || listedIn === undefined || amount !== posted) return false;
  return reconciled.has(listedIn) && postedAt < (shownUntil.get(currency) ?? 0);
}

function reportOverlooked(
  at: Instant,
  { reference, orderId, amount, currency, listedIn, postings }: Charge,
  witness: Witness,
): void {
  const sentence = `${reference} of ${spell(amount, currency)} is listed in ${listedIn ?? 'no file'} and posted by ${listed(postings)}, and reconciliation never matched the two`;
  witness.violated({ at, concern: orderId, sentence, ...priced(amount, currency) });
}

/** A match is named after its line: `psp/EUR/2026-03-02/charge/ch_17_1_1`. */
function lineReference(matchId: string): PspReference {
  return matchId.slice(matchId.lastIndexOf('/') + 1) as PspReference;
}
