/**
 * I16: a night's line is used up once. A line is matched at most once over all files and revisions, and a transaction with
 * one line of each source; a file is reconciled once in each revision and posted under one request, and a charge's fee, a
 * payout and its arrival are posted once. What is matched is no break. What was matched is remembered for some nights,
 * since a file that is applied again comes soon after the first time.
 */
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { BreakRecord, IngestedFileRecord, MatchRecord } from '../../domain/night-records.ts';
import type { TransactionKind } from '../../domain/posting.ts';
import type { LedgerTransactionRecord } from '../../domain/records.ts';
import type { Sent } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { sameRecord } from './same-record.ts';
import { thePlatform } from './whose.ts';

/** How many files of a source and currency what was matched is remembered for. */
const rememberedFiles = 7;

interface Memory {
  /** What was used up, and by what, per file in the order in which they were taken in. */
  readonly nights: Map<string, string>[];
}

interface State {
  /** Matched transactions and lines, per source and currency. */
  readonly matched: Map<string, Memory>;
  /** Charges whose fee is posted, payouts that are, and those that have arrived, per source and currency. */
  readonly posted: Map<string, Memory>;
  /** Files that have been taken in, with their revision. */
  readonly revisions: Map<string, number>;
}

type Request = Sent<MessageOf<'PostFile' | 'PostStatement'>>;

export const lineConsumedOnce: CheckMaker = () => {
  const state: State = { matched: new Map(), posted: new Map(), revisions: new Map() };
  return {
    id: 'I16',
    name: 'line-consumed-once',
    statement:
      'A line is matched at most once and is no break after that, a transaction is matched at most once per source, and a file is reconciled and posted once in each revision: applying it twice changes nothing.',
    hears: [following(state)],
  };
};

function following(state: State): Hearing<Witness> {
  const request = (fact: Request, witness: Witness): void => judgeRequest(fact, state, witness);
  return {
    sent: { PostFile: request, PostStatement: request },
    written: {
      files({ at, before, after }, witness) {
        judgeFile(at, before, after, witness);
        if (after.status === 'stored') beginNight(after, state);
      },
      matches: ({ at, before, after }, witness) => judgeMatch(at, before, after, state, witness),
      breaks({ at, before, after }, witness) {
        if (before === undefined) judgeBreak(at, after, state, witness);
      },
      transactions({ at, before, after }, witness) {
        if (before === undefined) judgePosting(at, after, state, witness);
      },
    },
  };
}

/** The request bears the file's name, and the revision of a corrected one: `psp/EUR/2026-03-02#2`. */
function judgeRequest({ at, message, concern }: Request, { revisions }: State, witness: Witness): void {
  const { currency, date, requestId } = message;
  const file = `${message.type === 'PostFile' ? 'psp' : 'bank'}/${currency}/${date}`;
  const revision = revisions.get(file) ?? 1;
  const names = [file, `${file}#${revision}`];
  witness.checked();
  if (names.includes(requestId)) return;
  const sentence = `${file}, of which revision ${revision} is taken in, is to be posted as ${requestId}; a file is posted under its own name`;
  witness.violated({ at, concern, sentence });
}

function judgeFile(
  at: Instant,
  before: IngestedFileRecord | undefined,
  after: IngestedFileRecord,
  witness: Witness,
): void {
  if (before === undefined) return;
  witness.checked();
  const isNextStep = before.status === 'stored' || (before.status === 'reconciled' && after.status === 'closed');
  if (isNextStep || after.revision > before.revision || sameRecord(before, after)) return;
  // By a file without any, nothing is used up: it is told in other words.
  const matched = before.matched === 0 ? 'no matched line' : counted(before.matched, 'matched line');
  const again = `is ${after.status === 'stored' ? 'taken in' : after.status} again with ${after.matched}`;
  const sentence = `${after.id} was reconciled with ${matched} and ${again}; a file changes nothing the second time`;
  witness.violated({ at, concern: after.id, sentence });
}

function judgeMatch(
  at: Instant,
  before: MatchRecord | undefined,
  after: MatchRecord,
  { matched }: State,
  witness: Witness,
): void {
  const { id, fileId, transactionId } = after;
  witness.checked();
  if (before !== undefined) {
    const again = `was matched with ${before.transactionId} and is matched again with ${transactionId}`;
    if (!sameRecord(before, after)) reportMatch(at, after, `the line ${id}`, again, witness);
    return;
  }
  const memory = memoryOf(matched, fileId.slice(0, fileId.lastIndexOf('/')));
  const line = use(memory, transactionId, id);
  // A line bears its reference at the end, whichever file or revision it is in.
  const twin = use(memory, id.slice(id.lastIndexOf('/') + 1), id);
  if (line !== undefined) {
    const again = `was matched with the line ${line} and is matched again with ${id}`;
    reportMatch(at, after, transactionId, again, witness);
  } else if (twin !== undefined) {
    const again = `was matched as ${twin} and is matched again with ${transactionId}`;
    reportMatch(at, after, `the line ${id}`, again, witness);
  }
}

function reportMatch(
  at: Instant,
  { transactionId, orderId, amount, currency }: MatchRecord,
  what: string,
  again: string,
  witness: Witness,
): void {
  const sentence = `${what} of ${spell(amount, currency)} ${again}`;
  witness.violated({ at, concern: orderId ?? transactionId, ...priced(amount, currency), sentence });
}

/** What is matched is used up: it cannot be looked for in vain. */
function judgeBreak(at: Instant, found: BreakRecord, { matched }: State, witness: Witness): void {
  const { kind, source, reference, about, orderId, amount, currency } = found;
  if (kind !== 'missingInLedger') return;
  witness.checked();
  const line = usedBy(memoryOf(matched, `${source}/${currency}`), reference);
  if (line === undefined) return;
  const sentence = `the line ${about} of ${spell(amount, currency)} was matched as ${line}, and a break says that nothing matches it; a line that is used up is not used again`;
  witness.violated({ at, concern: orderId ?? reference, sentence, ...priced(amount, currency) });
}

const postedKinds: { readonly [K in TransactionKind]?: { readonly what: string; readonly source: 'psp' | 'bank' } } = {
  pspFee: { what: 'the fee of', source: 'psp' },
  payout: { what: 'the payout', source: 'psp' },
  cash: { what: 'the arrival of', source: 'bank' },
  cashOut: { what: 'the departure of', source: 'bank' },
  cashReturned: { what: 'the arrival of', source: 'bank' },
};

function judgePosting(at: Instant, transaction: LedgerTransactionRecord, { posted }: State, witness: Witness): void {
  const { id, kind, orderId, pspReference, postings } = transaction;
  const posts = postedKinds[kind];
  if (posts === undefined) return;
  const [posting] = postings;
  if (posting === undefined) return;
  // A payout's transactions bear its name after the kind.
  const reference = pspReference ?? id.split('/')[1] ?? id;
  witness.checked();
  const first = use(memoryOf(posted, `${posts.source}/${posting.currency}`), `${kind} ${reference}`, id);
  if (first === undefined) return;
  const { amount, currency } = posting;
  const sentence = `${posts.what} ${reference} was posted by ${first} and ${id} posts ${spell(amount, currency)} again; one posting was expected`;
  witness.violated({ at, concern: orderId ?? id, sentence, whose: thePlatform, ...priced(amount, currency) });
}

/** A file is taken in: what the oldest one used up is forgotten. */
function beginNight(
  { id, source, currency, revision }: IngestedFileRecord,
  { matched, posted, revisions }: State,
): void {
  const isNew = !revisions.has(id);
  revisions.set(id, revision);
  if (!isNew) return;
  for (const { nights } of [matched, posted].map((memories) => memoryOf(memories, `${source}/${currency}`))) {
    nights.push(new Map<string, string>());
    if (nights.length > rememberedFiles) nights.shift();
  }
}

/** Uses something up; returns what had used it up before. */
function use(memory: Memory, what: string, by: string): string | undefined {
  const earlier = usedBy(memory, what);
  memory.nights.at(-1)?.set(what, by);
  return earlier;
}

function usedBy({ nights }: Memory, what: string): string | undefined {
  for (const night of nights) {
    const by = night.get(what);
    if (by !== undefined) return by;
  }
  return undefined;
}

function memoryOf(memories: Map<string, Memory>, account: string): Memory {
  let memory = memories.get(account);
  if (memory === undefined) memories.set(account, (memory = { nights: [new Map<string, string>()] }));
  return memory;
}
