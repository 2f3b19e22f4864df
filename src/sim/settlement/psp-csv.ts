/**
 * The PSP's settlement file as a CSV that opens in a spreadsheet: column names; a header with the business date, the
 * sequence number, the revision and the opening balance; one line per charge, refund and payout; and a trailer with the
 * closing balance, what it differs from the opening balance by (`net`), how many lines the file was made with (`lines`),
 * and the sums of gross and fee of the lines that are there. Of a refund and a payout only `net` is given, which takes
 * from the balance. Amounts are decimals in major units; times are UTC.
 */
import { Temporal } from 'temporal-polyfill';
import { businessDate, isoInstant, type Instant } from '../../domain/calendar.ts';
import { currency, type Currency } from '../../domain/currency.ts';
import type { OrderId, PspReference, RefundId } from '../../domain/ids.ts';
import { minorUnits, type MinorUnits } from '../../domain/money.ts';
import { effectOf, type SettlementFile, type SettlementLine } from '../../domain/settlement-file.ts';
import { csvRecord, parseCsv, type CsvRecord } from './csv.ts';
import { decimalAmount, parseDecimalAmount } from './decimal-amount.ts';

const columns = [
  'record',
  'currency',
  'business_date',
  'sequence',
  'revision',
  'reference',
  'order_id',
  'refund_id',
  'captured_at',
  'refunded_at',
  'gross',
  'fee',
  'net',
  'balance',
  'lines',
] as const;

type Column = (typeof columns)[number];

/** The file as text. It shows what the file says, also where the file does not prove itself. */
export function pspCsv(file: SettlementFile): string {
  return recordsOf(file).map(csvRecord).join('');
}

/**
 * The file of a text that `pspCsv` wrote. Nothing else is accepted: writing what was read has to give the same fields
 * again, so the sums are checked too. Whether the file proves itself and is whole is not asked here.
 * @throws SyntaxError that begins with the line, `line 7: ...`, and says what was seen and what was due
 */
export function parsePspCsv(text: string): SettlementFile {
  const records = parseCsv(text);
  const [names, header, ...rest] = records;
  if (names === undefined || header === undefined) throw new SyntaxError('line 1: column names and a header are due');
  const trailer = rest.pop();
  if (trailer === undefined || cell(trailer, 'record') !== 'trailer') {
    throw new SyntaxError(`line ${(trailer ?? header).line}: the file ends without its trailer`);
  }
  const unit = read(header, 'currency', currency);
  const file: SettlementFile = {
    currency: unit,
    date: read(header, 'business_date', businessDate),
    sequence: read(header, 'sequence', countedFrom(1)),
    revision: read(header, 'revision', countedFrom(1)),
    lineCount: read(trailer, 'lines', countedFrom(0)),
    opening: amount(header, 'balance', unit),
    closing: amount(trailer, 'balance', unit),
    lines: rest.map((record) => lineOf(record, unit)),
  };
  refuseUnlessSame(records, recordsOf(file));
  return file;
}

/** The fields of every record, column names first. */
function recordsOf(file: SettlementFile): (readonly string[])[] {
  const isoOf = isoInstants();
  return [
    columns,
    fieldsOf({
      record: 'header',
      currency: file.currency,
      business_date: file.date,
      sequence: String(file.sequence),
      revision: String(file.revision),
      balance: decimalAmount(file.opening, file.currency),
    }),
    ...file.lines.map((line) => lineRecord(line, file.currency, isoOf)),
    trailerRecord(file),
  ];
}

function lineRecord(line: SettlementLine, unit: Currency, isoOf: (instant: Instant) => string): string[] {
  const { type: record, reference } = line;
  const net = decimalAmount(effectOf(line), unit);
  switch (line.type) {
    case 'charge': {
      const [gross, fee] = [decimalAmount(line.gross, unit), decimalAmount(line.fee, unit)];
      return fieldsOf({
        record,
        reference,
        order_id: line.orderId,
        captured_at: isoOf(line.capturedAt),
        gross,
        fee,
        net,
      });
    }
    case 'refund': {
      const { orderId: order_id, refundId: refund_id } = line;
      return fieldsOf({ record, reference, order_id, refund_id, refunded_at: isoOf(line.refundedAt), net });
    }
    case 'payout':
      return fieldsOf({ record, reference, net });
  }
}

function trailerRecord({ currency: unit, opening, closing, lineCount, lines }: SettlementFile): string[] {
  let gross = 0;
  let fee = 0;
  for (const line of lines) {
    if (line.type !== 'charge') continue;
    gross += line.gross;
    fee += line.fee;
  }
  return fieldsOf({
    record: 'trailer',
    gross: decimalAmount(gross, unit),
    fee: decimalAmount(fee, unit),
    net: decimalAmount(closing - opening, unit),
    balance: decimalAmount(closing, unit),
    lines: String(lineCount),
  });
}

function fieldsOf(cells: { readonly [C in Column]?: string }): string[] {
  return columns.map((column) => cells[column] ?? '');
}

function lineOf(record: CsvRecord, unit: Currency): SettlementLine {
  const type = cell(record, 'record');
  // A PSP may name what we have never heard of, so these are taken as they come.
  const reference = cell(record, 'reference') as PspReference;
  const orderId = cell(record, 'order_id') as OrderId;
  switch (type) {
    case 'charge': {
      const [gross, fee] = [amount(record, 'gross', unit), amount(record, 'fee', unit)];
      return { type, reference, orderId, capturedAt: read(record, 'captured_at', instantOf), gross, fee };
    }
    case 'refund': {
      const refundId = cell(record, 'refund_id') as RefundId;
      const refundedAt = read(record, 'refunded_at', instantOf);
      return { type, reference, orderId, refundId, refundedAt, amount: minorUnits(-amount(record, 'net', unit)) };
    }
    case 'payout':
      return { type, reference, amount: minorUnits(-amount(record, 'net', unit)) };
    default:
      throw new SyntaxError(`line ${record.line}: "${type}" is no charge, refund or payout`);
  }
}

function refuseUnlessSame(records: readonly CsvRecord[], due: readonly (readonly string[])[]): void {
  for (const [index, record] of records.entries()) {
    const { line, fields } = record;
    if (fields.length !== columns.length) {
      throw new SyntaxError(`line ${line}: ${fields.length} fields where ${columns.length} were due`);
    }
    const expected = due[index] ?? [];
    const wrong = fields.findIndex((field, position) => field !== expected[position]);
    if (wrong < 0) continue;
    const [column = '', seen = '', wanted = ''] = [columns[wrong], fields[wrong], expected[wrong]];
    throw new SyntaxError(`line ${line}: ${column} is "${seen}" where "${wanted}" was due`);
  }
}

function amount(record: CsvRecord, column: Column, unit: Currency): MinorUnits {
  return read(record, column, (text) => parseDecimalAmount(text, unit));
}

function countedFrom(least: 0 | 1): (text: string) => number {
  return (text) => {
    if (!/^(?:0|[1-9]\d{0,14})$/.test(text) || Number(text) < least) {
      throw new RangeError(`"${text}" is no count from ${least}`);
    }
    return Number(text);
  };
}

function instantOf(text: string): Instant {
  return Temporal.Instant.from(text).epochMilliseconds;
}

function read<T>(record: CsvRecord, column: Column, parse: (text: string) => T): T {
  try {
    return parse(cell(record, column));
  } catch (error) {
    throw new SyntaxError(`line ${record.line}: ${column}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function cell(record: CsvRecord, column: Column): string {
  return record.fields[columns.indexOf(column)] ?? '';
}

const DAY_MS = 86_400_000;

/** `isoInstant` for a stream of instants: it looks up the date once per day, since a file has a line per charge. */
function isoInstants(): (instant: Instant) => string {
  let midnight = Number.NaN;
  let date = '';
  return (instant) => {
    const ms = ((instant % DAY_MS) + DAY_MS) % DAY_MS;
    if (instant - ms !== midnight) {
      midnight = instant - ms;
      date = isoInstant(midnight).slice(0, -'00:00:00.000Z'.length);
    }
    const seconds = Math.floor(ms / 1000);
    const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      .map((n) => padded(n, 2))
      .join(':');
    return `${date}${time}.${padded(ms % 1000, 3)}Z`;
  };
}

function padded(n: number, length: number): string {
  return String(n).padStart(length, '0');
}
