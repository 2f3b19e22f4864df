/**
 * How the nights end: each file that was taken in is closed, each break that was found is on record and each explained one
 * is resolved, and each ledger item whose line was due is matched or has an open break that says why not.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { BreakRecord, IngestedFileRecord, OpenItemRecord } from '../../domain/night-records.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell, spellDuration } from './figures.ts';
import type { Settling, Underway } from './settling.ts';

export interface NightsEnd {
  readonly hears: Hearing<Witness>;
  conclude(at: Instant, witness: Witness): void;
}

interface Waiting {
  readonly item: OpenItemRecord;
  readonly since: Instant;
}

/** A file that is being worked on, or the last one that was reconciled. */
interface Night extends Underway {
  record: IngestedFileRecord;
  /** When it was last reconciled. */
  doneAt: Instant | undefined;
}

interface State {
  /** Files that are not closed, and the last one of each account that was reconciled. */
  readonly open: Map<string, Night>;
  readonly lastDone: Map<string, Night>;
  readonly items: Map<string, Waiting>;
  /** Breaks that were found and are not on record yet. */
  readonly announced: Map<string, Announced<'BreakFound'>>;
  /** The revision in which each file is stored: what was missed about it before is no break any longer. */
  readonly came: Map<string, number>;
  /** All breaks on record, which are few: a night that is worked on again may find them again. */
  readonly recorded: Set<string>;
  readonly openBreaks: Map<string, BreakRecord>;
  readonly explained: Map<string, Announced<'BreakExplained'>>;
}

interface Announced<T extends 'BreakFound' | 'BreakExplained'> {
  readonly at: Instant;
  readonly message: MessageOf<T>;
}

export function createNightsEnd(settling: Settling): NightsEnd {
  const state: State = {
    open: new Map(),
    lastDone: new Map(),
    items: new Map(),
    announced: new Map(),
    came: new Map(),
    recorded: new Set(),
    openBreaks: new Map(),
    explained: new Map(),
  };
  return {
    hears: following(state),
    conclude(at, witness) {
      concludeBreaks(at, state, witness);
      for (const night of state.open.values()) concludeFile(at, night, settling, witness);
      for (const waiting of state.items.values()) concludeItem(at, waiting, state, witness);
    },
  };
}

function following(state: State): Hearing<Witness> {
  const { announced, recorded, explained, items, openBreaks } = state;
  return {
    sent: {
      BreakFound({ at, message }) {
        const { breakId } = message;
        if (!recorded.has(breakId)) announced.set(breakId, { at: announced.get(breakId)?.at ?? at, message });
      },
      BreakExplained({ at, message }) {
        const { breakId } = message;
        // Said again of what is resolved, it has nothing left to explain.
        if (recorded.has(breakId) && !openBreaks.has(breakId)) return;
        explained.set(breakId, { at: explained.get(breakId)?.at ?? at, message });
      },
    },
    written: {
      files: ({ at, after }, witness) => followFile(at, after, state, witness),
      openItems({ at, after }, witness) {
        if (after.status === 'matched') {
          witness.checked();
          items.delete(after.id);
        } else {
          items.set(after.id, { item: after, since: items.get(after.id)?.since ?? at });
        }
      },
      breaks({ after }, witness) {
        announced.delete(after.id);
        recorded.add(after.id);
        if (after.status === 'open') {
          openBreaks.set(after.id, after);
        } else {
          witness.checked();
          openBreaks.delete(after.id);
          explained.delete(after.id);
        }
      },
    },
  };
}

function followFile(at: Instant, record: IngestedFileRecord, { came, open, lastDone }: State, witness: Witness): void {
  came.set(record.id, record.revision);
  const known = open.get(record.id);
  const night: Night = known ?? { record, since: at, lastAt: at, doneAt: undefined };
  night.record = record;
  night.lastAt = at;
  if (record.status === 'closed') open.delete(record.id);
  else open.set(record.id, night);
  if (record.status === 'stored') return;
  witness.checked();
  night.doneAt ??= at;
  const account = `${record.source}/${record.currency}`;
  const last = lastDone.get(account);
  if (last === undefined || last.record.date <= record.date) lastDone.set(account, night);
}

function concludeFile(at: Instant, night: Night, settling: Settling, witness: Witness): void {
  if (settling.hanging(night, at) === undefined) return;
  witness.checked();
  const { id, status } = night.record;
  const stage = status === 'stored' ? 'taken in and is not reconciled' : 'reconciled and is not closed';
  const sentence = `${id} was ${stage} ${spellDuration(at - night.lastAt)} later`;
  witness.violated({ at, since: night.lastAt, concern: id, sentence });
}

function concludeBreaks(at: Instant, { announced, came, openBreaks, explained }: State, witness: Witness): void {
  for (const { at: since, message } of announced.values()) {
    const { found, unlessCame } = message;
    witness.checked();
    if (unlessCame !== undefined && (came.get(unlessCame.fileId) ?? 0) >= unlessCame.revision) continue;
    const { id, amount, currency, explanation, orderId } = found;
    const sentence = `${id} of ${spell(amount, currency)} was found and is not on record: ${explanation}`;
    witness.violated({ at, since, concern: orderId ?? id, sentence, ...priced(amount, currency) });
  }
  for (const { at: since, message } of explained.values()) {
    const { breakId, explanation } = message;
    const open = openBreaks.get(breakId);
    if (open === undefined) continue;
    witness.checked();
    const sentence = `${breakId} of ${spell(open.amount, open.currency)} was explained (${explanation}) and is still open`;
    witness.violated({ at, since, concern: open.orderId ?? breakId, sentence, ...priced(open.amount, open.currency) });
  }
}

function concludeItem(at: Instant, { item, since }: Waiting, { lastDone, openBreaks }: State, witness: Witness): void {
  const { id, source, reference, date, amount, currency, orderId } = item;
  const last = lastDone.get(`${source}/${currency}`);
  if (last?.doneAt === undefined || date > last.record.date) return;
  // The PSP's night judges the items that it stores; the bank's only those that were there when its statement came.
  const isSeen = source === 'psp' ? since <= last.doneAt : since < last.since;
  if (!isSeen) return;
  witness.checked();
  for (const open of openBreaks.values()) if (open.reference === reference && open.source === source) return;
  const sentence = `${id} of ${spell(amount, currency)} was due in ${last.record.id} or before; it is neither matched nor covered by an open break`;
  witness.violated({ at, since, concern: orderId ?? id, sentence, ...priced(amount, currency) });
}
