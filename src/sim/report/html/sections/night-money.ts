/** Money by night: a small chart per currency, since their magnitudes differ, and the numbers behind them. */
import type { Report } from '../../report.ts';
import { amount } from '../amounts.ts';
import { nightChart, nightLegend, nightsPerGroup, seriesOf } from '../charts/night-money.ts';
import { markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { longDate } from '../time.ts';

type NightMoney = Report['reconciliation']['nights'][number]['money'][string];

interface Row {
  readonly date: string;
  readonly code: string;
  readonly money: NightMoney;
}

export function nightMoneySection({ reconciliation }: Report): Section {
  const { nights } = reconciliation;
  const rows = nights.flatMap(({ date, money }) =>
    Object.entries(money).map(([code, each]) => ({ date, code, money: each })),
  );
  const codes = [...new Set(rows.map(({ code }) => code))];
  const head = { id: 'night-money', title: 'Money by night' };
  if (codes.length === 0) return { ...head, body: markup`<p class="empty">No night moved any money.</p>` };
  const size = nightsPerGroup(nights);
  const series = seriesOf(nights);
  const refunds = series.some(({ key }) => key === 'refunded') ? 'refunded, ' : '';
  const columns: readonly Column<Row>[] = [
    ...ofRow,
    ...series.map(({ key, name }) => ({
      head: name,
      kind: 'number' as const,
      cell: ({ code, money }: Row) => amount(money[key], code),
    })),
  ];
  const grouped = size === 1 ? '' : ` A group of bars is the sum of ${size} nights, named after the first.`;
  return {
    ...head,
    body: markup`<p class="note">Captured, ${refunds}kept by the PSP as fees and paid out, by the PSP's business date; booked at the bank, by the bank's value date. Bars stand in the order of the legend; each currency has a scale of its own.${grouped}</p>
${nightLegend(series)}
<div class="panels">
${codes.map((code) => nightChart(nights, code))}</div>
<details><summary>The numbers behind the charts</summary>
${table({ caption: 'Money by night and currency, in the decimals of the currency.', columns, rows })}
</details>`,
  };
}

const ofRow: readonly Column<Row>[] = [
  { head: 'Business date', kind: 'name', cell: ({ date }) => longDate(date) },
  { head: 'Currency', cell: ({ code }) => code },
];
