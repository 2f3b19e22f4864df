/** Reads a bank's statement: camt.053, an XML document with two balances, a summary and an entry per transfer. */
import { minorUnits } from './minor-units.mjs';

export function readStatement(xml) {
  const currency = inside(xml, 'Ccy')[0];
  const signed = (part) => {
    const amount = minorUnits(inside(part, 'Amt')[0], currency);
    return inside(part, 'CdtDbtInd')[0] === 'DBIT' ? 0 - amount : amount;
  };
  const balance = (code) => signed(inside(xml, 'Bal').find((part) => part.includes(`<Cd>${code}</Cd>`)));
  const [date] = inside(inside(xml, 'Bal')[0], 'Dt').map((part) => part.replace(/<\/?Dt>|\s/g, ''));
  const count = (name) => Number(inside(inside(xml, name)[0], 'NbOfNtries')[0]);
  const sum = (name) => minorUnits(inside(inside(xml, name)[0], 'Sum')[0], currency);
  return {
    source: 'bank',
    currency,
    date,
    sequence: Number(inside(xml, 'ElctrncSeqNb')[0]),
    revision: Number(/^revision (\d+)$/.exec(inside(xml, 'AddtlStmtInf')[0])?.[1]),
    lineCount: count('TtlNtries'),
    opening: balance('OPBD'),
    closing: balance('CLBD'),
    lines: inside(xml, 'Ntry').map((part) => ({
      type: 'entry',
      reference: inside(part, 'Ustrd')[0],
      amount: signed(part),
      bookedAt: Date.parse(inside(part, 'DtTm')[0]),
      valueDate: inside(inside(part, 'ValDt')[0], 'Dt')[0],
    })),
    sums: {
      credits: `${count('TtlCdtNtries')} of ${sum('TtlCdtNtries')}`,
      debits: `${count('TtlDbtNtries')} of ${sum('TtlDbtNtries')}`,
    },
  };
}

/** What stands in each element of a name; an element that holds one of its own name is taken up to the inner end. */
function inside(xml, name) {
  return [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map((match) => match[1]);
}
