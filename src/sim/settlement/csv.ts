/** Comma-separated values as RFC 4180 has them: lines end in CR LF, and a field is quoted where it has to be. */

export interface CsvRecord {
  /** The line on which the record begins, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** One record, with its line end. */
export function csvRecord(fields: readonly string[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;
}

/**
 * Reads records of any number of fields. A lone LF also ends a line, and the last line may lack its end.
 * @throws SyntaxError that begins with the line, when a quote is out of place or never closed
 */
export function parseCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  // A field, quoted or not, and what ends it.
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let fields: string[] = [];
  let begins = 1;
  let line = 1;
  while (field.lastIndex < text.length || fields.length > 0) {
    const match = field.exec(text);
    if (match === null) throw new SyntaxError(`line ${line}: a quote or a line end is out of place`);
    const [all, quoted, plain = '', end] = match;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    line += all.split('\n').length - 1;
    if (end === ',') continue;
    records.push({ line: begins, fields });
    fields = [];
    begins = line;
  }
  return records;
}
