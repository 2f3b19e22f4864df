/** The states that both kinds of night go through, from a file that is to be stored to one that is closed. */
import { listeningStates } from './calling.ts';
import { on } from './on.ts';

interface OpenItemsRead {
  readonly guard: string;
  readonly target: string;
  readonly actions: 'keepOpenItems';
}

/** A file about which nothing is known yet, or that is known and not worked on at present. */
export const arrivals = [
  { guard: 'isUnfinished', target: 'readingTurn', actions: 'keepArrival' },
  { guard: 'isGood', target: 'storingFile', actions: 'keepArrival' },
  { guard: 'isDoubtful', target: 'raisingDoubts', actions: 'doubtArrival' },
] as const;

/** The file should have come by now. */
export const expectations = [
  { guard: 'isUnfinished', target: 'readingTurn' },
  { guard: 'isMissing', target: 'raisingDoubts', actions: 'doubtMissing' },
] as const;

/** Something that may be the reason to take up a file that is stored. */
export const reminders = {
  NightOver: { guard: 'isUnfinished', target: 'readingTurn' },
  Resumed: { guard: 'isUnfinished', target: 'readingTurn' },
} as const;

/**
 * The file has not come, or is no good: that is a break, and the file is asked for until a good one comes.
 * @param sent the message that brings the file
 * @param expected the message that says that it should have come
 */
export function doubtStates<const Sent extends string, const Expected extends string>(sent: Sent, expected: Expected) {
  return {
    raisingDoubts: {
      entry: 'beginCalls',
      ...listeningStates('raiseDoubts'),
      on: {
        BreakNoted: [
          { guard: 'isLastDoubtAndCame', target: 'storingFile', actions: 'noteDoubt' },
          { guard: 'isLastDoubt', target: 'askingForFile', actions: 'noteDoubt' },
          { actions: 'noteDoubt' },
        ],
        ...on(sent, [
          { guard: 'isGood', actions: 'keepArrival' },
          { guard: 'isDoubtful', target: 'raisingDoubts', reenter: true, actions: 'doubtArrival' },
        ]),
        ...on(expected, { guard: 'isMissing', target: 'raisingDoubts', reenter: true, actions: 'doubtMissing' }),
      },
    },
    askingForFile: {
      entry: 'beginCalls',
      ...listeningStates('askForFile'),
      on: {
        NightOver: { target: 'askingForFile', reenter: true },
        ...on(sent, arrivals),
        ...on(expected, [...expectations, { target: 'askingForFile', reenter: true }]),
      },
    },
  } as const;
}

export const turnStates = {
  storingFile: {
    entry: 'storeFile',
    on: { FileStored: 'readingTurn', CommitRefused: { guard: 'isAboutFile', target: 'readingTurn' } },
    after: { storageTimeout: { target: 'storingFile', reenter: true } },
  },
  readingTurn: {
    entry: 'readTurn',
    on: {
      RecordsRead: [
        { guard: 'isToBeStored', target: 'storingFile', actions: 'keepBooks' },
        { guard: 'mayTakeTurn', target: 'takingTurn', actions: 'keepBooks' },
        { guard: 'isToBeMatched', target: 'readingOpenItems', actions: 'keepBooks' },
        { guard: 'hasBreaksToRaise', target: 'raisingBreaks', actions: ['keepBooks', 'tellExecutor', 'prepareBreaks'] },
        { guard: 'isToBeClosed', target: 'closing', actions: ['keepBooks', 'tellExecutor'] },
        { guard: 'isOver', target: 'over', actions: 'keepBooks' },
        { guard: 'mustWait', target: 'waitingForTurn', actions: 'keepBooks' },
      ],
    },
    after: { storageTimeout: { target: 'readingTurn', reenter: true } },
  },
  waitingForTurn: {
    entry: 'askForEarlierFile',
    on: {
      NightOver: { target: 'readingTurn', actions: 'forgetLooks' },
      Resumed: { target: 'readingTurn', actions: 'forgetLooks' },
    },
    after: { redrive: { guard: 'mayLookAgain', target: 'readingTurn', actions: 'countLook' } },
  },
  takingTurn: {
    entry: 'takeTurn',
    on: { TurnTaken: 'readingTurn', CommitRefused: { guard: 'isAboutTurn', target: 'readingTurn' } },
    after: { storageTimeout: { target: 'takingTurn', reenter: true } },
  },
} as const;

/**
 * What is open is read.
 * @param next the state that goes on with it
 * @param instead states that go on with it instead, under conditions
 */
export function openItemStates<Next extends string, const Instead extends readonly OpenItemsRead[]>(
  next: Next,
  ...instead: Instead
) {
  return {
    readingOpenItems: {
      entry: 'readOpenItems',
      on: {
        RecordsRead: [
          ...instead,
          { guard: 'showsOpenItems', target: next, actions: 'keepOpenItems' },
          { guard: 'showsAnotherTurn', target: 'readingTurn' },
        ],
      },
      after: { storageTimeout: { target: 'readingOpenItems', reenter: true } },
    },
  } as const;
}

export const matchingStates = {
  readingUsedLines: {
    entry: 'readUsedLines',
    on: {
      RecordsRead: [
        { guard: 'showsUsedLines', target: 'posting', actions: 'match' },
        { guard: 'showsAnotherTurn', target: 'readingTurn' },
      ],
    },
    after: { storageTimeout: { target: 'readingUsedLines', reenter: true } },
  },
  posting: {
    entry: 'beginCalls',
    ...listeningStates('post'),
    on: { FilePosted: { guard: 'isPosted', target: 'storingMatches' } },
  },
  storingMatches: {
    entry: 'storeMatches',
    on: { MatchesStored: 'readingTurn', CommitRefused: { guard: 'isAboutMatches', target: 'readingTurn' } },
    after: { storageTimeout: { target: 'storingMatches', reenter: true } },
  },
  raisingBreaks: {
    entry: 'beginCalls',
    ...listeningStates('raiseBreaks'),
    on: {
      BreakNoted: [
        { guard: 'isLastOfAll', target: 'closing', actions: 'noteBreak' },
        { guard: 'isLastOfBatch', target: 'raisingBreaks', reenter: true, actions: 'prepareMore' },
        { actions: 'noteBreak' },
      ],
    },
  },
  closing: {
    entry: 'closeNight',
    on: { NightClosed: 'readingTurn', CommitRefused: { guard: 'isAboutClosing', target: 'readingTurn' } },
    after: { storageTimeout: { target: 'closing', reenter: true } },
  },
  over: { type: 'final', entry: 'wakeOthers' },
} as const;
