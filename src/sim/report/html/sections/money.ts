/** The money table: where each currency's money is at the end of the run. */
import type { MoneySummary, Report } from '../../report.ts';
import { amount } from '../amounts.ts';
import { table, type Column } from '../table.ts';
import type { Section } from '../section.ts';

interface Row {
  readonly code: string;
  readonly money: MoneySummary;
}

export function moneySection({ money }: Report): Section {
  const rows = Object.entries(money).map(([code, summary]) => ({ code, money: summary }));
  // Most scenarios have nothing of these, and columns of zeros would only widen the table.
  const rare = ['refunded', 'sellersPaid', 'exchanged'] as const;
  const left = rare.filter((key) => rows.every((row) => (row.money[key] ?? 0) === 0));
  const exchange = left.some((key) => key === 'exchanged')
    ? ''
    : " Exchanged was given for the sellers' currency, and is below zero in that one.";
  return {
    id: 'money',
    title: 'Money',
    body: table({
      caption: `At the end of the run, per currency in its own decimals. Receivable is still with the PSP, in transit is on its way to the bank.${exchange}`,
      columns: [ofRow, ...heads.filter(([key]) => !left.some((one) => one === key)).map(columnOf)],
      rows,
      empty: 'No money moved.',
    }),
  };
}

const heads: readonly (readonly [keyof MoneySummary, string])[] = [
  ['captured', 'Captured'],
  ['refunded', 'Refunded'],
  ['declined', 'Declined'],
  ['platformFees', 'Platform fees'],
  ['pspFees', 'PSP fees'],
  ['sellersPayable', 'Owed to sellers'],
  ['sellersPaid', 'Paid to sellers'],
  ['exchanged', 'Exchanged'],
  ['receivable', 'Receivable'],
  ['inTransit', 'In transit'],
  ['cash', 'Cash'],
];

const ofRow: Column<Row> = { head: 'Currency', kind: 'name', cell: ({ code }) => code };

function columnOf([key, head]: (typeof heads)[number]): Column<Row> {
  return { head, kind: 'number', cell: ({ code, money }) => amount(money[key] ?? 0, code) };
}
