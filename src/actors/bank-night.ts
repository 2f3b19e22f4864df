/**
 * One night's bank statement at reconciliation: kept, matched with the payouts that the PSP advised and with those to
 * sellers that the ledger has posted, posted as cash.
 */
import { addressOf } from '../domain/addresses.ts';
import { advisedLines, matchBankStatement, unusedBankLines, type BankMatching } from '../domain/bank-matching.ts';
import { send, type Query, type RecordsRead } from '../domain/effects.ts';
import type { BankStatement } from '../domain/settlement-file.ts';
import { listeningStates } from './calling.ts';
import { night } from './night-machine.ts';
import {
  arrivals,
  doubtStates,
  expectations,
  matchingStates,
  openItemStates,
  reminders,
  turnStates,
} from './night-states.ts';
import { nightContext, resultOf, usedUp, type Matched, type NightContext, type Trade } from './night-work.ts';
import { cursorOf, datedOn, fileRecord, requestOf, revisionsAtWork, type NightFile } from './night.ts';

const bank: Trade = {
  ask: ({ currency }, date) =>
    send(addressOf.bankStatement(currency, date), { type: 'StatementRequested', currency, date }),
  askLedger: ({ currency, date }, after) =>
    send(addressOf.payoutExtract(currency, date), { type: 'PayoutExtractRequested', currency, date, after }),
  usedLines: (context) =>
    statementOf(context).lines.map(({ reference }): Query => ({ table: 'matches', group: `line/${reference}` })),
  match: matched,
};

export const bankNight = night.createMachine({
  id: 'bankNight',
  context: ({ input }) => nightContext(bank, input),
  initial: 'waitingForStatement',
  // Whatever the night is doing, a revision that comes meanwhile is kept until it is done.
  on: { BankStatementSent: { actions: 'keepArrival' } },
  states: {
    waitingForStatement: {
      on: { BankStatementSent: arrivals, StatementExpected: expectations, ...reminders },
    },
    ...doubtStates('BankStatementSent', 'StatementExpected'),
    ...turnStates,
    ...openItemStates('readingUsedLines', {
      guard: 'showsPayoutsToo',
      target: 'askingLedger',
      actions: 'keepOpenItems',
    } as const),
    askingLedger: {
      entry: 'beginCalls',
      ...listeningStates('askLedger'),
      on: { PayoutExtractSent: { guard: 'isNextExtract', target: 'readingUsedLines', actions: 'keepNewItems' } },
    },
    ...matchingStates,
  },
});

function statementOf({ books }: NightContext): BankStatement {
  const { file } = revisionsAtWork(books);
  if (isStatement(file)) return file;
  throw new Error(`number ${file.sequence} of ${file.date} is a settlement file and not a statement`);
}

function isStatement(file: NightFile): file is BankStatement {
  return file.lines.every((line) => 'valueDate' in line);
}

function matched(context: NightContext, read: RecordsRead): Matched {
  const { policy, name, books, openItems, newItems, openBreaks } = context;
  const statement = statementOf(context);
  const earlierMatches = usedUp(context, read);
  const on = datedOn(books, name);
  const matching: BankMatching = {
    statement,
    fileId: name.fileId,
    on,
    openItems,
    newItems,
    openBreaks,
    earlierMatches,
  };
  const requestId = requestOf(name, statement);
  const { currency, date } = name;
  const lines = policy.defects.has('balance-never-reconciled')
    ? advisedLines(matching, policy.bankCalendar.zone)
    : unusedBankLines(matching);
  const posting = { type: 'PostStatement', requestId, currency, date, lines } as const;
  return {
    record: { ...fileRecord(name, statement, context.record), ledgerCursor: cursorOf(books) + newItems.length },
    result: resultOf(context, statement, matchBankStatement(matching)),
    requestId,
    posting: send(addressOf.ledgerTransaction(requestId), posting),
  };
}
