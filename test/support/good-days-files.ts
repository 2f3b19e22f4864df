/** What the PSP and the bank do of a night, told as facts: batches, payouts, transfers and statements, as they should be. */
import { addressOf } from '../../src/domain/addresses.ts';
import type { BusinessDate } from '../../src/domain/calendar.ts';
import { money } from '../../src/domain/money.ts';
import type {
  BankTransferRecord,
  ChargeRecord,
  PspPayoutRecord,
  PspRefundRecord,
  SettlementBatchRecord,
  TableName,
  Tables,
} from '../../src/domain/records.ts';
import type { BankStatement, SettlementFile } from '../../src/domain/settlement-file.ts';
import type { FactTape, Row } from './fact-tape.ts';
import { EUR } from './good-days-policy.ts';

export type Batch = Omit<SettlementBatchRecord, 'id' | 'currency' | 'status' | 'payouts'>;

/** The file that a batch leads to, with these lines. */
export function fileOf({ date, sequence, opening, closing }: Batch, lines: SettlementFile['lines']): SettlementFile {
  return { currency: EUR, date, sequence, revision: 1, lineCount: lines.length, opening, closing, lines };
}

/** The file is due: the PSP stores its batch and notes what the batch lists. */
export function makeFile(tape: FactTape, batch: Batch, { date, lines }: SettlementFile): void {
  const psp = addressOf.pspFile(EUR, date);
  tape.send(psp, psp, { type: 'FileDue', currency: EUR, date });
  const references = new Set<string>(lines.map(({ reference }) => reference));
  const charges = writesTo(tape, 'charges').filter(({ status }) => status === 'captured');
  const refunds = writesTo(tape, 'pspRefunds').filter(({ status }) => status === 'refunded');
  const payouts = lines.filter(({ type }) => type === 'payout').map(({ reference }) => reference);
  tape.commit(
    psp,
    ['settlementBatches', { ...batch, id: `EUR/${date}`, currency: EUR, payouts, status: 'filed' }],
    ...charges.filter(isListed(references)).map((charge): Row => ['charges', { ...charge, settledOn: date }]),
    ...refunds.filter(isListed(references)).map((refund): Row => ['pspRefunds', { ...refund, settledOn: date }]),
  );
}

function isListed(references: ReadonlySet<string>): (record: ChargeRecord | PspRefundRecord) => boolean {
  return ({ reference, settledOn }) => references.has(reference) && settledOn === undefined;
}

export function sendFile(tape: FactTape, file: SettlementFile): void {
  const { date } = file;
  tape.send(addressOf.pspFile(EUR, date), addressOf.settlementNight(EUR, date), { type: 'SettlementFileSent', file });
}

/** The cut-off: the PSP pays out its batches and tells the bank, which has the money on its way. */
export function payOut(
  tape: FactTape,
  payout: Omit<PspPayoutRecord, 'status'>,
  transfer: Omit<BankTransferRecord, 'status'>,
): void {
  const { id, date, amount } = payout;
  const [psp, bank] = [addressOf.pspPayout(EUR, date), addressOf.bankTransfer(id)];
  tape.send(psp, psp, { type: 'DayClosed', currency: EUR, date });
  const paid = writesTo(tape, 'settlementBatches').filter((batch) => payout.batches.includes(batch.id));
  tape.commit(
    psp,
    ['pspPayouts', { ...payout, status: 'instructed' }],
    ...paid.map((batch): Row => ['settlementBatches', { ...batch, status: 'paidOut' }]),
  );
  tape.send(psp, bank, { type: 'PayoutInstructed', payoutId: id, amount: money(amount, EUR) });
  tape.commit(bank, ['bankTransfers', { ...transfer, status: 'inTransit' }]);
  tape.send(bank, psp, { type: 'PayoutAccepted', payoutId: id });
  tape.commit(psp, ['pspPayouts', { ...payout, status: 'accepted' }]);
}

export function bookTransfer(tape: FactTape, transfer: Omit<BankTransferRecord, 'status'>): void {
  tape.waitUntil(transfer.bookedAt);
  tape.commit(addressOf.bankTransfer(transfer.id), ['bankTransfers', { ...transfer, status: 'booked' }]);
}

export function makeStatement(tape: FactTape, statement: BankStatement): void {
  const { currency, date, sequence, opening, closing, lines } = statement;
  const bank = addressOf.bankStatement(currency, date);
  const transfers = lines.map(({ reference }) => reference);
  const balances = { currency, date, sequence, opening, closing };
  tape.send(bank, bank, { type: 'StatementDue', currency, date });
  tape.commit(bank, ['bankStatements', { ...balances, id: `EUR/${date}`, entries: lines.length, transfers }]);
}

export function sendStatement(tape: FactTape, statement: BankStatement): void {
  const date: BusinessDate = statement.date;
  const message = { type: 'BankStatementSent', statement } as const;
  tape.send(addressOf.bankStatement(EUR, date), addressOf.bankNight(EUR, date), message);
}

/** The records of a table as they are stored by now, in the order in which they came to be. */
export function writesTo<T extends TableName>(tape: FactTape, table: T): readonly Tables[T][] {
  const stored = new Map<string, Tables[T]>();
  for (const fact of tape.facts) {
    if (fact.kind === 'written' && fact.table === table) stored.set(fact.after.id, fact.after as Tables[T]);
  }
  return [...stored.values()];
}
