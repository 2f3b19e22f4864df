/** What an auditor is given: a report folder, opened with readers of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The databases, the nights' files and the report of a folder. Amounts of the files become integer minor units. */
export function openReport(folder) {
  const text = (...path) => readFileSync(join(folder, ...path), 'utf8');
  const database = (service) => JSON.parse(text('db', `${service}.json`));
  const night = (pattern, read) =>
    readdirSync(join(folder, 'settlement'))
      .filter((name) => pattern.test(name))
      .toSorted()
      .map((name) => read(text('settlement', name), name));
  return {
    report: JSON.parse(text('report.json')),
    paymentService: database('payment-service'),
    executor: database('executor'),
    psp: database('psp'),
    bank: database('bank'),
    wallet: database('wallet'),
    ledger: database('ledger'),
    reconciliation: database('reconciliation'),
    // By name means by currency, then by date.
    pspFiles: night(/^psp-.*\.csv$/, readPspFile),
    statements: night(/^bank-.*\.xml$/, readStatement),
  };
}

/** ISO 4217: the currencies that do not have two decimals. */
const decimals = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((c) => [c, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((c) => [c, 3])),
};

/** `-12.34` in EUR is -1234; anything but a plain decimal with the currency's own decimals is refused. */
function minorUnits(text, currency) {
  const places = decimals[currency] ?? 2;
  const written = places === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${places}}$`);
  if (!written.test(text)) throw new Error(`"${text}" is not an amount in ${currency}`);
  return Number(text.replace('.', ''));
}

function readPspFile(text, name) {
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
  const lines = records.slice(1, -1);
  return {
    id: `${currency}/${header.business_date}`,
    currency,
    date: header.business_date,
    sequence: Number(header.sequence),
    opening: amount(header.balance),
    closing: amount(trailer.balance),
    charges: lines
      .filter(({ record }) => record === 'charge')
      .map((line) => ({
        reference: line.reference,
        orderId: line.order_id,
        capturedAt: line.captured_at,
        gross: amount(line.gross),
        fee: amount(line.fee),
        net: amount(line.net),
      })),
    payouts: lines
      .filter(({ record }) => record === 'payout')
      .map((line) => ({ reference: line.reference, amount: 0 - amount(line.net) })),
    sums: {
      gross: amount(trailer.gross),
      fee: amount(trailer.fee),
      net: amount(trailer.net),
      lines: Number(trailer.lines),
    },
    lines: lines.length,
  };
}

function readStatement(xml) {
  const currency = inside(xml, 'Ccy')[0];
  const signed = (part) => {
    const amount = minorUnits(inside(part, 'Amt')[0], currency);
    return inside(part, 'CdtDbtInd')[0] === 'DBIT' ? 0 - amount : amount;
  };
  const balance = (code) => signed(inside(xml, 'Bal').find((part) => part.includes(`<Cd>${code}</Cd>`)));
  const [date] = inside(inside(xml, 'Bal')[0], 'Dt').map((part) => part.replace(/<\/?Dt>|\s/g, ''));
  const total = (name) => {
    const [part] = inside(xml, name);
    return { count: Number(inside(part, 'NbOfNtries')[0]), sum: minorUnits(inside(part, 'Sum')[0], currency) };
  };
  return {
    id: `${currency}/${date}`,
    currency,
    date,
    sequence: Number(inside(xml, 'ElctrncSeqNb')[0]),
    opening: balance('OPBD'),
    closing: balance('CLBD'),
    credits: total('TtlCdtNtries'),
    debits: total('TtlDbtNtries'),
    entries: inside(xml, 'Ntry').map((part) => ({
      reference: inside(part, 'EndToEndId')[0],
      amount: signed(part),
      bookedAt: inside(part, 'DtTm')[0],
      valueDate: inside(inside(part, 'ValDt')[0], 'Dt')[0],
    })),
  };
}

/** What stands in each element of a name; an element that holds one of its own name is taken up to the inner end. */
function inside(xml, name) {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1]);
}
