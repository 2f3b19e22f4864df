/** Reads a settlement file of the PSP: a CSV with a header, a line per charge, refund and payout, and a trailer. */
import { minorUnits } from './minor-units.mjs';

export function readPspFile(text, name) {
  const [columns, ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().split(','));
  const records = rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index]])));
  const header = records[0];
  const trailer = records.at(-1);
  if (header?.record !== 'header' || trailer?.record !== 'trailer') throw new Error(`${name} has no header or trailer`);
  const { currency } = header;
  const amount = (cell) => minorUnits(cell, currency);
  const lines = records.slice(1, -1).map((record) => readLine(record, amount));
  return {
    source: 'psp',
    currency,
    date: header.business_date,
    sequence: Number(header.sequence),
    revision: Number(header.revision),
    lineCount: Number(trailer.lines),
    opening: amount(header.balance),
    closing: amount(trailer.balance),
    lines,
    /** What the file says besides: its sums, and the net of each charge. */
    sums: {
      gross: amount(trailer.gross),
      fee: amount(trailer.fee),
      net: amount(trailer.net),
      nets: lines.map(({ net }) => net).join(' '),
    },
  };
}

function readLine(record, amount) {
  const { record: type, reference } = record;
  const net = amount(record.net);
  switch (type) {
    case 'charge': {
      const [gross, fee] = [amount(record.gross), amount(record.fee)];
      const capturedAt = Date.parse(record.captured_at);
      return { type, reference, orderId: record.order_id, capturedAt, amount: gross, fee, net };
    }
    case 'refund': {
      const { order_id: orderId, refund_id: refundId } = record;
      return { type, reference, orderId, refundId, refundedAt: Date.parse(record.refunded_at), amount: 0 - net, net };
    }
    case 'payout':
      return { type, reference, amount: 0 - net, net };
    default:
      throw new Error(`"${type}" is no charge, refund or payout`);
  }
}
