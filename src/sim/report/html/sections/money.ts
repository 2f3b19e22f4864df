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
  const rare = ['refunded', 'sellersPaid', 'lowestCash', 'exchanged'] as const;
  const left = rare.filter((key) => rows.every((row) => (row.money[key] ?? 0) === 0));
  return {
    id: 'money',
    title: 'Money',
    body: table({
      caption: [
        'At the end of the run, per currency in its own decimals. Receivable is still with the PSP, in transit is on its way to the bank.',
        ...(left.includes('lowestCash') ? [] : [paidInAdvance]),
        ...(left.includes('exchanged') ? [] : [exchange]),
      ].join(' '),
      columns: [ofRow, ...heads.filter(([key]) => !left.some((one) => one === key)).map(columnOf)],
      rows,
      empty: 'No money moved.',
    }),
  };
}

const paidInAdvance =
  "Lowest cash is how low the account at the bank has been: sellers were paid before the PSP's money was there, and the platform has to have so much of its own.";

const exchange = "Exchanged was given for the sellers' currency, and is below zero in that one.";

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
  ['lowestCash', 'Lowest cash'],
];

const ofRow: Column<Row> = { head: 'Currency', kind: 'name', cell: ({ code }) => code };

function columnOf([key, head]: (typeof heads)[number]): Column<Row> {
  return { head, kind: 'number', cell: ({ code, money }) => amount(money[key] ?? 0, code) };
}
