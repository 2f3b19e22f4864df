/** Nights of reconciliation in which everything is as it should be, told as facts. */
import { addressOf, type Address } from '../../src/domain/addresses.ts';
import type { BusinessDate, Instant } from '../../src/domain/calendar.ts';
import type { LedgerItem } from '../../src/domain/ledger-item.ts';
import { money } from '../../src/domain/money.ts';
import {
  captureId,
  cashTransaction,
  payoutTransaction,
  payoutTransactionId,
  pspFeeTransaction,
  refundPaidId,
} from '../../src/domain/postings.ts';
import type { BreakRecord, IngestedFileRecord, MatchRecord, OpenItemRecord } from '../../src/domain/night-records.ts';
import type { LedgerTransactionRecord } from '../../src/domain/records.ts';
import type { BankLine, BankStatement, SettlementFile, SettlementLine } from '../../src/domain/settlement-file.ts';
import type { FactTape, Row } from './fact-tape.ts';
import { makeFile, makeStatement, sendFile, sendStatement, writesTo, type Batch } from './good-days-files.ts';
import { EUR } from './good-days-policy.ts';

/** What a night finds out beside its matches. */
export interface Outcome {
  /** References of lines that are not matched. */
  readonly unmatched?: readonly string[];
  readonly found?: readonly BreakRecord[];
  readonly explained?: readonly { readonly record: BreakRecord; readonly explanation: string }[];
  /** When the bank should show this night's payout. */
  readonly payoutDueOn: BusinessDate;
}

/** A whole night: the PSP makes its file and sends it, and reconciliation takes it in and brings it to its end. */
export function pspNight(tape: FactTape, batch: Batch, file: SettlementFile, outcome: Outcome): void {
  makeFile(tape, batch, file);
  sendFile(tape, file);
  takeIn(tape, 'psp', file);
  reconcile(tape, file, outcome);
}

export function bankNight(tape: FactTape, statement: BankStatement): void {
  makeStatement(tape, statement);
  sendStatement(tape, statement);
  takeIn(tape, 'bank', statement);
  reconcileStatement(tape, statement);
}

export function takeIn(tape: FactTape, source: 'psp' | 'bank', content: SettlementFile | BankStatement): void {
  const stored = storedFile(source, content);
  const id = `${stored.id}#${content.revision}`;
  tape.commit(nightOf(stored), ['files', stored], ['fileContents', { id, fileId: stored.id, content }]);
}

/** The turn of a file of the PSP that was taken in: from the question to the ledger to the last break. */
export function reconcile(tape: FactTape, file: SettlementFile, outcome: Outcome): void {
  const { date, lines, revision } = file;
  const stored = storedFile('psp', file);
  const night = nightOf(stored);
  const extract = addressOf.ledgerExtract(EUR, date);
  const after = Math.max(0, ...writesTo(tape, 'files').map(({ ledgerCursor }) => ledgerCursor));
  const items = itemsOf(tape);
  tape.send(night, extract, { type: 'LedgerExtractRequested', currency: EUR, date, after });
  const shown = { currency: EUR, date, items: items.slice(after), upTo: items.length };
  tape.send(extract, night, { type: 'LedgerExtractSent', ...shown });

  const requestId = revision === 1 ? stored.id : `${stored.id}#${revision}`;
  const names = { requestId, currency: EUR, date };
  const posted = unusedLines(tape, lines);
  const ledger = addressOf.ledgerTransaction(requestId);
  tape.send(night, ledger, { type: 'PostFile', ...names, lines: posted });
  tape.commit(ledger, ...postedRows(tape.now(), requestId, posted));
  tape.send(ledger, night, { type: 'FilePosted', ...names });

  const known = new Set(writesTo(tape, 'matches').map(({ transactionId }) => transactionId));
  const matches = firstOfEach(lines)
    .filter(({ reference }) => outcome.unmatched?.includes(reference) !== true)
    .map((line) => matchOf(stored.id, line))
    .filter(({ transactionId }) => !known.has(transactionId));
  const matched = new Set([...known, ...matches.map(({ transactionId }) => transactionId)]);
  const figures = {
    matched: matches.length,
    opened: outcome.found?.length ?? 0,
    resolved: outcome.explained?.length ?? 0,
  };
  const record = { ...stored, ...figures, status: 'reconciled', ledgerCursor: items.length } as const;
  tape.commit(
    night,
    ['files', record],
    ...matches.map((match): Row => ['matches', match]),
    ...items.filter(({ transactionId }) => !known.has(transactionId)).map((item): Row => openRow(item, matched)),
    ...(revision === 1 ? lines : []).flatMap((line) => payoutRows(line, outcome.payoutDueOn)),
  );
  close(tape, record, outcome);
}

/** The breaks are raised and noted, and the night is over. */
function close(tape: FactTape, record: IngestedFileRecord, { found = [], explained = [] }: Partial<Outcome>): void {
  const night = nightOf(record);
  for (const one of found) raiseBreak(tape, night, one);
  for (const one of explained) explainBreak(tape, night, { ...one, resolvedOn: record.date });
  tape.commit(night, ['files', { ...record, status: 'closed' }]);
}

/** Captures and paid refunds in the order in which the ledger posted them. */
function itemsOf(tape: FactTape): readonly LedgerItem[] {
  return writesTo(tape, 'transactions').flatMap(itemOf);
}

function itemOf({ id, kind, orderId, pspReference, saleDate, postings }: LedgerTransactionRecord): LedgerItem[] {
  const [posting] = postings;
  if (kind !== 'capture' && kind !== 'refundPaid') return [];
  if (orderId === undefined || pspReference === undefined || saleDate === undefined || posting === undefined) return [];
  const { amount, currency } = posting;
  const names = { transactionId: id, orderId, pspReference, saleDate, amount, currency };
  return [{ kind: kind === 'capture' ? 'capture' : 'refund', ...names }];
}

/** Each line once, and none whose fee or payout is posted already. */
function unusedLines(tape: FactTape, lines: readonly SettlementLine[]): readonly SettlementLine[] {
  const posted = new Set(writesTo(tape, 'transactions').map(({ id }) => id));
  const isPosted = ({ reference }: SettlementLine): boolean =>
    posted.has(`pspFee/${reference}`) || posted.has(payoutTransactionId(reference));
  return firstOfEach(lines).filter((line) => !isPosted(line));
}

function firstOfEach(lines: readonly SettlementLine[]): readonly SettlementLine[] {
  return lines.filter((line, index) => lines.findIndex(({ reference }) => reference === line.reference) === index);
}

function postedRows(at: Instant, id: string, lines: readonly SettlementLine[]): Row[] {
  const transactions = lines.flatMap((line) => {
    switch (line.type) {
      case 'charge':
        return line.fee === 0 ? [] : [pspFeeTransaction(line, money(line.fee, EUR), at)];
      case 'payout':
        return [payoutTransaction(line.reference, money(line.amount, EUR), at)];
      case 'refund':
        return [];
    }
  });
  return [
    ['postedRequests', { id, at, transactions: transactions.length }],
    ...transactions.map((transaction): Row => ['transactions', transaction]),
  ];
}

function matchOf(fileId: string, line: SettlementLine): MatchRecord {
  const id = `${fileId}/${line.type}/${line.reference}`;
  switch (line.type) {
    case 'charge': {
      const { orderId, gross } = line;
      return { id, fileId, transactionId: captureId(orderId), orderId, ...money(gross, EUR) };
    }
    case 'refund': {
      const { orderId, amount } = line;
      return { id, fileId, transactionId: refundPaidId(line.refundId), orderId, ...money(amount, EUR) };
    }
    case 'payout':
      return { id, fileId, transactionId: payoutTransactionId(line.reference), ...money(line.amount, EUR) };
  }
}

function openRow(item: LedgerItem, matched: ReadonlySet<string>): Row {
  const { transactionId: id, orderId, pspReference: reference, saleDate: date, amount, currency } = item;
  const status = matched.has(id) ? 'matched' : 'open';
  return ['openItems', { id, source: 'psp', reference, date, orderId, status, amount, currency }];
}

function payoutRows(line: SettlementLine, date: BusinessDate): Row[] {
  if (line.type !== 'payout') return [];
  const { reference, amount } = line;
  const item: OpenItemRecord = {
    id: payoutTransactionId(reference),
    ...{ source: 'bank', reference, date, status: 'open' },
    ...money(amount, EUR),
  };
  return [['openItems', item]];
}

function storedFile(source: 'psp' | 'bank', file: SettlementFile | BankStatement): IngestedFileRecord {
  const { currency, date, sequence, opening, closing, revision } = file;
  const counts = { lines: file.lines.length, ledgerCursor: 0, matched: 0, opened: 0, resolved: 0 };
  const id = `${source}/${currency}/${date}`;
  return { id, source, currency, date, sequence, opening, closing, revision, status: 'stored', ...counts };
}

function nightOf({ source, date }: Pick<IngestedFileRecord, 'source' | 'date'>): Address {
  return source === 'psp' ? addressOf.settlementNight(EUR, date) : addressOf.bankNight(EUR, date);
}

function reconcileStatement(tape: FactTape, statement: BankStatement): void {
  const { date, lines } = statement;
  const stored = storedFile('bank', statement);
  const night = nightOf(stored);
  const ledger = addressOf.ledgerTransaction(stored.id);
  const names = { requestId: stored.id, currency: EUR, date };
  tape.send(night, ledger, { type: 'PostStatement', ...names, lines });
  const at = tape.now();
  tape.commit(
    ledger,
    ['postedRequests', { id: stored.id, at, transactions: lines.length }],
    ...lines.map((line): Row => ['transactions', cashTransaction(line.reference, money(line.amount, EUR), at)]),
  );
  tape.send(ledger, night, { type: 'FilePosted', ...names });
  const record = { ...stored, status: 'reconciled', matched: lines.length } as const;
  tape.commit(night, ['files', record], ...lines.flatMap((line) => matchBank(stored.id, date, line)));
  close(tape, record, {});
}

function matchBank(fileId: string, date: BusinessDate, { reference, amount }: BankLine): Row[] {
  const id = payoutTransactionId(reference);
  return [
    ['matches', { id: `${fileId}/${reference}`, fileId, transactionId: id, ...money(amount, EUR) }],
    ['openItems', { id, source: 'bank', reference, date, status: 'matched', ...money(amount, EUR) }],
  ];
}

export function raiseBreak(tape: FactTape, night: Address, found: BreakRecord): void {
  const home = addressOf.break(found.id);
  tape.send(night, home, { type: 'BreakFound', breakId: found.id, night, found });
  tape.commit(home, ['breaks', found]);
  tape.send(home, night, { type: 'BreakNoted', breakId: found.id, status: 'open' });
}

interface Explained {
  readonly record: BreakRecord;
  readonly explanation: string;
  readonly resolvedOn: BusinessDate;
}

function explainBreak(tape: FactTape, night: Address, { record, explanation, resolvedOn }: Explained): void {
  const { id } = record;
  const home = addressOf.break(id);
  tape.send(night, home, { type: 'BreakExplained', breakId: id, night, resolvedOn, explanation });
  tape.commit(home, ['breaks', { ...record, status: 'resolved', resolvedOn, explanation }]);
  tape.send(home, night, { type: 'BreakNoted', breakId: id, status: 'resolved' });
}
