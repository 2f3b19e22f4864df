/**
 * I16: a night's line is used up once. A line is matched with one transaction and a transaction with one line of each
 * source, a file is reconciled once and posted under one request, and a charge's fee is posted once. What was matched is
 * remembered for some nights, since a file that is applied again comes soon after the first time.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { IngestedFileRecord, LedgerTransactionRecord, MatchRecord } from '../../domain/records.ts';
import type { Fact, Written } from '../facts.ts';
import type { CheckMaker, Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { sameRecord } from './same-record.ts';

/** How many files of a source and currency what was matched is remembered for. */
const rememberedFiles = 3;

interface Memory {
  /** What was used up, and by what, per file in the order of reconciliation. */
  readonly nights: Map<string, string>[];
}

interface State {
  /** Matched transactions, per source and currency. */
  readonly matched: Map<string, Memory>;
  /** Charges whose fee is posted, per currency. */
  readonly fees: Map<string, Memory>;
  /** The request under which each file is posted. */
  readonly requests: Map<string, string>;
}

export const lineConsumedOnce: CheckMaker = () => {
  const state: State = { matched: new Map(), fees: new Map(), requests: new Map() };
  return {
    id: 'I16',
    name: 'line-consumed-once',
    statement:
      'A line is matched at most once, a transaction at most once per source, and a file is reconciled and posted once: applying it twice changes nothing.',
    observe(fact, witness) {
      if (fact.kind === 'sent') judgeRequest(fact, state, witness);
      if (fact.kind === 'written') follow(fact, state, witness);
    },
  };
};

function judgeRequest({ at, message, concern }: Exclude<Fact, Written>, { requests }: State, witness: Witness): void {
  if (message.type !== 'PostFile' && message.type !== 'PostStatement') return;
  const { currency, date } = message.type === 'PostFile' ? message.file : message.statement;
  const file = `${message.type === 'PostFile' ? 'psp' : 'bank'}/${currency}/${date}`;
  const first = requests.get(file) ?? message.requestId;
  requests.set(file, first);
  witness.checked();
  if (first === message.requestId) return;
  const sentence = `${file} is to be posted as ${first} and again as ${message.requestId}; one request was expected`;
  witness.violated({ at, concern, sentence });
}

function follow(fact: Written, state: State, witness: Witness): void {
  switch (fact.table) {
    case 'files':
      judgeFile(fact.at, fact.before, fact.after, witness);
      if (fact.after.status === 'stored') beginNight(fact.after, state);
      break;
    case 'matches':
      judgeMatch(fact.at, fact.before, fact.after, state, witness);
      break;
    case 'transactions':
      if (fact.after.kind === 'pspFee' && fact.before === undefined) judgeFee(fact.at, fact.after, state, witness);
      break;
    default:
      break;
  }
}

function judgeFile(
  at: Instant,
  before: IngestedFileRecord | undefined,
  after: IngestedFileRecord,
  witness: Witness,
): void {
  if (before === undefined) return;
  witness.checked();
  if (before.status === 'stored' || sameRecord(before, after)) return;
  const sentence = `${after.id} was reconciled and is ${after.status === 'stored' ? 'taken in' : 'reconciled'} again with ${after.matched} matched lines where there were ${before.matched}; a file changes nothing the second time`;
  witness.violated({ at, concern: after.id, sentence });
}

function judgeMatch(
  at: Instant,
  before: MatchRecord | undefined,
  after: MatchRecord,
  { matched }: State,
  witness: Witness,
): void {
  const { id, fileId, transactionId, amount, currency, orderId } = after;
  const found = { at, concern: orderId ?? transactionId, ...priced(amount, currency) };
  witness.checked();
  if (before !== undefined) {
    if (sameRecord(before, after)) return;
    const sentence = `the line ${id} of ${spell(amount, currency)} was matched with ${before.transactionId} and is matched again with ${transactionId}`;
    return witness.violated({ ...found, sentence });
  }
  const account = fileId.slice(0, fileId.lastIndexOf('/'));
  const line = use(memoryOf(matched, account), transactionId, id);
  if (line === undefined) return;
  const sentence = `${transactionId} of ${spell(amount, currency)} was matched with the line ${line} and is matched again with ${id}`;
  witness.violated({ ...found, sentence });
}

function judgeFee(
  at: Instant,
  { id, orderId, pspReference, postings }: LedgerTransactionRecord,
  { fees }: State,
  witness: Witness,
): void {
  const [posting] = postings;
  if (pspReference === undefined || posting === undefined) return;
  witness.checked();
  const first = use(memoryOf(fees, posting.currency), pspReference, id);
  if (first === undefined) return;
  const { amount, currency } = posting;
  const sentence = `the fee of ${pspReference} was posted by ${first} and ${id} posts ${spell(amount, currency)} again; one posting was expected`;
  witness.violated({ at, concern: orderId ?? id, sentence, ...priced(amount, currency) });
}

/** A file is taken in: what the oldest one used up is forgotten. */
function beginNight({ source, currency }: IngestedFileRecord, { matched, fees }: State): void {
  const memories = [memoryOf(matched, `${source}/${currency}`)];
  if (source === 'psp') memories.push(memoryOf(fees, currency));
  for (const { nights } of memories) {
    nights.push(new Map<string, string>());
    if (nights.length > rememberedFiles) nights.shift();
  }
}

/** Uses something up; returns what had used it up before. */
function use({ nights }: Memory, what: string, by: string): string | undefined {
  const earlier = nights.find((night) => night.has(what))?.get(what);
  nights.at(-1)?.set(what, by);
  return earlier;
}

function memoryOf(memories: Map<string, Memory>, account: string): Memory {
  let memory = memories.get(account);
  if (memory === undefined) memories.set(account, (memory = { nights: [new Map<string, string>()] }));
  return memory;
}
