/** Latency of a checkout and of the steps inside it. */
import { parkingOf } from '../../parking.ts';
import type { Latency, LatencyName, Report } from '../../report.ts';
import { latencyChart, type LatencyRow } from '../charts/latency.ts';
import { count } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { latency } from '../time.ts';
import { latencyCell } from '../latency-cell.ts';

interface Step extends LatencyRow {
  readonly meaning: string;
  readonly latency: Latency;
}

const timed: readonly { readonly key: LatencyName; readonly name: string; readonly meaning: string }[] = [
  { key: 'checkout', name: 'Checkout', meaning: "from Buy to the buyer's answer" },
  { key: 'charge', name: 'Charge', meaning: "from the executor's first call to the PSP's outcome" },
  { key: 'credit', name: 'Credit', meaning: "from the saga's call to the wallet's confirmation" },
  { key: 'posting', name: 'Posting', meaning: "from the saga's call to the ledger's confirmation" },
  { key: 'refund', name: 'Refund', meaning: "from the buyer's asking for it until the buyer hears" },
];

export function latencySection(report: Report): Section {
  const { latencyMs } = report;
  const steps = timed
    .filter(({ key }) => key !== 'refund' || latencyMs.refund.count > 0)
    .map(({ key, name, meaning }) => ({ name, meaning, latency: latencyMs[key] }));
  const sampled = steps.filter((step) => step.latency.count > 0);
  const body =
    sampled.length === 0
      ? markup`<p class="empty">No step was completed, so nothing was timed.</p>`
      : markup`${drawn(steps, sampled)}${waiting(report)}`;
  return { id: 'latency', title: 'Latency', body };
}

function drawn(steps: readonly Step[], sampled: readonly Step[]): Markup {
  const description = sampled.map(
    (step) =>
      `${step.name}: median ${latency(step.latency.p50)}, 99th percentile ${latency(step.latency.p99)}, maximum ${latency(step.latency.max)}.`,
  );
  return markup`${latencyChart(sampled, description.join(' '))}
${table({ caption: 'The same in numbers.', columns, rows: steps, rowClass: (step) => (step.latency.count === 0 ? 'idle' : undefined) })}`;
}

/** Why a checkout may have taken so much longer than all of its steps. */
function waiting(report: Report): Markup {
  if (report.counts.redrives === 0) return nothing;
  return markup`
<p class="note after">Some work was parked and taken up again (${parkingOf(report)}): when a round of calls was without an answer, or leave to call was asked for as often in vain while the circuit to the PSP was open (policies.breaker). A step begins with its first call, so that what an order waits for before is in the time of its checkout alone.</p>`;
}

const columns: readonly Column<Step>[] = [
  { head: 'Step', kind: 'name', cell: ({ name, meaning }) => markup`${name} <span class="aside">${meaning}</span>` },
  { head: 'Samples', kind: 'number', cell: (step) => count(step.latency.count) },
  ...(
    [
      ['p50', 'p50'],
      ['p90', 'p90'],
      ['p95', 'p95'],
      ['p99', 'p99'],
      ['p99.9', 'p999'],
      ['max', 'max'],
    ] as const
  ).map(([head, key]) => ({
    head,
    kind: 'number' as const,
    cell: (step: Step) => (step.latency.count === 0 ? '–' : latencyCell(step.latency[key])),
  })),
];
