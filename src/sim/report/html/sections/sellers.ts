/** The sellers with the most money, per currency. */
import type { Report } from '../../report.ts';
import { amount } from '../amounts.ts';
import { count } from '../format.ts';
import { markup, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';

type Seller = Report['topSellers'][number];

export function sellersSection({ topSellers }: Report): Section {
  const codes = [...new Set(topSellers.map(({ currency }) => currency))];
  const cards = codes.map((code) =>
    card(
      code,
      topSellers.filter(({ currency }) => currency === code),
    ),
  );
  const body =
    cards.length === 0
      ? markup`<p class="empty">No seller was credited.</p>`
      : markup`<p class="note">Wallet balances at the end of the run, at most ten sellers a currency; the bar compares with the first.</p>
<div class="panels">
${cards}</div>`;
  return { id: 'sellers', title: 'Top sellers', body };
}

function card(code: string, sellers: readonly Seller[]): Markup {
  const largest = Math.max(...sellers.map(({ balance }) => balance));
  return table({
    caption: code,
    rows: sellers,
    columns: [
      {
        head: 'Seller',
        kind: 'name',
        cell: ({ name, sellerId }) => markup`<bdi>${name}</bdi> <span class="aside">${sellerId}</span>`,
      },
      { head: 'Orders', kind: 'number', cell: ({ orders }) => count(orders) },
      {
        head: 'Balance',
        kind: 'number',
        cell: ({ balance }) => markup`${amount(balance, code)}${bar(balance, largest)}`,
      },
    ],
  });
}

function bar(balance: number, largest: number): Markup {
  const percent = largest > 0 ? Math.round((100 * Math.max(balance, 0)) / largest) : 0;
  return markup`<span class="bar" style="width:${percent}%" aria-hidden="true"></span>`;
}
