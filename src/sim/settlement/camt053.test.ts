import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, it } from 'vitest';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { minorUnits } from '../../domain/money.ts';
import type { BankLine, BankStatement } from '../../domain/settlement-file.ts';
import { camt053 } from './camt053.ts';

const zone = 'Europe/Amsterdam';
const schema = readFileSync(new URL('../../../test/fixtures/camt.053.001.08.xsd', import.meta.url), 'utf8');

function line(reference: string, amount: number, bookedAt: string, valueDate: string): BankLine {
  return {
    reference,
    amount: minorUnits(amount),
    bookedAt: Date.parse(bookedAt),
    valueDate: businessDate(valueDate),
  };
}

const statement: BankStatement = {
  currency: currency('EUR'),
  date: businessDate('2026-03-29'),
  sequence: 12,
  revision: 1,
  lineCount: 2,
  opening: minorUnits(123_456_789),
  closing: minorUnits(123_466_249),
  lines: [
    line('payout-EUR-2026-03-28', 9710, '2026-03-29T00:30:05.250Z', '2026-03-29'),
    line('payout-EUR-2026-03-29', -250, '2026-03-29T01:30:00Z', '2026-03-30'),
  ],
};

async function problemsOf(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml, schema, maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
}

/** What stands in every element of a name, in the order of the document. */
function textsOf(name: string, xml: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);
}

describe('camt053', () => {
  it('is valid against the ISO 20022 schema', async () => {
    expect(await problemsOf(camt053(statement, zone))).toEqual([]);
  });

  it('is valid in every currency, with no entries, and in debt', async () => {
    for (const code of ['JPY', 'KWD', 'CLF']) {
      const empty = {
        ...statement,
        currency: currency(code),
        opening: minorUnits(-5),
        closing: minorUnits(-5),
        lineCount: 0,
        lines: [],
      };
      expect(await problemsOf(camt053(empty, 'America/St_Johns'))).toEqual([]);
      expect(await problemsOf(camt053({ ...statement, currency: currency(code) }, 'Asia/Kathmandu'))).toEqual([]);
    }
  });

  it('is checked by a schema that does refuse an amount without its currency', async () => {
    const broken = camt053(statement, zone).replace(' Ccy="EUR"', '');
    expect(await problemsOf(broken)).toEqual([expect.stringContaining("The attribute 'Ccy' is required but missing")]);
  });

  it('carries the opening and closing balances and every amount exactly, with its sign as an indicator', () => {
    const xml = camt053(statement, zone);
    expect(textsOf('Amt', xml)).toEqual(['1234567.89', '1234662.49', '97.10', '2.50']);
    expect(textsOf('CdtDbtInd', xml)).toEqual(['CRDT', 'CRDT', 'CRDT', 'DBIT']);
    expect(xml.match(/<Cd>(OPBD|CLBD)<\/Cd>/g)).toEqual(['<Cd>OPBD</Cd>', '<Cd>CLBD</Cd>']);
    expect(textsOf('NbOfNtries', xml)).toEqual(['2', '1', '1']);
    expect(textsOf('Sum', xml)).toEqual(['97.10', '2.50']);
  });

  it('says how many entries it was made with, also when the last ones are cut off', async () => {
    const cut = camt053({ ...statement, lines: statement.lines.slice(0, 1) }, zone);
    expect(textsOf('NbOfNtries', cut)).toEqual(['2', '1', '0']);
    expect(await problemsOf(cut)).toEqual([]);
  });

  it('has an id of its own as a corrected statement, and says which revision it is', async () => {
    const corrected = camt053({ ...statement, revision: 2 }, zone);
    expect(textsOf('MsgId', camt053(statement, zone))).toEqual(['statement-EUR-2026-03-29']);
    expect(textsOf('MsgId', corrected)).toEqual(['statement-EUR-2026-03-29-r2']);
    expect(textsOf('AddtlStmtInf', camt053(statement, zone))).toEqual(['revision 1']);
    expect(textsOf('AddtlStmtInf', corrected)).toEqual(['revision 2']);
    expect(await problemsOf(corrected)).toEqual([]);
  });

  it('counts the statements of the account and names the payout of each entry', () => {
    const xml = camt053(statement, zone);
    expect(textsOf('ElctrncSeqNb', xml)).toEqual(['12']);
    expect(textsOf('Ustrd', xml)).toEqual(['payout-EUR-2026-03-28', 'payout-EUR-2026-03-29']);
    expect(textsOf('EndToEndId', xml)).toEqual(textsOf('Ustrd', xml));
  });

  it('says of a payout that came back which one it is, and why, as the schema has it', async () => {
    const payoutId = 'payout-seller-3-EUR-2026-03-28';
    const back = { ...line(`return-${payoutId}`, 250, '2026-03-29T01:30:00Z', '2026-03-30'), returns: payoutId };
    const sent = line(payoutId, -250, '2026-03-28T01:30:00Z', '2026-03-28');
    const xml = camt053({ ...statement, closing: statement.opening, lines: [sent, back] }, zone);
    expect(await problemsOf(xml)).toEqual([]);
    expect(textsOf('EndToEndId', xml)).toEqual([payoutId, payoutId]);
    expect(textsOf('Ustrd', xml)).toEqual([payoutId, `return-${payoutId}`]);
    expect(textsOf('SubFmlyCd', xml)).toEqual(['DMCT', 'RRTN']);
    expect(xml.match(/<Cd>(ICDT|RCDT|AC04)<\/Cd>/g)).toEqual(['<Cd>ICDT</Cd>', '<Cd>ICDT</Cd>', '<Cd>AC04</Cd>']);
  });

  it('writes times by the bank’s wall clock on both sides of a spring change', () => {
    const xml = camt053(statement, zone);
    expect(textsOf('DtTm', xml)).toEqual(['2026-03-29T01:30:05.250+01:00', '2026-03-29T03:30:00.000+02:00']);
    expect(textsOf('Dt', xml)).toEqual(['2026-03-29', '2026-03-29', '2026-03-29', '2026-03-30']);
  });

  it('is dated by the midnight that ends its date, not by a clock', () => {
    const xml = camt053(statement, zone);
    expect(textsOf('CreDtTm', xml)).toEqual(['2026-03-30T00:00:00.000+02:00', '2026-03-30T00:00:00.000+02:00']);
    expect(camt053(statement, zone)).toBe(xml);
  });
});
