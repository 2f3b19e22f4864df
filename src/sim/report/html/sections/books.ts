/** The books of each currency: its accounts by class, and the total that must be zero. */
import { accountClasses, isAccountName, type AccountName } from '../../../../domain/accounts.ts';
import type { Report } from '../../report.ts';
import { amount, exactTotal } from '../amounts.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import { status, type Section } from '../section.ts';
import { scrolling } from '../table.ts';

type Book = Report['books'][string];
type AccountClass = (typeof accountClasses)[AccountName];

/** The classes in the order of a balance sheet, with their headings. */
const classes: readonly (readonly [AccountClass, string])[] = [
  ['asset', 'Assets'],
  ['liability', 'Liabilities'],
  ['income', 'Income'],
  ['expense', 'Expenses'],
  ['suspense', 'Suspense'],
  ['position', 'Positions'],
  ['memo', 'Memo'],
];

/** The accounts of the chart, in its order. */
const accounts = Object.keys(accountClasses).filter(isAccountName);

export function booksSection({ books }: Report): Section {
  const cards = Object.entries(books).map(([code, book]) => card(code, book));
  const body =
    cards.length === 0
      ? markup`<p class="empty">Nothing was posted.</p>`
      : markup`<p class="note">Balances are debits minus credits, so what is owed and what was earned is negative. Accounts that were never posted to are left out.</p>
<div class="panels books">
${cards}</div>`;
  return { id: 'books', title: 'The books', body };
}

function card(code: string, book: Book): Markup {
  const total = exactTotal(Object.values(book));
  const verdict = total === 0 ? status('good', 'balanced') : status('bad', 'not zero');
  const groups = classes.map(([name, heading]) => group(name, heading, code, book));
  const caption = `The books in ${code}`;
  return scrolling(
    caption,
    markup`<table class="book"><caption>${code}</caption>
<thead class="visually-hidden"><tr><th scope="col">Account</th><th scope="col">Balance</th></tr></thead>
${groups}<tfoot><tr><th scope="row">Total ${verdict}</th><td class="number">${amount(total, code)}</td></tr></tfoot>
</table>`,
  );
}

function group(name: AccountClass, heading: string, code: string, book: Book): Markup {
  const posted = accounts.flatMap((account) => {
    const balance = accountClasses[account] === name ? book[account] : undefined;
    return balance === undefined ? [] : [{ account, balance }];
  });
  if (posted.length === 0) return nothing;
  const subtotal = amount(exactTotal(posted.map(({ balance }) => balance)), code);
  const rows = posted.map(
    ({
      account,
      balance,
    }) => markup`<tr><th scope="row" class="leaf"><code>${account}</code></th><td class="number">${amount(balance, code)}</td></tr>
`,
  );
  return markup`<tbody><tr class="class"><th scope="rowgroup">${heading}</th><td class="number">${subtotal}</td></tr>
${rows}</tbody>
`;
}
