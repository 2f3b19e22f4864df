/** Throughput: checkouts that arrived and closed over the simulated time. */
import type { Report } from '../../report.ts';
import { exactTotal } from '../amounts.ts';
import { backlogChart, slicesOf, throughputChart, type Slices } from '../charts/throughput.ts';
import { counted } from '../format.ts';
import { markup, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { stretch } from '../time.ts';

export function throughputSection(report: Report): Section {
  const slices = slicesOf(report);
  return {
    id: 'throughput',
    title: 'Throughput',
    body: slices.arrived.length === 0 ? empty : body(slices, neverHeard(report)),
  };
}

/** Checkouts of which no click ever reached the payment service, so that they cannot close. */
export function neverHeard({ throughput, unfinished, load }: Report): number {
  // A list that leaves some out does not tell.
  if (load !== undefined && load.leftOut.unfinished > 0) return 0;
  const open = unfinished.filter(({ id }) => /^(?:cell \d+: )?checkout-/.test(id)).length;
  return Math.max(0, exactTotal(throughput.arrived) - exactTotal(throughput.closed) - open);
}

const empty = markup`<p class="empty">No checkout arrived, so there is nothing to draw.</p>`;

function body(slices: Slices, unheard: number): Markup {
  const peak = peakOf(slices.arrived);
  const backlog = peakOf(slices.open);
  const from = (index: number): string => (slices.starts[index] === undefined ? '' : ` from ${slices.starts[index]}`);
  const busiest = `The busiest slice${from(peak.index)} had ${counted(peak.value, 'arrival')}.`;
  const waiting =
    backlog.value > 0
      ? `The backlog was longest at the end of the slice${from(backlog.index)}, with ${counted(backlog.value, 'checkout')} open.`
      : 'Every checkout closed in the slice in which it arrived.';
  const lost =
    unheard === 0
      ? ''
      : ` ${counted(unheard, 'checkout')} never closed: no click of the buyer reached the payment service.`;
  const length = slices.sliceMs > 0 ? ` of ${stretch(slices.sliceMs)}` : '';
  return markup`<p class="note">${counted(slices.arrived.length, 'slice')}${length}. ${busiest} ${waiting}${lost}</p>
${throughputChart(slices, busiest)}
${backlog.value > 0 ? backlogChart(slices, waiting) : undefined}`;
}

function peakOf(values: readonly number[]): { index: number; value: number } {
  let index = 0;
  for (let at = 1; at < values.length; at += 1) {
    if ((values[at] ?? 0) > (values[index] ?? 0)) index = at;
  }
  return { index, value: values[index] ?? 0 };
}
