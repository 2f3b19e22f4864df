/** What was measured, as Markdown. */
import { MACHINES, MACHINES_BY_XSTATE } from './replay/names.mjs';
import { median, quantile } from './statistics.mjs';

/** Of the cells, all but the first column are numbers, to the right; a column may be of text, to the left. */
function table(heads, rows, textColumns = [0]) {
  const rule = heads.map((_, i) => (textColumns.includes(i) ? '---' : '--:'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Whole runs: who, how much, how fast, and everypenny's own speed against it. */
export function runsTable({ rows }) {
  const heads = ['contender', 'checkouts', 'checkouts/s', 'events/s', 'peak MB', 'everypenny : it'];
  return table(heads, rows.map(runsRow));
}

function runsRow({ name, reason, checkouts, checkoutsPerSecond, eventsPerSecond, peakMb, ratios }) {
  if (reason !== undefined) return [name, reason, '', '', '', ''];
  const figures = [checkouts, checkoutsPerSecond, eventsPerSecond, peakMb].map(whole);
  return [name, ...figures, ratios === undefined ? '' : spread(ratios)];
}

/** Loads: who, how much, how fast, and how that compares with others. */
export function loadsTable(loads) {
  const heads = ['load', 'checkouts', 'checkouts/s', 'events/s', 'peak MB', 'times as fast as'];
  return table(heads, loads.map(loadsRow), [0, 5]);
}

function loadsRow({ name, reason, checkouts, checkoutsPerSecond, eventsPerSecond, peakMb, compared }) {
  if (reason !== undefined) return [name, reason, '', '', '', ''];
  const ratios = compared.map((other) => `${times(other.ratios)} × ${other.name}`);
  return [name, ...[checkouts, checkoutsPerSecond, eventsPerSecond, peakMb].map(whole), ratios.join('; ')];
}

/** `1.5 (1.43–1.6)` */
function times(ratios) {
  return `${significant(median(ratios))}${rangeOf(ratios)}`;
}

/** `15 : 1` or `1 : 15`: the median, and beside it the lowest and the highest of all rounds. */
function spread(ratios) {
  const isFaster = median(ratios) >= 1;
  const shown = isFaster ? ratios : ratios.map((ratio) => 1 / ratio);
  const middle = significant(median(shown));
  return `${isFaster ? `${middle} : 1` : `1 : ${middle}`}${rangeOf(shown)}`;
}

/** The lowest and the highest, where there are several. */
function rangeOf(ratios) {
  return ratios.length > 1 ? ` (${significant(Math.min(...ratios))}–${significant(Math.max(...ratios))})` : '';
}

/** What each peer came to with the same draws: the same. */
export function proofsTable({ proofs }) {
  const heads = ['proof', 'orders', 'events', 'captured', 'settled amount'];
  const rows = proofs.map(({ name, orders, events, captured, settledAmount }) => {
    return [name, ...[orders, events, captured, settledAmount].map(whole)];
  });
  return table(heads, rows);
}

export function microTable(operations) {
  const heads = ['operation', 'ns', '10 % to 90 % of the samples', 'times as long as'];
  const byName = new Map(operations.map((operation) => [operation.name, operation.ns]));
  const rows = operations.map(({ name, ns, beside }) => {
    const compared = beside === undefined ? '' : besides(ns, byName.get(beside), beside);
    return [name, significant(median(ns)), edgesOf(ns), compared];
  });
  return table(heads, rows, [0, 3]);
}

function besides(ns, other, name) {
  return `${significant(median(ratiosOf(ns, other)))} × ${name}`;
}

/** Sample by sample. */
function ratiosOf(values, others) {
  return values.map((each, i) => each / others[i]);
}

function edgesOf(values) {
  return `${significant(quantile(values, 0.1))}–${significant(quantile(values, 0.9))}`;
}

/** Parts of a run by themselves: each beside the last, which is the whole. */
export function replayTable(parts) {
  const run = parts.at(-1).us;
  const rows = parts.map(({ name, us }) => {
    return [name, significant(median(us)), edgesOf(us), significant(median(ratiosOf(us, run)))];
  });
  return table(['part', 'us a checkout', '10 % to 90 % of the times', 'of the whole run'], rows);
}

/** Time by time: the machines of a run and nothing else, by XState and by compiled tables. */
export function interpretersLine(parts) {
  const [compiled, interpreted] = [MACHINES, MACHINES_BY_XSTATE].map(
    (part) => parts.find(({ name }) => name === part).us,
  );
  const ratios = ratiosOf(interpreted, compiled);
  return `The same steps of the same machines take XState ${significant(median(ratios))} times as long (${edgesOf(ratios)}).`;
}

export function sharesTable(shares) {
  const rows = shares.map(({ name, share, why }) => [name, `${(share * 100).toFixed(1)} %`, why]);
  return table(['part', 'share', 'why'], rows, [0, 2]);
}

function whole(number) {
  return Math.round(number).toLocaleString('en-US');
}

/** Three digits, which is more than anybody should trust. */
function significant(number) {
  return number >= 100 ? whole(number) : String(Number(number.toPrecision(3)));
}
