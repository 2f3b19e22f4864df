/**
 * What the machines of the PSP's night and of the bank's are made of. A night keeps a file as it came, waits for its
 * turn, matches the file with the ledger, has its lines posted, and raises breaks until they are on record. After every
 * commit it reads what is stored and goes on from there: so it also goes on after a crash.
 */
import { assign, emit, setup } from 'xstate';
import { addressOf } from '../domain/addresses.ts';
import { addDays } from '../domain/calendar.ts';
import {
  commit,
  type Acknowledged,
  type At,
  type CommitRefused,
  type Delivery,
  type Effect,
  type Query,
  type RecordsRead,
  type Resumed,
} from '../domain/effects.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { ActorInput } from '../domain/policy.ts';
import type { IngestedFileRecord } from '../domain/night-records.ts';
import { backoffOf, callingActions, callingDelays, callingGuards } from './calling.ts';
import { announcements, isNotedBy, missing, raisedDoubt } from './night-breaks.ts';
import {
  allIn,
  booksOf,
  closedWrites,
  cursorOf,
  isNews,
  ownRecord,
  reconciledWrites,
  recordBefore,
  storedWrites,
  turnWrites,
  type NightFile,
  type Step,
} from './night.ts';
import {
  appliesWhatComes,
  countedRecord,
  countsNoFiles,
  doubtAbout,
  isExtract,
  isNewTo,
  isNextExtract,
  isOfThisTurn,
  itemsIn,
  nextBatch,
  ownAddress,
  purposeOf,
  purposeOfCalls,
  stepAfter,
  wakings,
  type Matched,
  type NightContext,
} from './night-work.ts';

type NightEvent = At<
  | MessageOf<'SettlementFileSent' | 'BankStatementSent' | 'FileExpected' | 'StatementExpected' | 'NightOver'>
  | MessageOf<'LedgerExtractSent' | 'PayoutExtractSent' | 'FilePosted' | 'BreakNoted'>
  | RecordsRead
  | Acknowledged<'FileStored' | 'TurnTaken' | 'MatchesStored' | 'NightClosed'>
  | CommitRefused
  | Resumed
>;

interface Seen {
  readonly context: NightContext;
  readonly event: NightEvent;
}

export const night = setup({
  types: {
    context: {} as NightContext,
    events: {} as NightEvent,
    input: {} as ActorInput<IngestedFileRecord>,
    emitted: {} as Effect,
  },
  actions: {
    // The file comes, or does not.
    keepArrival: assign(arrival),
    doubtArrival: assign(({ context, event }) => ({ doubts: doubtsAbout(context, fileIn(event)) })),
    doubtMissing: assign(({ context }) => ({ doubts: [...context.doubts, missing(context.name)] })),
    raiseDoubts: emit(({ context }) => sendAll(context.doubts.map((item) => raisedDoubt(item, ownAddress(context))))),
    noteDoubt: assign(noted),
    askForFile: emit(({ context: { trade, name } }) => trade.ask(name, name.date)),
    storeFile: emit(({ context }) =>
      commit('FileStored', storedWrites(context.name, arrivedOf(context), context.record)),
    ),

    // Its turn.
    readTurn: emit(({ context }) => ({ type: 'read', queries: turnQueries(context) })),
    keepBooks: assign(booksRead),
    askForEarlierFile: emit(({ context: { trade, name, books } }) =>
      recordBefore(books, name) === undefined ? trade.ask(name, addDays(name.date, -1)) : sendAll([]),
    ),
    countLook: assign({ looks: ({ context }) => context.looks + 1 }),
    forgetLooks: assign({ looks: 0 }),
    takeTurn: emit(({ context: { name, books } }) => commit('TurnTaken', turnWrites(name, books))),

    // Matching.
    readOpenItems: emit(({ context }) => ({ type: 'read', queries: openQueries(context) })),
    keepOpenItems: assign(({ event }) =>
      event.type === 'RecordsRead'
        ? { openItems: allIn(event.body, 'openItems'), openBreaks: allIn(event.body, 'breaks'), newItems: [] }
        : {},
    ),
    askLedger: emit(({ context: { trade, name, books } }) => trade.askLedger(name, cursorOf(books))),
    keepNewItems: assign(({ context, event }) => ({
      newItems: isExtract(event.body) ? itemsIn(event.body) : context.newItems,
    })),
    readUsedLines: emit(({ context }) => ({
      type: 'read',
      queries: [turnQuery(context), ...context.trade.usedLines(context)],
    })),
    match: assign(({ context, event }) =>
      event.type === 'RecordsRead' ? { matched: context.trade.match(context, event.body) } : {},
    ),
    post: emit(({ context }) => matchedOf(context).posting),
    storeMatches: emit(({ context }) => {
      const { name, books } = context;
      const { record, result } = matchedOf(context);
      const op = appliesWhatComes(context) ? 'put' : 'insert';
      return commit('MatchesStored', reconciledWrites(name, books, countedRecord(record, result), result, op));
    }),

    // What came of it.
    tellExecutor: emit(({ context: { books, name } }) =>
      sendAll(
        (books.turn?.settled ?? []).map(({ orderId, reference, gross, capturedAt }): Delivery => {
          const amount = { amount: gross, currency: name.currency };
          const message = { type: 'ChargeSettled', orderId, reference, amount, capturedAt } as const;
          return { to: addressOf.paymentOrder(orderId), message };
        }),
      ),
    ),
    prepareBreaks: assign(({ context }) =>
      context.books.turn === undefined ? {} : nextBatch(announcements(context.books.turn, ownAddress(context))),
    ),
    prepareMore: assign(({ context }) => nextBatch(context.unannounced)),
    raiseBreaks: emit(({ context }) => sendAll(context.announced)),
    noteBreak: assign({ announced: stillAnnounced }),
    closeNight: emit(({ context: { name, books } }) => commit('NightClosed', closedWrites(name, books))),
    wakeOthers: emit(({ context }) => sendAll(wakings(context))),

    ...callingActions<NightContext, NightEvent>(),
  },
  guards: {
    isUnfinished: ({ context: { record } }) => record !== undefined && record.status !== 'closed',
    isGood: (seen) => isNewArrival(seen) && doubtAbout(seen.context, fileIn(seen.event)) === undefined,
    isDoubtful: (seen) => isNewArrival(seen) && doubtsAbout(seen.context, fileIn(seen.event)) !== seen.context.doubts,
    isMissing: ({ context }) =>
      context.record === undefined && !countsNoFiles(context) && !isDoubted(context, missing(context.name).found.id),
    isLastDoubtAndCame: (seen) => noted(seen).doubts.length === 0 && seen.context.arrived !== undefined,
    isLastDoubt: (seen) => noted(seen).doubts.length === 0,

    isAboutFile: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'FileStored',
    isAboutTurn: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'TurnTaken',
    isAboutMatches: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'MatchesStored',
    isAboutClosing: ({ event }) => event.type === 'CommitRefused' && event.body.ack === 'NightClosed',

    isToBeStored: (seen) => leadsTo(seen, 'store'),
    isToBeMatched: (seen) => leadsTo(seen, 'match'),
    hasBreaksToRaise: (seen) => leadsTo(seen, 'raise'),
    isToBeClosed: (seen) => leadsTo(seen, 'close'),
    isOver: (seen) => leadsTo(seen, 'over'),
    mayTakeTurn: (seen) => leadsTo(seen, 'take'),
    mustWait: (seen) => leadsTo(seen, 'wait'),
    mayLookAgain: ({ context }) => context.looks < context.policy.redrive.rounds,

    showsOpenItems: (seen) => isReadFor(seen, 'open') && isReadOfThisTurn(seen),
    showsUsedLines: (seen) => isReadFor(seen, 'used') && isReadOfThisTurn(seen),
    showsAnotherTurn: (seen) => !isReadFor(seen, 'turn') && !isReadOfThisTurn(seen),
    isNextExtract: ({ context, event }) => isExtract(event.body) && isNextExtract(context, event.body),
    showsPayoutsToo: (seen) =>
      seen.context.policy.payouts !== undefined && isReadFor(seen, 'open') && isReadOfThisTurn(seen),
    isPosted: ({ context, event }) =>
      event.type === 'FilePosted' && event.body.requestId === context.matched?.requestId,
    isLastOfAll: (seen) => stillAnnounced(seen).length === 0 && seen.context.unannounced.length === 0,
    isLastOfBatch: (seen) => stillAnnounced(seen).length === 0,

    ...callingGuards,
  },
  delays: {
    ...callingDelays,
    backoff: ({ context }) => backoffOf(context.policy.calls, context.calls, context.luck, purposeOfCalls(context)),
    storageTimeout: ({ context }) => context.policy.storageTimeoutMs,
  },
});

/** The file that a message brings. */
function fileIn(event: NightEvent): NightFile {
  if (event.type === 'SettlementFileSent') return event.body.file;
  if (event.type === 'BankStatementSent') return event.body.statement;
  throw new Error(`${event.type} brings no file`);
}

function isNewArrival({ context, event }: Seen): boolean {
  return isNewTo(context, fileIn(event));
}

/** Of several revisions that come before one is stored, the highest is kept. */
function arrival({ context, event }: Seen): Pick<NightContext, 'arrived'> {
  const file = fileIn(event);
  const { arrived } = context;
  const isHigher = isNewTo(context, file) && (arrived === undefined || file.revision > arrived.revision);
  return { arrived: isHigher && doubtAbout(context, file) === undefined ? file : arrived };
}

function arrivedOf({ arrived, name }: NightContext): NightFile {
  if (arrived === undefined) throw new Error(`the file ${name.fileId} has not come yet`);
  return arrived;
}

function isDoubted({ doubts, notedDoubts }: NightContext, id: string): boolean {
  return notedDoubts.includes(id) || doubts.some(({ found }) => found.id === id);
}

/** The doubts that are to be put on record, with what is wrong with the file; the same ones when there is nothing new. */
function doubtsAbout(context: NightContext, file: NightFile): NightContext['doubts'] {
  const doubt = doubtAbout(context, file);
  return doubt === undefined || isDoubted(context, doubt.found.id) ? context.doubts : [...context.doubts, doubt];
}

function noted({ context, event }: Seen): Pick<NightContext, 'doubts' | 'notedDoubts'> {
  const { doubts, notedDoubts } = context;
  if (event.type !== 'BreakNoted' || !doubts.some(({ found }) => found.id === event.body.breakId))
    return { doubts, notedDoubts };
  const left = doubts.filter(({ found }) => found.id !== event.body.breakId);
  return { doubts: left, notedDoubts: [...notedDoubts, event.body.breakId] };
}

function turnQuery({ name }: NightContext): Query {
  return { table: 'nightTurns', group: name.account };
}

function turnQueries(context: NightContext): Query[] {
  const { account, fileId, date } = context.name;
  return [
    turnQuery(context),
    { table: 'files', group: account },
    { table: 'fileContents', group: fileId },
    { table: 'fileContents', group: `${account}/${addDays(date, -1)}` },
  ];
}

function openQueries(context: NightContext): Query[] {
  const group = context.name.account;
  return [turnQuery(context), { table: 'openItems', group }, { table: 'breaks', group }];
}

/** What is stored is known now; what has come and is stored need not be kept any longer. */
function booksRead({ context, event }: Seen): Partial<NightContext> {
  if (event.type !== 'RecordsRead') return {};
  const books = booksOf(event.body, context.name);
  const record = ownRecord(books, context.name);
  const { arrived } = context;
  const isStored = arrived !== undefined && !isNews(arrived, record);
  return { books, record, matched: undefined, arrived: isStored ? undefined : arrived };
}

function leadsTo({ context, event }: Seen, step: Step): boolean {
  return event.type === 'RecordsRead' && purposeOf(event.body) === 'turn' && stepAfter(context, event.body) === step;
}

function isReadFor({ event }: Seen, purpose: ReturnType<typeof purposeOf>): boolean {
  return event.type === 'RecordsRead' && purposeOf(event.body) === purpose;
}

function isReadOfThisTurn({ context, event }: Seen): boolean {
  return event.type === 'RecordsRead' && isOfThisTurn(context, event.body);
}

function matchedOf({ matched, name }: NightContext): Matched {
  if (matched === undefined) throw new Error(`${name.fileId} is not matched yet`);
  return matched;
}

function stillAnnounced({ context, event }: Seen): readonly Delivery[] {
  const { announced } = context;
  return event.type === 'BreakNoted' ? announced.filter((delivery) => !isNotedBy(delivery, event.body)) : announced;
}

function sendAll(deliveries: readonly Delivery[]): Effect {
  return { type: 'send', deliveries };
}
