/** The outcome of a run in one sentence, for someone who reads nothing else. */
import type { Report, ViolationResult } from '../report.ts';
import { openBreakCount } from '../totals.ts';
import { exactTotal, pricedEach } from './amounts.ts';
import { count, counted, listed, times } from './format.ts';

export function inOneSentence(report: Report): string {
  const { counts } = report;
  const traffic = `${counted(counts.checkouts, 'checkout')}, ${counted(counts.orders, 'order')}`;
  switch (report.verdict) {
    case 'consistent':
      return `${traffic}; ${accountedFor(report)}.`;
    case 'inconsistent':
      return `${traffic}; not every penny is accounted for: ${broken(report.violations)}.`;
    case 'inconclusive':
      return `${traffic}; the run shows nothing either way.`;
  }
}

/** What is to be looked at whatever the verdict is: `1 threshold missed`, `111 breaks open`. */
export function reservations(report: Report): string[] {
  const missed = report.thresholds.filter(({ met }) => !met).length;
  const open = openBreakCount(report);
  return [
    ...(missed === 0 ? [] : [`${counted(missed, 'threshold')} missed`]),
    ...(open === 0 ? [] : [`${counted(open, 'break')} open`]),
  ];
}

function accountedFor(report: Report): string {
  const { books, simulated, faults } = report;
  const currencies = Object.keys(books);
  if (currencies.length === 0) return 'no money moved';
  const which = currencies.length === 1 ? listed(currencies) : `${count(currencies.length)} currencies`;
  const nights = simulated.nights === 0 ? '' : ` over ${counted(simulated.nights, 'night')}`;
  const fired = exactTotal(faults.map((fault) => fault.fired));
  const through = fired === 0 ? '' : `${nights === '' ? '' : ' and'} through ${counted(fired, 'fault')}`;
  const open = openBreakCount(report);
  const known = open === 0 ? '' : `; ${counted(open, 'break is', 'breaks are')} on record and open`;
  return `every penny of ${which} is accounted for${nights}${through}${known}`;
}

const named = 3;

function broken(violations: readonly ViolationResult[]): string {
  const parts = violations.slice(0, named).map(({ name, count: seen, money }) => {
    const prices = pricedEach(money);
    return `${name} is broken ${times(seen)}${prices.length === 0 ? '' : ` (${listed(prices)})`}`;
  });
  const rest = violations.length - parts.length;
  return listed(rest === 0 ? parts : [...parts, counted(rest, 'more invariant')]);
}
