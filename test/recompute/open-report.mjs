/** What an auditor is given: a report folder, opened with readers of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPspFile } from './read-psp-file.mjs';
import { readStatement } from './read-statement.mjs';

/** The databases, the nights' files and the report of a folder. Amounts of the files become integer minor units. */
export function openReport(folder) {
  const text = (...path) => readFileSync(join(folder, ...path), 'utf8');
  const database = (service) => JSON.parse(text('db', `${service}.json`));
  const reconciliation = database('reconciliation');
  return {
    report: JSON.parse(text('report.json')),
    paymentService: database('payment-service'),
    executor: database('executor'),
    psp: database('psp'),
    bank: database('bank'),
    wallet: database('wallet'),
    ledger: database('ledger'),
    reconciliation,
    /** Every content that was delivered, whole or not, right or not: a night may have several. */
    delivered: readdirSync(join(folder, 'settlement'))
      .toSorted()
      .map((name) => readNightFile(text('settlement', name), name)),
    /** Every revision that reconciliation took in. */
    stored: reconciliation.fileContents.map(readStored).toSorted(byDateThenRevision),
  };
}

/**
 * @typedef {object} NightFile
 * @property {'psp' | 'bank'} source
 * @property {string} id `psp/EUR/2026-03-02`
 * @property {readonly Line[]} lines
 * And as the file has them: currency, date, sequence, revision, lineCount, opening, closing.
 */

/**
 * @typedef {object} Line
 * @property {string} id `psp/EUR/2026-03-02/charge/ch_17_1_1`, `bank/EUR/2026-03-03/payout-EUR-2026-03-03`
 * @property {'charge' | 'refund' | 'payout' | 'entry'} type
 * @property {number} amount what was charged, paid back, paid out or booked
 * @property {number} fee what was kept of a charge; zero otherwise
 * @property {number} net what it changes the balance by
 * @property {string} about what the file says of it besides its amount
 * @property {string} text all that the file says of it
 * @property {string} date the file's
 */

function readNightFile(text, name) {
  const read = name.endsWith('.csv') ? readPspFile(text, name) : readStatement(text);
  return { ...nightFile(read), name, sums: read.sums };
}

function readStored({ id, fileId, content }) {
  const [source] = fileId.split('/');
  const lines = content.lines.map((line) =>
    source === 'bank' ? { ...line, type: 'entry' } : { ...line, amount: line.gross ?? line.amount },
  );
  return { ...nightFile({ ...content, source, lines }), name: id, fileId };
}

function nightFile({ source, currency, date, sequence, revision, lineCount, opening, closing, lines }) {
  const id = `${source}/${currency}/${date}`;
  return {
    ...{ source, id, currency, date, sequence, revision, lineCount, opening, closing },
    lines: lines.map((line) => ({ ...withNet(line), id: lineId(id, line), date })),
  };
}

function withNet({ type, reference, orderId, refundId, capturedAt, refundedAt, bookedAt, valueDate, amount, fee = 0 }) {
  const at = capturedAt ?? refundedAt ?? bookedAt;
  const net = type === 'charge' ? amount - fee : type === 'entry' ? amount : 0 - amount;
  const words = [type, reference, orderId, refundId, at, valueDate, fee].filter((part) => part !== undefined);
  const about = words.join(' ');
  return { type, reference, orderId, refundId, at, valueDate, amount, fee, net, about, text: `${about} ${amount}` };
}

function lineId(fileId, { type, reference }) {
  return type === 'entry' ? `${fileId}/${reference}` : `${fileId}/${type}/${reference}`;
}

function byDateThenRevision(a, b) {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : a.revision - b.revision;
}
