/** The key figures of a run, as tiles. */
import { openRefundsIn, retriesIn } from '../../counts.ts';
import type { Report } from '../../report.ts';
import { openBreakCount, unfinishedCount } from '../../totals.ts';
import { exactTotal } from '../amounts.ts';
import { count, counted, percentage } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { latency } from '../time.ts';
import { linesOf } from './reconciliation.ts';
import { totalOf } from './score.ts';

interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  /** Something to look at, marked by a word as well as by colour. */
  readonly alert?: boolean;
}

export function figuresSection(report: Report): Section {
  const tiles = tilesOf(report).map(
    ({
      label,
      value,
      note,
      alert,
    }) => markup`<div class="tile${alert ? ' alert' : ''}"><dt>${label}</dt><dd class="value${value.length > 13 ? ' long' : ''}">${alert ? warning : nothing}${value}</dd><dd class="aside">${note}</dd></div>
`,
  );
  return { id: 'figures', title: 'Key figures', body: markup`<dl class="tiles">\n${tiles}</dl>` };
}

const warning: Markup = markup`<span class="mark" aria-hidden="true">! </span><span class="visually-hidden">Attention: </span>`;

function tilesOf(report: Report): Tile[] {
  return [
    ...trafficTiles(report),
    ...nightTiles(report),
    ...effortTiles(report),
    ...captureTiles(report),
    ...refundTiles(report),
    ...payoutTiles(report),
    ...troubleTiles(report),
    ...proofTiles(report),
  ];
}

function trafficTiles({ counts, latencyMs }: Report): Tile[] {
  const { checkout } = latencyMs;
  const ofOrders = (part: number): string => {
    const share = percentage(part, counts.orders);
    return share === undefined ? 'no orders' : `${share} of orders`;
  };
  return [
    { label: 'Checkouts', value: count(counts.checkouts), note: counted(counts.orders, 'order') },
    { label: 'Captured', value: count(counts.captured), note: ofOrders(counts.captured) },
    { label: 'Declined', value: count(counts.declined), note: ofOrders(counts.declined) },
    {
      label: 'Unresolved',
      value: count(counts.unresolved),
      note: 'orders without an outcome',
      alert: counts.unresolved > 0,
    },
    {
      label: 'Checkout p99',
      value: checkout.count === 0 ? '–' : latency(checkout.p99),
      note: checkout.count === 0 ? 'no sample' : `p50 ${latency(checkout.p50)}, max ${latency(checkout.max)}`,
    },
  ];
}

function nightTiles(report: Report): Tile[] {
  const { lines, matched, breaks, resolved } = linesOf(report);
  const open = openBreakCount(report);
  return [
    {
      label: 'Lines matched',
      value: percentage(matched, lines) ?? '–',
      note: `${count(matched)} of ${counted(lines, 'line')}`,
    },
    {
      label: 'Open breaks',
      value: count(open),
      note: `${count(breaks)} opened, ${count(resolved)} resolved`,
      alert: open > 0,
    },
    thresholdTile(report),
  ];
}

function thresholdTile({ thresholds }: Report): Tile {
  const met = thresholds.filter((threshold) => threshold.met).length;
  const label = 'Thresholds met';
  if (thresholds.length === 0) return { label, value: '–', note: 'none were set' };
  const missed = thresholds.length - met;
  return {
    label,
    value: `${count(met)} of ${count(thresholds.length)}`,
    note: missed === 0 ? 'all of them' : `${count(missed)} missed`,
    alert: missed > 0,
  };
}

function effortTiles({ counts }: Report): Tile[] {
  return [
    {
      label: 'Retries',
      value: count(retriesIn(counts)),
      note: `without an answer: ${counted(counts.buyerRetries, 'click')}, ${counted(counts.callRetries, 'call')}, ${counted(counts.pspRetries, 'call')} to the PSP`,
    },
    { label: 'Outcomes in doubt', value: count(counts.unknownOutcomes), note: 'charges unknown for a time' },
    {
      label: 'Ledger transactions',
      value: count(counts.ledgerTransactions),
      note: `${counted(counts.filesReconciled, 'file')} reconciled`,
    },
    {
      label: 'Events',
      value: count(counts.events),
      note: `${counted(counts.messages, 'message')}, ${counted(counts.commits, 'commit')}`,
    },
  ];
}

/** Where orders are captured when the seller dispatches. */
function captureTiles({ counts }: Report): Tile[] {
  const { authorised, capturedLater, capturedInPart, lapsed } = counts;
  if (authorised === 0) return [];
  const note = `of ${count(authorised)} authorised, ${count(capturedInPart)} in part`;
  return [
    { label: 'Captured later', value: count(capturedLater), note },
    { label: 'Lapsed', value: count(lapsed), note: 'authorised, and nothing captured' },
  ];
}

function refundTiles({ counts }: Report): Tile[] {
  const { refundsAsked, refunded, refundsRefused } = counts;
  if (refundsAsked === 0) return [];
  const open = openRefundsIn(counts);
  const rest = open > 0 ? `, ${count(open)} without an outcome` : '';
  const note = `${count(refundsAsked)} asked for, ${count(refundsRefused)} refused${rest}`;
  return [{ label: 'Refunds paid', value: count(refunded), note, alert: open > 0 }];
}

function payoutTiles({ counts }: Report): Tile[] {
  const { sellerPayouts, payoutsReturned } = counts;
  if (sellerPayouts === 0) return [];
  return [{ label: 'Payouts to sellers', value: count(sellerPayouts), note: `${count(payoutsReturned)} came back` }];
}

/** What went wrong, and what it took to get over it; only what there was. */
function troubleTiles({ counts, faults }: Report): Tile[] {
  const fired = exactTotal(faults.map((fault) => fault.fired));
  const changed = exactTotal(faults.map((fault) => fault.changed));
  const { restarts, messagesLost, inquiries, redrives, deadLetters } = counts;
  const tiles = [
    { label: 'After soft declines', of: counts.softDeclineRetries, note: 'charges that were tried again' },
    { label: 'Faults fired', of: fired, note: `${count(changed)} changed the course` },
    { label: 'Restarts', of: restarts, note: 'of services that had crashed' },
    { label: 'Messages lost', of: messagesLost, note: `of ${count(counts.messages)} sent` },
    { label: 'Inquiries', of: inquiries, note: 'to the PSP, about what was in doubt' },
    { label: 'Taken up again', of: redrives, note: 'times, after work had been parked' },
    { label: 'Dead letters', of: deadLetters, note: 'work given up until somebody saw to it' },
  ];
  return tiles.filter((tile) => tile.of > 0).map(({ label, of, note }) => ({ label, value: count(of), note }));
}

/** What the run was there to show; only what there was. */
function proofTiles(report: Report): Tile[] {
  const { score, expectations } = report;
  const tiles: Tile[] = [];
  const unfinished = unfinishedCount(report);
  if (score.length > 0) {
    const { injected, found, missed, harmless, real, falsely } = totalOf(score);
    const value = `${count(found)} of ${count(injected - harmless)}`;
    const besides = real === 0 ? '' : `, ${count(real)} more that were real`;
    const note = `${count(missed)} missed${besides}, ${count(falsely)} falsely accused`;
    tiles.push({ label: 'Discrepancies found', value, note, alert: missed > 0 });
  }
  if (expectations.length > 0) {
    const met = expectations.filter((expectation) => expectation.met).length;
    const value = `${count(met)} of ${count(expectations.length)}`;
    const note = met === expectations.length ? 'the run exercised what it had to' : 'the run proves nothing';
    tiles.push({ label: 'Expectations met', value, note, alert: met < expectations.length });
  }
  if (unfinished > 0)
    tiles.push({ label: 'Unfinished', value: count(unfinished), note: 'when the run ended', alert: true });
  return tiles;
}
