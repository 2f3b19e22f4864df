/** What went wrong around the system, and what it took to get over it. */
import { openRefundsIn } from '../../sim/report/counts.ts';
import { parkingOf } from '../../sim/report/parking.ts';
import type { Report } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { counted, grouped } from './columns.ts';
import { roughly } from './roughly.ts';
import { titled } from './titled.ts';

/** What fired and what could have; empty for a run that was to have no faults and in which nothing went wrong. */
export function faultLines(report: Report, style: Style): string[] {
  const rows = report.faults.map(({ kind, could, fired, changed }) => [kind, ...[could, fired, changed].map(grouped)]);
  const haveFired = report.faults.some(({ fired }) => fired > 0);
  const table = rows.length === 0 ? [] : ['', ...titled(style, 'Faults', ['', 'could', 'fired', 'changed'], rows)];
  const recovery = recoveryOf(report);
  if (recovery.length === 0) return table;
  const settled = !haveFired ? '' : `; ${settlingOf(report)}`;
  return [...table, '', `${style('strong', 'Recovery')}  ${recovery.join(', ')}${settled}`];
}

/** Empty for a run in which every order was captured at once. */
export function captureLines({ counts }: Report, style: Style): string[] {
  const { authorised, capturedLater, capturedInPart, lapsed } = counts;
  if (authorised === 0) return [];
  const open = authorised - capturedLater - lapsed;
  const parts = [
    `${grouped(authorised)} authorised`,
    `${grouped(capturedLater)} captured when dispatched (${grouped(capturedInPart)} in part)`,
    `${grouped(lapsed)} lapsed`,
    ...(open > 0 ? [`${grouped(open)} without an outcome`] : []),
  ];
  return [`${style('strong', 'Captures')}  ${parts.join(', ')}`];
}

/** Empty for a run in which nobody wanted money back. */
export function refundLines({ counts }: Report, style: Style): string[] {
  const { refundsAsked, refunded, refundsRefused } = counts;
  if (refundsAsked === 0) return [];
  const open = openRefundsIn(counts);
  const parts = [
    `${grouped(refundsAsked)} asked for`,
    `${grouped(refunded)} paid`,
    `${grouped(refundsRefused)} refused`,
    ...(open > 0 ? [`${grouped(open)} without an outcome`] : []),
  ];
  return [`${style('strong', 'Refunds')}  ${parts.join(', ')}`];
}

export function payoutLines({ counts }: Report, style: Style): string[] {
  const { sellerPayouts, payoutsReturned } = counts;
  if (sellerPayouts === 0) return [];
  return [`${style('strong', 'Payouts')}  ${grouped(sellerPayouts)} to sellers, ${grouped(payoutsReturned)} came back`];
}

/** Only what there was. */
function recoveryOf(report: Report): string[] {
  const { restarts, messagesLost, inquiries, redrives, deadLetters } = report.counts;
  const figures = [
    [restarts, 'restart'],
    [messagesLost, 'message', ' lost'],
    [inquiries, 'inquiry', '', 'inquiries'],
    [redrives, 'time', ` parked work was taken up again (${parkingOf(report)})`],
    [deadLetters, 'dead letter'],
  ] as const;
  return figures
    .filter(([count]) => count > 0)
    .map(
      ([count, noun, after = '', plural = `${noun}s`]) =>
        `${count === 1 ? counted(1, noun) : `${grouped(count)} ${plural}`}${after}`,
    );
}

function settlingOf({ phases }: Report): string {
  if (phases.settledAt === null) return 'not everything had ended when the run did';
  const ms = Date.parse(phases.settledAt) - Date.parse(phases.healAt);
  return ms <= 0 ? 'everything had ended before the healing' : `everything had ended ${roughly(ms)} after the healing`;
}
