/**
 * I21: nothing is left hanging (liveness). At the end each payment event is final, each file that was taken in is
 * reconciled, each break that was found is on record, and each ledger item whose line was due is matched or has an open
 * break that says why not.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { BreakRecord, IngestedFileRecord, OpenItemRecord, PaymentEventRecord } from '../../domain/records.ts';
import type { Fact, Written } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { listed, priced, spell, spellDuration } from './figures.ts';

interface Underway {
  readonly event: PaymentEventRecord;
  lastAt: Instant;
}

interface Waiting {
  readonly item: OpenItemRecord;
  readonly since: Instant;
}

/** A file that is being worked on, or the last one that was done. */
interface Night {
  readonly record: IngestedFileRecord;
  readonly takenInAt: Instant;
  readonly at: Instant;
}

interface State {
  /** Payment events that are not final, by their own id and by those of their orders. */
  readonly underway: Map<string, Underway>;
  readonly takenIn: Map<string, Night>;
  readonly lastDone: Map<string, Night>;
  readonly items: Map<string, Waiting>;
  /** Breaks that were found and are not on record yet. */
  readonly announced: Map<string, BreakRecord>;
  /** All breaks on record, which are few: a night that is worked on again may find them again. */
  readonly recorded: Set<string>;
  readonly openBreaks: Map<string, BreakRecord>;
  readonly explained: Map<string, MessageOf<'BreakExplained'>>;
}

export const everythingEnds: CheckMaker = ({ settleWithinMs }) => {
  const state: State = {
    underway: new Map(),
    takenIn: new Map(),
    lastDone: new Map(),
    items: new Map(),
    announced: new Map(),
    recorded: new Set(),
    openBreaks: new Map(),
    explained: new Map(),
  };
  return {
    id: 'I21',
    name: 'everything-ends',
    statement: `At the end each payment event is final (none waits longer than ${spellDuration(settleWithinMs)}), each file is reconciled, and each ledger item that was due is matched or covered by an open break.`,
    observe(fact, witness) {
      const underway = state.underway.get(fact.concern);
      if (underway !== undefined) underway.lastAt = fact.at;
      if (fact.kind === 'written') follow(fact, state, witness);
      else if (fact.kind === 'sent') hear(fact, state);
    },
    conclude(at, witness) {
      concludeEvents(at, settleWithinMs, state, witness);
      concludeBreaks(at, state, witness);
      for (const { record, at: since } of state.takenIn.values()) {
        if (at - since < settleWithinMs) continue;
        witness.checked();
        witness.violated({
          at,
          concern: record.id,
          sentence: `${record.id} was taken in and is not reconciled ${spellDuration(at - since)} later`,
        });
      }
      for (const waiting of state.items.values()) concludeItem(at, waiting, state, witness);
    },
  };
};

function follow(fact: Written, state: State, witness: Witness): void {
  switch (fact.table) {
    case 'paymentEvents':
      return followEvent(fact.at, fact.after, state, witness);
    case 'files':
      return followFile(fact.at, fact.after, state, witness);
    case 'openItems':
      if (fact.after.status === 'matched') {
        witness.checked();
        state.items.delete(fact.after.id);
      } else {
        state.items.set(fact.after.id, { item: fact.after, since: state.items.get(fact.after.id)?.since ?? fact.at });
      }
      break;
    case 'breaks':
      state.announced.delete(fact.after.id);
      state.recorded.add(fact.after.id);
      if (fact.after.status === 'open') {
        state.openBreaks.set(fact.after.id, fact.after);
      } else {
        witness.checked();
        state.openBreaks.delete(fact.after.id);
        state.explained.delete(fact.after.id);
      }
      break;
    default:
      break;
  }
}

function followEvent(at: Instant, event: PaymentEventRecord, { underway }: State, witness: Witness): void {
  const names = [event.id, ...event.orderIds];
  if (event.status === 'received') {
    const entry = { event, lastAt: at };
    for (const name of names) underway.set(name, entry);
  } else {
    witness.checked();
    for (const name of names) underway.delete(name);
  }
}

function followFile(at: Instant, record: IngestedFileRecord, { takenIn, lastDone }: State, witness: Witness): void {
  if (record.status === 'stored') return void takenIn.set(record.id, { record, takenInAt: at, at });
  witness.checked();
  const takenInAt = takenIn.get(record.id)?.takenInAt ?? at;
  takenIn.delete(record.id);
  const account = `${record.source}/${record.currency}`;
  const last = lastDone.get(account);
  if (last === undefined || last.record.date <= record.date) lastDone.set(account, { record, takenInAt, at });
}

function hear({ message }: Exclude<Fact, Written>, { announced, recorded, explained }: State): void {
  if (message.type === 'BreakFound' && !recorded.has(message.breakId)) announced.set(message.breakId, message.found);
  if (message.type === 'BreakExplained') explained.set(message.breakId, message);
}

function concludeEvents(at: Instant, settleWithinMs: number, { underway }: State, witness: Witness): void {
  for (const { event, lastAt } of new Set(underway.values())) {
    if (at - lastAt < settleWithinMs) continue;
    witness.checked();
    const { id, orderIds, total, currency } = event;
    const sentence = `${id} of ${spell(total, currency)} with ${listed(orderIds)} is still received, ${spellDuration(at - lastAt)} after the last sign of it`;
    witness.violated({ at, concern: id, sentence, ...priced(total, currency) });
  }
}

function concludeBreaks(at: Instant, { announced, openBreaks, explained }: State, witness: Witness): void {
  for (const { id, amount, currency, explanation, orderId } of announced.values()) {
    witness.checked();
    const sentence = `${id} of ${spell(amount, currency)} was found and is not on record: ${explanation}`;
    witness.violated({ at, concern: orderId ?? id, sentence, ...priced(amount, currency) });
  }
  for (const { breakId, explanation } of explained.values()) {
    const open = openBreaks.get(breakId);
    if (open === undefined) continue;
    witness.checked();
    const sentence = `${breakId} of ${spell(open.amount, open.currency)} was explained (${explanation}) and is still open`;
    witness.violated({ at, concern: open.orderId ?? breakId, sentence, ...priced(open.amount, open.currency) });
  }
}

function concludeItem(at: Instant, { item, since }: Waiting, { lastDone, openBreaks }: State, witness: Witness): void {
  const { id, source, reference, date, amount, currency, orderId } = item;
  const last = lastDone.get(`${source}/${currency}`);
  // The PSP's night judges the items that it stores; the bank's only those that were there when its statement came.
  const seen = last !== undefined && (source === 'psp' ? since <= last.at : since < last.takenInAt);
  if (!seen || date > last.record.date) return;
  witness.checked();
  for (const open of openBreaks.values()) if (open.reference === reference && open.source === source) return;
  const sentence = `${id} of ${spell(amount, currency)} was due in ${last.record.id} or before; it is neither matched nor covered by an open break`;
  witness.violated({ at, concern: orderId ?? id, sentence, ...priced(amount, currency) });
}
