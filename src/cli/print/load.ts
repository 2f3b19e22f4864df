/** What a load adds to the result of a run: its cells, and how fast it was. */
import { cellSize } from '../../sim/report/cell-size.ts';
import type { CellResult } from '../../sim/report/load-result.ts';
import type { Report } from '../../sim/report/report.ts';
import { latency } from '../../sim/report/html/time.ts';
import type { LoadInfo } from '../run-info.ts';
import type { Style } from '../terminal.ts';
import { columns, counted, grouped } from './columns.ts';

/** More would hide the rest of the result. */
const SHOWN = 5;

/** Empty for what was no load, or had one cell. */
export function cellLines({ load }: Report, style: Style): string[] {
  if (load === undefined || load.cells === 1) return [];
  const { cells, violating, firstViolating, slowest } = load;
  const [slow] = slowest;
  const worst = slow === undefined ? '' : `; slowest cell ${slow.cell}: checkout p99 ${latency(slow.checkoutP99)}`;
  const size = `${counted(cells, 'cell')} of up to ${cellSize(load)}`;
  const lines = ['', `${style('strong', 'Cells')}  ${size}${worst}`];
  if (violating === 0) return lines;
  const shown = firstViolating.slice(0, SHOWN);
  const more = violating - shown.length;
  return [
    ...lines,
    style('bad', `  ${counted(violating, 'cell')} violated an invariant`),
    ...columns(shown.map(violatingRow), ['left', 'left', 'left']).map((line) => `  ${line}`),
    ...(more > 0 ? [`    and ${grouped(more)} more`] : []),
  ];
}

function violatingRow({ cell, violations, invariants, reproduce }: CellResult): string[] {
  return [`cell ${cell}`, `${counted(violations, 'time')}: ${invariants.join(', ')}`, reproduce];
}

/** How fast it was, for people. */
export function speedLine({ counts }: Report, info: LoadInfo): string {
  const { wallMs, workers, checkoutsPerSecond, eventsPerSecond, load } = info;
  const speed = `${grouped(Math.round(checkoutsPerSecond))} checkouts/s, ${grouped(eventsPerSecond)} events/s`;
  const { timesRealTime } = load.traffic;
  const times = timesRealTime < 10 ? String(timesRealTime) : grouped(Math.round(timesRealTime));
  const took = `${counted(counts.checkouts, 'checkout')} in ${spellTook(wallMs)} on ${counted(workers, 'worker')}`;
  return `${took}: ${speed}, the traffic at ${times} times real time`;
}

/** To the second: `86 s`, `12 min 5 s`. */
function spellTook(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1_000));
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
