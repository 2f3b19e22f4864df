/** A report folder with one amount changed by one minor unit: every such folder there is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Alteration {
  /** The file's path inside the report. */
  readonly file: string;
  /** What was changed, as a name for people. */
  readonly where: string;
  /** The whole file with the change. */
  readonly text: string;
}

/** Every amount in the databases, the files of the nights and the report, each changed by itself. */
export function alterations(folder: string): Alteration[] {
  const files = ['db', 'settlement'].flatMap((part) =>
    readdirSync(join(folder, part)).map((name) => `${part}/${name}`),
  );
  return [...files, 'report.json']
    .toSorted()
    .flatMap((file) => alterationsOf(file, readFileSync(join(folder, file), 'utf8')));
}

/**
 * The text of a file with one minor unit more in each number that a group of the pattern finds: the first time that the
 * pattern fits or, where it is global, every time.
 * @throws Error when the file has no such number
 */
export function altered(path: string, pattern: RegExp): string {
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}dg`))];
  const spans = (pattern.global ? found : found.slice(0, 1)).flatMap(({ indices = [] }) =>
    indices.slice(1).filter((span) => span !== undefined),
  );
  if (spans.length === 0) throw new Error(`${path} has no ${pattern.source}`);
  return spans.toReversed().reduce(withOneMore, text);
}

/** Amounts have these names in a database; counts and sequence numbers are amounts of something, too. */
const amountKeys =
  /"(amount|authorised|fee|fees|gross|refunded|reserved|before|total|paidOut|balance|opening|closing|charges|entries|transactions|lines|lineCount|matched|opened|resolved|sequence|revision|version)": (-?\d+)/g;

/** In the report: books, money, nights and sellers. Counts of what leaves no record behind are not among them. */
const reportKeys =
  /"([a-z]+:[a-z_:]+|platform_fee|psp_fee|captured|refunded|declined|authorised|capturedLater|capturedInPart|lapsed|sellersPaid|sellerPayouts|payoutsReturned|lowestCash|platformFees|pspFees|sellersPayable|receivable|inTransit|cash|gross|fees|paidOut|lines|matched|breaks|resolved|balance|orders|checkouts|unresolved|softDeclineRetries|ledgerTransactions|filesReconciled|refundsAsked|refundsRefused|amount)": (-?\d+)/g;

function alterationsOf(file: string, text: string): Alteration[] {
  if (file.endsWith('.csv')) return eachNumber(file, text, /(?<=^|,)()(-?\d+(?:\.\d+)?)(?=,|$)/gm);
  if (file.endsWith('.xml'))
    return eachNumber(file, text, /(?:<(Amt|Sum|NbOfNtries|ElctrncSeqNb)(?: [^>]*)?>|>revision )([\d.]+)</g);
  return eachNumber(file, text, file === 'report.json' ? reportKeys : amountKeys);
}

/** One alteration for each match, of the number in the pattern's second group. */
function eachNumber(file: string, text: string, pattern: RegExp): Alteration[] {
  return [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}d`))].map((match) => {
    const span = match.indices?.[2] ?? [0, 0];
    const line = text.slice(0, span[0]).split('\n').length;
    return { file, where: `line ${line} ${(match[1] ?? '').replaceAll(':', '-')}`, text: withOneMore(text, span) };
  });
}

/** `9.99` becomes `10.00`: the digits count on, and the decimal point stays where it is. */
function withOneMore(text: string, [from, to]: readonly [number, number]): string {
  const number = text.slice(from, to);
  const [whole = '', decimals] = number.split('.');
  const more = String(Number(`${whole}${decimals ?? ''}`) + 1);
  const digits = decimals === undefined ? more : pointed(more, decimals.length);
  return `${text.slice(0, from)}${digits}${text.slice(to)}`;
}

function pointed(digits: string, places: number): string {
  const sign = digits.startsWith('-') ? '-' : '';
  const padded = digits.slice(sign.length).padStart(places + 1, '0');
  return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}
