/** How a load was divided, and which of its cells to look at. */
import { cellSize } from '../../cell-size.ts';
import type { CellResult } from '../../load-result.ts';
import type { Report } from '../../report.ts';
import { count, counted, listed } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { latencyCell } from '../latency-cell.ts';

/** Undefined of what was no load, or had one cell. */
export function cellsSection({ load }: Report): Section | undefined {
  if (load === undefined || load.cells === 1) return undefined;
  const size = `${counted(load.cells, 'cell')} of up to ${cellSize(load)}`;
  return {
    id: 'cells',
    title: 'Cells',
    body: markup`<p class="note">${size}, each a payment system of its own: sellers, nights and books. All figures of this report are those of all cells together.</p>
${violating(load)}<h3>Slowest</h3>
${table({
  caption: 'The cells with the highest p99 of the checkout.',
  columns: [
    ofCell,
    { head: 'Checkout p99', kind: 'number', cell: ({ checkoutP99 }) => latencyCell(checkoutP99) },
    command,
  ],
  rows: load.slowest,
})}`,
  };
}

function violating({ violating: all, firstViolating }: NonNullable<Report['load']>): Markup {
  if (all === 0) return nothing;
  const first = all > firstViolating.length ? ` The first ${count(firstViolating.length)} are shown.` : '';
  return markup`<h3>Violating</h3>
${table({
  caption: `${counted(all, 'cell')} violated an invariant.${first}`,
  columns: [
    ofCell,
    { head: 'Violations', kind: 'number', cell: ({ violations }) => count(violations) },
    { head: 'Invariants', cell: ({ invariants }) => listed(invariants) },
    command,
  ],
  rows: firstViolating,
})}`;
}

const ofCell: Column<CellResult> = { head: 'Cell', kind: 'name', cell: ({ cell }) => count(cell) };
const command: Column<CellResult> = {
  head: 'Alone',
  kind: 'prose',
  cell: ({ reproduce }) => markup`<code>${reproduce}</code>`,
};
