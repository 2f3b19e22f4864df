/** Nights of settlement in which everything is as it should be, told as facts. */
import { addressOf, type Address } from '../../src/domain/addresses.ts';
import { businessDate, type BusinessDate, type Instant } from '../../src/domain/calendar.ts';
import type { LedgerItem } from '../../src/domain/messages.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import {
  captureId,
  cashTransaction,
  payoutTransaction,
  payoutTransactionId,
  pspFeeTransaction,
} from '../../src/domain/postings.ts';
import type {
  BankTransferRecord,
  BreakRecord,
  ChargeRecord,
  IngestedFileRecord,
  MatchRecord,
  OpenItemRecord,
  PspPayoutRecord,
  SettlementBatchRecord,
} from '../../src/domain/records.ts';
import type { BankLine, BankStatement, SettlementFile, SettlementLine } from '../../src/domain/settlement-file.ts';
import type { FactTape, Row } from './fact-tape.ts';
import { EUR } from './good-policy.ts';

/** The charges and captures so far, as the PSP and the ledger hold them. */
export interface Booked {
  readonly charges: readonly ChargeRecord[];
  readonly captures: readonly LedgerItem[];
}

export interface PspNight {
  readonly batch: Omit<SettlementBatchRecord, 'id' | 'currency' | 'status'>;
  readonly lines: readonly SettlementLine[];
  /** Captures that reconciliation has seen before this night, and after it. */
  readonly seenBefore: number;
  readonly seenAfter: number;
  /** When the bank should show this night's payout. */
  readonly payoutDueOn: BusinessDate;
}

export function pspNight(
  tape: FactTape,
  { batch, lines, seenBefore, seenAfter, payoutDueOn }: PspNight,
  booked: Booked,
): void {
  const { date, sequence, opening, closing } = batch;
  const id = `psp/EUR/${date}`;
  const [psp, night, ledger] = [
    addressOf.pspFile(EUR, date),
    addressOf.settlementNight(EUR, date),
    addressOf.ledgerTransaction(id),
  ];
  const file: SettlementFile = { currency: EUR, date, sequence, opening, closing, lines };
  const listed = booked.charges.filter((charge) => charge.businessDate === date);
  tape.commit(
    psp,
    ['settlementBatches', { ...batch, id: `EUR/${date}`, currency: EUR, status: 'filed' }],
    ...listed.map((charge): Row => ['charges', { ...charge, settledOn: date }]),
  );
  tape.send(psp, night, { type: 'SettlementFileSent', file });
  const stored = storedFile('psp', file);
  tape.commit(night, ['files', stored]);
  const extract = addressOf.ledgerExtract(EUR, date);
  tape.send(night, extract, { type: 'LedgerExtractRequested', currency: EUR, date, after: seenBefore });
  const items = booked.captures.slice(seenBefore, seenAfter);
  tape.send(extract, night, { type: 'LedgerExtractSent', currency: EUR, date, items, upTo: seenAfter });

  tape.send(night, ledger, { type: 'PostFile', requestId: id, file });
  tape.commit(ledger, ...fileTransactions(lines, tape.now(), id));
  tape.send(ledger, night, { type: 'FilePosted', requestId: id });

  const matches = lines.map((line) => matchOf(id, line));
  const earlier = booked.charges.filter((charge) => (charge.businessDate ?? date) < date);
  const listedBefore = new Set(earlier.map((charge) => charge.reference));
  const waiting = booked.captures.slice(0, seenAfter).filter((item) => !listedBefore.has(item.pspReference));
  const payouts = lines
    .filter((line) => line.type === 'payout')
    .map(({ reference, amount }): OpenItemRecord => ({
      id: payoutTransactionId(reference),
      source: 'bank',
      reference,
      date: payoutDueOn,
      status: 'open',
      ...money(amount, EUR),
    }));
  tape.commit(
    night,
    ['files', { ...stored, status: 'reconciled', ledgerCursor: seenAfter, matched: matches.length }],
    ...matches.map((match): Row => ['matches', match]),
    ...waiting.map((item): Row => ['openItems', openItem(item, matches)]),
    ...payouts.map((item): Row => ['openItems', item]),
  );
}

function fileTransactions(lines: readonly SettlementLine[], at: Instant, requestId: string): Row[] {
  return [
    ['postedRequests', { id: requestId, at, transactions: lines.length }],
    ...lines.map((line): Row => [
      'transactions',
      line.type === 'charge'
        ? pspFeeTransaction(line, money(line.fee, EUR), at)
        : payoutTransaction(line.reference, money(line.amount, EUR), at),
    ]),
  ];
}

function matchOf(fileId: string, line: SettlementLine): MatchRecord {
  return line.type === 'charge'
    ? {
        id: `${fileId}/charge/${line.reference}`,
        fileId,
        transactionId: captureId(line.orderId),
        orderId: line.orderId,
        ...money(line.gross, EUR),
      }
    : {
        id: `${fileId}/payout/${line.reference}`,
        fileId,
        transactionId: payoutTransactionId(line.reference),
        ...money(line.amount, EUR),
      };
}

function openItem(item: LedgerItem, matches: readonly MatchRecord[]): OpenItemRecord {
  const { transactionId: id, orderId, pspReference: reference, saleDate: date, amount, currency } = item;
  const status = matches.some((match) => match.transactionId === id) ? 'matched' : 'open';
  return { id, source: 'psp', reference, date, orderId, status, amount, currency };
}

function storedFile(source: 'psp' | 'bank', file: SettlementFile | BankStatement): IngestedFileRecord {
  const { currency, date, sequence, opening, closing, lines } = file;
  const counts = { lines: lines.length, ledgerCursor: 0, matched: 0, opened: 0, resolved: 0 };
  return {
    id: `${source}/${currency}/${date}`,
    source,
    currency,
    date,
    sequence,
    opening,
    closing,
    status: 'stored',
    ...counts,
  };
}

/** The cut-off: the PSP pays out its batches and tells the bank, which has the money on its way. */
export function payOut(
  tape: FactTape,
  payout: PspPayoutRecord,
  paid: SettlementBatchRecord,
  transfer: BankTransferRecord,
): void {
  const psp = addressOf.pspPayout(EUR, payout.date);
  const bank = addressOf.bankTransfer(payout.id);
  tape.commit(psp, ['pspPayouts', payout], ['settlementBatches', { ...paid, status: 'paidOut' }]);
  tape.send(psp, bank, { type: 'PayoutInstructed', payoutId: payout.id, amount: money(payout.amount, EUR) });
  tape.commit(bank, ['bankTransfers', { ...transfer, status: 'inTransit' }]);
}

export function bookTransfer(tape: FactTape, transfer: BankTransferRecord): void {
  tape.waitUntil(transfer.bookedAt);
  tape.commit(addressOf.bankTransfer(transfer.id), ['bankTransfers', { ...transfer, status: 'booked' }]);
}

export interface BankNight {
  readonly date: string;
  readonly sequence: number;
  readonly opening: number;
  readonly closing: number;
  readonly lines: readonly BankLine[];
}

export function bankNight(tape: FactTape, { date: text, sequence, opening, closing, lines }: BankNight): void {
  const date = businessDate(text);
  const id = `bank/EUR/${date}`;
  const [bank, night, ledger] = [
    addressOf.bankStatement(EUR, date),
    addressOf.bankNight(EUR, date),
    addressOf.ledgerTransaction(id),
  ];
  const statement: BankStatement = {
    currency: EUR,
    date,
    sequence,
    opening: minorUnits(opening),
    closing: minorUnits(closing),
    lines,
  };
  const { lines: _, ...balances } = statement;
  tape.commit(bank, ['bankStatements', { ...balances, id: `EUR/${date}`, entries: lines.length }]);
  tape.send(bank, night, { type: 'BankStatementSent', statement });
  const stored = storedFile('bank', statement);
  tape.commit(night, ['files', stored]);
  tape.send(night, ledger, { type: 'PostStatement', requestId: id, statement });
  const at = tape.now();
  tape.commit(
    ledger,
    ['postedRequests', { id, at, transactions: lines.length }],
    ...lines.map((line): Row => ['transactions', cashTransaction(line.reference, money(line.amount, EUR), at)]),
  );
  tape.send(ledger, night, { type: 'FilePosted', requestId: id });
  tape.commit(
    night,
    ['files', { ...stored, status: 'reconciled', matched: lines.length }],
    ...lines.flatMap((line) => matchBank(id, date, line)),
  );
}

function matchBank(fileId: string, date: BusinessDate, { reference, amount }: BankLine): Row[] {
  const id = payoutTransactionId(reference);
  return [
    ['matches', { id: `${fileId}/${reference}`, fileId, transactionId: id, ...money(amount, EUR) }],
    ['openItems', { id, source: 'bank', reference, date, status: 'matched', ...money(amount, EUR) }],
  ];
}

export function raiseBreak(tape: FactTape, found: BreakRecord): void {
  const [night, home] = [addressOf.settlementNight(EUR, found.openedOn), addressOf.break(found.id)];
  tape.send(night, home, { type: 'BreakFound', breakId: found.id, found });
  tape.commit(home, ['breaks', found]);
}

export function explainBreak(tape: FactTape, found: BreakRecord, resolvedOn: BusinessDate, explanation: string): void {
  const [night, home]: [Address, Address] = [addressOf.settlementNight(EUR, resolvedOn), addressOf.break(found.id)];
  tape.send(night, home, { type: 'BreakExplained', breakId: found.id, resolvedOn, explanation });
  tape.commit(home, ['breaks', { ...found, status: 'resolved', resolvedOn, explanation }]);
}
