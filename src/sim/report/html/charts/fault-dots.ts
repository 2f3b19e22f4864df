/** How often a kind of fault could have fired, did, and changed the course: three marks on one logarithmic scale. */
import type { FaultResult } from '../../report.ts';
import { abbreviated } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import { across, anchor, legend } from './figure.ts';

/** A logarithmic scale from 1. */
export interface DotScale {
  /** Powers of ten. */
  readonly ticks: readonly number[];
  readonly highest: number;
}

export function dotScale(faults: readonly FaultResult[]): DotScale {
  const highest = Math.max(10, ...faults.map(({ could }) => could));
  const ticks = Array.from({ length: Math.floor(Math.log10(highest)) + 1 }, (_, power) => 10 ** power);
  return { ticks, highest };
}

const marks = [
  { key: 'could', name: 'could have fired', shape: markup`<circle class="could" r="4" />` },
  { key: 'fired', name: 'fired', shape: markup`<circle class="did" r="5.5" />` },
  { key: 'changed', name: 'changed the course', shape: markup`<path class="changed" d="M0-4L4 0 0 4-4 0Z" />` },
] as const;

export function dotLegend(): Markup {
  return legend(
    marks.map(({ name, shape }) => ({ text: name, mark: markup`<g transform="translate(8 6)">${shape}</g>` })),
  );
}

/** The ticks of the scale, for the head of the column. */
export function dotTicks(scale: DotScale): Markup {
  const labels = scale.ticks.map((tick, index) => {
    // Where there are many powers, every third is enough.
    if (scale.ticks.length > 6 && index % 3 !== 0) return nothing;
    const share = shareOf(tick, scale);
    return markup`<text class="tick" x="${across(share)}" y="12" text-anchor="${anchor(share)}">${abbreviated(tick)}</text>`;
  });
  return markup`<svg class="dots" width="100%" height="16" aria-hidden="true">${labels}</svg>`;
}

/** The numbers stand beside it in the table, so that it need not be read aloud. What never happened has no mark. */
export function dots(fault: FaultResult, scale: DotScale): Markup {
  const lines = scale.ticks.map((tick) => {
    const x = across(shareOf(tick, scale));
    return markup`<line class="grid" x1="${x}" x2="${x}" y1="0" y2="100%" />`;
  });
  const range =
    fault.fired === 0
      ? nothing
      : markup`<line class="range" x1="${across(shareOf(fault.changed, scale))}" x2="${across(shareOf(fault.fired, scale))}" y1="10" y2="10" />`;
  const drawn = marks.map(({ key, shape }) =>
    fault[key] === 0
      ? nothing
      : markup`<svg x="${across(shareOf(fault[key], scale))}" y="10" overflow="visible">${shape}</svg>`,
  );
  return markup`<svg class="dots" width="100%" height="20" aria-hidden="true">${lines}${range}${drawn}</svg>`;
}

function shareOf(value: number, { highest }: DotScale): number {
  return value <= 1 ? 0 : Math.min(1, Math.log10(value) / Math.log10(highest));
}
