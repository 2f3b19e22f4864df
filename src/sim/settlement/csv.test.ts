import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRecord, parseCsv } from './csv.ts';

describe('csvRecord', () => {
  it('quotes a field only when it holds a comma, a quote or a line end, and doubles its quotes', () => {
    expect(csvRecord(['plain', '', 'a,b', 'say "hi"', 'two\r\nlines'])).toBe(
      'plain,,"a,b","say ""hi""","two\r\nlines"\r\n',
    );
  });
});

describe('parseCsv', () => {
  it('gives back whatever was written', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', '"', '\r', '\n', 'é', '😀') });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1 })), (records) => {
        const read = parseCsv(records.map(csvRecord).join(''));
        expect(read.map(({ fields }) => fields)).toEqual(records);
      }),
    );
  });

  it('names the line on which each record begins, over fields of several lines', () => {
    expect(parseCsv('a,"x\ny"\nb,\r\n"c"')).toEqual([
      { line: 1, fields: ['a', 'x\ny'] },
      { line: 3, fields: ['b', ''] },
      { line: 4, fields: ['c'] },
    ]);
  });

  it('reads an empty text as no records, and an empty line as one empty field', () => {
    expect(parseCsv('')).toEqual([]);
    expect(parseCsv('a\n\n')).toEqual([
      { line: 1, fields: ['a'] },
      { line: 2, fields: [''] },
    ]);
  });

  it.each([
    ['a quote inside a plain field', 'a\nb"c\n'],
    ['text after a closing quote', 'a\n"b"c\n'],
    ['a quote that is never closed', 'a\n"b\n\n'],
    ['a carriage return on its own', 'a\nb\rc\n'],
  ])('refuses %s and names the line', (_, text) => {
    expect(() => parseCsv(text)).toThrow(new SyntaxError('line 2: a quote or a line end is out of place'));
  });
});
