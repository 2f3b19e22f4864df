import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../test/support/page-text.ts';
import { table, type Column } from './table.ts';

interface Seller {
  readonly name: string;
  readonly orders: number;
}

const columns: readonly Column<Seller>[] = [
  { head: 'Seller', kind: 'name', cell: ({ name }) => name },
  { head: 'Orders', kind: 'number', cell: ({ orders }) => orders },
];

describe('a table', () => {
  it('heads its columns and its rows, and sets the foot apart', () => {
    const rows = [{ name: 'A & B', orders: 3 }];
    const { html } = table({ caption: 'Sellers', columns, rows, foot: ['All', 3] });
    expect(rowsOf(html)).toEqual([
      ['Seller', 'Orders'],
      ['A & B', '3'],
      ['All', '3'],
    ]);
    expect(html).toContain('<th scope="col" class="number">Orders</th>');
    expect(html).toContain('<th scope="row">A &amp; B</th><td class="number">3</td>');
    expect(html).toContain('<tfoot><tr><th scope="row">All</th>');
  });

  it('scrolls in a box that the keyboard reaches and that has a name', () => {
    const { html } = table({ caption: 'Sellers', columns, rows: [{ name: 'A', orders: 1 }] });
    expect(html).toMatch(/^<div class="scroll" role="region" aria-label="Sellers" tabindex="0">/);
  });

  it('may show its first rows only, and says so', () => {
    const rows = ['A', 'B', 'C'].map((name) => ({ name, orders: 1 }));
    const { html } = table({ caption: 'Sellers.', columns, rows, most: 2 });
    expect(rowsOf(html).map(([name]) => name)).toEqual(['Seller', 'A', 'B']);
    expect(textsOf(html)[0]).toBe('Sellers. The first 2 of 3 are shown; report.json has them all.');
    expect(textsOf(table({ caption: 'Sellers.', columns, rows, most: 3 }).html)[0]).toBe('Sellers.');
  });

  it('gives way to a sentence when it has no rows', () => {
    expect(textsOf(table({ caption: 'Sellers', columns, rows: [], empty: 'No seller was credited.' }).html)).toEqual([
      'No seller was credited.',
    ]);
  });
});
