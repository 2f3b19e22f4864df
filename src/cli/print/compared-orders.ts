/** The orders that end differently in two runs. */
import { formatMoney, money } from '../../domain/money.ts';
import { currency as currencyOf } from '../../domain/currency.ts';
import type { ComparedOrders, DifferingOrder } from '../../sim/compare/compared-orders.ts';
import type { Fate } from '../../sim/compare/fate.ts';
import { amount } from '../../sim/report/html/amounts.ts';
import type { Style } from '../terminal.ts';
import { columns, counted, grouped } from './columns.ts';

/** More would hide the rest of the result. */
const SHOWN = 5;

export function differingOrderLines(orders: ComparedOrders, style: Style): string[] {
  const { both, differ, onlyInA, onlyInB, changes, first } = orders;
  const others = onlyInA + onlyInB === 0 ? [] : ['', ...otherTraffic(onlyInA, onlyInB)];
  if (differ === 0) return others;
  const rows = first
    .slice(0, SHOWN)
    .map((order) => [
      order.order,
      formatMoney(money(order.amount, currencyOf(order.currency))),
      told(order, 'a'),
      told(order, 'b'),
    ]);
  const more = differ - rows.length;
  return [
    ...others,
    '',
    `${style('strong', 'Orders that end differently')}  ${grouped(differ)} of ${grouped(both)}`,
    ...columns(
      changes.map((change) => [grouped(change.orders), `${change.a} in A, ${changed(change)} in B`]),
      ['right', 'left'],
    ),
    '',
    ...columns([['', '', 'A', 'B'], ...rows], ['left', 'right', 'left', 'left']),
    ...(more > 0 ? [`  and ${grouped(more)} more`] : []),
  ];
}

function changed({ a, b }: ComparedOrders['changes'][number]): string {
  return a === b ? `${b} with another amount` : b;
}

/** `declined, expired_card`; with its amounts where it is those that differ. */
function told({ a, b, currency }: DifferingOrder, side: 'a' | 'b'): string {
  const { name, detail, charged, refunded }: Fate = { a, b }[side];
  const amounts =
    refunded === 0 ? amount(charged, currency) : `${amount(charged, currency)} - ${amount(refunded, currency)}`;
  return [name, ...(detail === null ? [] : [`(${detail})`]), ...(a.name === b.name ? [amounts] : [])].join(' ');
}

/** A name is then of another order, and nothing is said about what became of it. */
function otherTraffic(onlyInA: number, onlyInB: number): string[] {
  return [
    `The traffic is not the same: ${counted(onlyInA, 'order')} came in A alone and ${grouped(onlyInB)} in B alone.`,
    'Orders of the same name may be different orders there.',
  ];
}
