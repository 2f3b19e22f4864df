/**
 * The good days' sales, with trouble in the files of their nights. In the week of corrections nothing is wrong in the end:
 * the first file comes with 12.10 EUR for a charge of 12.00 EUR and is corrected four hours later; the second is cut off,
 * refused, asked for and sent again; the third is late, missed, asked for, and comes twice. In the days of wrong lines the
 * PSP's own books are wrong in the first file, and stay so:
 *
 *   ch_1_1_1     12.00, listed twice           +11.40 in the balance that is shown
 *   ch_1_2_1     30.00, not listed             -28.88
 *   ch_2_1_2      8.20, listed as 8.30          +0.10
 *   ch_unknown_1  7.00, of nobody               +7.00
 */
import { addressOf } from '../../src/domain/addresses.ts';
import { businessDate } from '../../src/domain/calendar.ts';
import type { OrderId, PspReference } from '../../src/domain/ids.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type { BreakKind, BreakRecord } from '../../src/domain/night-records.ts';
import type { SettlementFile, SettlementLine } from '../../src/domain/settlement-file.ts';
import type { Fact } from '../../src/sim/facts.ts';
import type { LineFault } from '../../src/sim/faults/fault.ts';
import { berlin, createFactTape, threaded, type FactTape } from './fact-tape.ts';
import { bookTransfer, fileOf, makeFile, payOut, sendFile } from './good-days-files.ts';
import { bankNight, raiseBreak, reconcile, takeIn } from './good-days-nights.ts';
import { EUR } from './good-days-policy.ts';
import { batches, lines, payouts, playCheckouts, statementOf, straddler, transfers } from './good-days.ts';

const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');
const march4 = businessDate('2026-03-04');
const march5 = businessDate('2026-03-05');

export function weekOfCorrections(): Fact[] {
  const tape = createFactTape(berlin(march2, '10:00'));
  playCheckouts(tape);
  const [first, second, third] = [
    fileOf(batches[0], lines[0]),
    fileOf(batches[1], lines[1]),
    fileOf(batches[2], lines[2]),
  ];
  correctedNight(tape, first);
  tape.waitUntil(berlin(march4, '00:00'));
  payOut(tape, payouts[0], transfers[0]);
  truncatedNight(tape, second);
  bookTransfer(tape, transfers[0]);
  tape.waitUntil(berlin(march5, '00:00'));
  payOut(tape, payouts[1], transfers[1]);
  lateNight(tape, third);
  bookTransfer(tape, transfers[1]);
  return threaded(tape.facts);
}

/** The corrected file takes the place of the wrong one. */
function correctedNight(tape: FactTape, file: SettlementFile): void {
  tape.waitUntil(berlin(march3, '03:00'));
  makeFile(tape, batches[0], file);
  const resent = { kind: 'settlement.file-resent-corrected', byMinorUnits: 10, afterMs: 4 * 3_600_000 } as const;
  const reference = 'ch_1_1_1';
  tape.distort(resent, { source: 'psp', currency: EUR, date: march2, reference, amount: 10 });
  const wrong = { ...file, closing: minorUnits(4809), lines: file.lines.map(dearer(reference, 10)) };
  sendFile(tape, wrong);
  takeIn(tape, 'psp', wrong);
  const differs = lineBreak(
    'amountDiffers',
    'order-1.1',
    reference,
    10,
    'the file says 12.10 EUR, the ledger 12.00 EUR',
  );
  reconcile(tape, wrong, { unmatched: [reference], found: [differs, straddler], payoutDueOn: march3 });
  tape.waitUntil(berlin(march3, '05:00'));
  bankNight(tape, statementOf({ date: march2, sequence: 1, opening: 0, closing: 0, lines: [] }));

  tape.waitUntil(berlin(march3, '07:00'));
  const corrected = { ...file, revision: 2 };
  sendFile(tape, corrected);
  takeIn(tape, 'psp', corrected);
  const explained = [{ record: differs, explanation: 'revision 2 says 12.00 EUR' }];
  reconcile(tape, corrected, { explained, payoutDueOn: march3 });
}

/** A file that does not prove itself is not taken in. */
function truncatedNight(tape: FactTape, file: SettlementFile): void {
  tape.waitUntil(berlin(march4, '03:00'));
  makeFile(tape, batches[1], file);
  sendFile(tape, { ...file, lines: file.lines.slice(0, 1) });
  const unproven = fileBreak('fileDoesNotProve', file, 'it was made with 2 lines and has 1', -4799);
  const night = addressOf.settlementNight(EUR, march3);
  raiseBreak(tape, night, unproven);
  tape.send(night, addressOf.pspFile(EUR, march3), { type: 'FileRequested', currency: EUR, date: march3 });
  tape.wait(300_000);
  sendFile(tape, file);
  takeIn(tape, 'psp', file);
  const explained = [
    { record: unproven, explanation: 'the file came: number 2 with 2 lines' },
    { record: straddler, explanation: 'the PSP booked it on 2026-03-03' },
  ];
  reconcile(tape, file, { explained, payoutDueOn: march4 });
  tape.waitUntil(berlin(march4, '05:00'));
  bankNight(tape, statementOf({ date: march3, sequence: 2, opening: 0, closing: 0, lines: [] }));
}

/** A file that has not come is asked for, and a copy of it changes nothing. */
function lateNight(tape: FactTape, file: SettlementFile): void {
  tape.waitUntil(berlin(march5, '03:00'));
  makeFile(tape, batches[2], file);
  tape.waitUntil(berlin(march5, '04:00'));
  const night = addressOf.settlementNight(EUR, march4);
  tape.send(night, night, { type: 'FileExpected', currency: EUR, date: march4 });
  const missing = fileBreak('fileMissing', file, 'the file was due and has not come');
  raiseBreak(tape, night, missing);
  tape.send(night, addressOf.pspFile(EUR, march4), { type: 'FileRequested', currency: EUR, date: march4 });
  sendFile(tape, file);
  tape.crash('reconciliation', 60_000);
  sendFile(tape, file);
  takeIn(tape, 'psp', file);
  tape.deliverAgain(addressOf.pspFile(EUR, march4), night, { type: 'SettlementFileSent', file });
  const explained = [{ record: missing, explanation: 'the file came: number 3 with 1 line' }];
  reconcile(tape, file, { explained, payoutDueOn: march5 });
  bankOnLastDay(tape);
}

function bankOnLastDay(tape: FactTape): void {
  tape.waitUntil(berlin(march5, '05:00'));
  const { id: reference, amount } = payouts[0];
  const shown = [{ reference, amount, bookedAt: transfers[0].bookedAt, valueDate: march4 }];
  bankNight(tape, statementOf({ date: march4, sequence: 3, opening: 0, closing: 4799, lines: shown }));
}

/** What goes wrong in the days of wrong lines, with the amounts that the labels say. */
const wrongLines: readonly (readonly [LineFault, string, number])[] = [
  [{ kind: 'settlement.line-duplicate' }, 'ch_1_1_1', 1200],
  [{ kind: 'settlement.line-missing' }, 'ch_1_2_1', 3000],
  [{ kind: 'settlement.line-wrong-amount', byMinorUnits: 10 }, 'ch_2_1_2', 10],
  [{ kind: 'settlement.line-unknown' }, 'ch_unknown_1', 700],
];

/** What reconciliation finds in the days of wrong lines. */
const wrongLineBreaks: readonly BreakRecord[] = [
  lineBreak('listedTwice', 'order-1.1', 'ch_1_1_1', 1200, 'the file lists it more than once'),
  {
    ...lineBreak(
      'missingInFile',
      'order-1.2',
      'ch_1_2_1',
      3000,
      'sold on 2026-03-02 and not in the file for 2026-03-02',
    ),
    about: 'capture/order-1.2',
  },
  lineBreak('amountDiffers', 'order-2.1', 'ch_2_1_2', 10, 'the file says 8.30 EUR, the ledger 8.20 EUR'),
  lineBreak('missingInLedger', 'order-unknown', 'ch_unknown_1', 700, 'the ledger has no capture for it yet'),
];

export function daysOfWrongLines(): Fact[] {
  const tape = createFactTape(berlin(march2, '10:00'));
  playCheckouts(tape);
  const [one, , three] = lines[0];
  const right = fileOf(batches[0], lines[0]);
  const shown = [one, one, three, unknown].flatMap((line) => (line === undefined ? [] : [line]));
  tape.waitUntil(berlin(march3, '03:00'));
  makeFile(tape, batches[0], right);
  for (const [fault, reference, amount] of wrongLines)
    tape.distort(fault, { source: 'psp', currency: EUR, date: march2, reference, amount });
  play(tape, show(right, shown.map(dearer('ch_2_1_2', 10)), 0, 3761), {
    unmatched: ['ch_2_1_2', 'ch_unknown_1'],
    found: [...wrongLineBreaks, straddler],
    payoutDueOn: march3,
  });
  tape.waitUntil(berlin(march4, '00:00'));
  payOut(tape, payouts[0], transfers[0]);
  tape.waitUntil(berlin(march4, '03:00'));
  const next = fileOf(batches[1], lines[1]);
  makeFile(tape, batches[1], next);
  const explained = [{ record: straddler, explanation: 'the PSP booked it on 2026-03-03' }];
  play(tape, show(next, lines[1], 3761, -92), { explained, payoutDueOn: march4 });
  bookTransfer(tape, transfers[0]);
  return threaded(tape.facts);
}

/** The file comes as the PSP's books show it. */
function show(
  file: SettlementFile,
  shown: readonly SettlementLine[],
  opening: number,
  closing: number,
): SettlementFile {
  const balances = { opening: minorUnits(opening), closing: minorUnits(closing) };
  return { ...file, ...balances, lineCount: shown.length, lines: shown };
}

function play(tape: FactTape, file: SettlementFile, outcome: Parameters<typeof reconcile>[2]): void {
  sendFile(tape, file);
  takeIn(tape, 'psp', file);
  reconcile(tape, file, outcome);
}

const unknown: SettlementLine = {
  ...{ type: 'charge', reference: 'ch_unknown_1' as PspReference, orderId: 'order-unknown' as OrderId },
  ...{ capturedAt: berlin(march2, '12:00'), gross: minorUnits(700), fee: minorUnits(0) },
};

function dearer(reference: string, by: number): (line: SettlementLine) => SettlementLine {
  return (line) =>
    line.type === 'charge' && line.reference === reference ? { ...line, gross: minorUnits(line.gross + by) } : line;
}

function lineBreak(
  kind: BreakKind,
  order: string,
  reference: string,
  amount: number,
  explanation: string,
): BreakRecord {
  const about = `psp/EUR/2026-03-02/charge/${reference}`;
  const id = `break-${kind}-${reference}`;
  return {
    id,
    kind,
    source: 'psp',
    about,
    reference,
    orderId: order as OrderId,
    openedOn: march2,
    status: 'open',
    explanation,
    ...money(amount, EUR),
  };
}

/** @param amount what the lines that came fall short of the closing balance, in cents */
function fileBreak(
  kind: BreakKind,
  { date }: Pick<SettlementFile, 'date'>,
  explanation: string,
  amount = 0,
): BreakRecord {
  const about = `psp/EUR/${date}`;
  const names = { id: `break-${kind}-${about}`, kind, source: 'psp', about, reference: about } as const;
  return { ...names, openedOn: date, status: 'open', explanation, ...money(amount, EUR) };
}
