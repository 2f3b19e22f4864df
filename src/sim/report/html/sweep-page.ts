/** The report of a sweep as one HTML file that needs nothing else. */
import { kneeIn, resultOf, sweptSentences } from '../../sweep/swept-words.ts';
import type { Swept, SweptStep } from '../../sweep/swept.ts';
import { unitOfRate } from '../../scenario/units/rate.ts';
import { rateAxis } from './charts/rate-curves.ts';
import { latencyCurve, throughputCurve, utilisationCurve } from './charts/sweep.ts';
import { documentOf } from './document.ts';
import { count, tenthsOfPercent } from './format.ts';
import { join, markup, nothing, type Markup, type Part } from './markup.ts';
import { status, type Section } from './section.ts';
import { table, type Column } from './table.ts';
import { latencyCell } from './latency-cell.ts';
import { rateIn, stretch } from './time.ts';

export function renderSweep(result: Swept): string {
  const { scenario, seed } = result;
  return documentOf({
    title: join([scenario.name, `seed ${seed}`, 'sweep', 'everypenny'], ' · '),
    header: header(result),
    sections: [curves(result), rates(result), commands(result)],
    footer: `Made by everypenny from sweep.json (schema version ${result.schemaVersion}).`,
  });
}

const badges: Readonly<Record<Swept['outcome'], readonly [look: string, text: string]>> = {
  knee: ['consistent', 'knee'],
  allMeet: ['reserved', 'no knee in this range'],
  noneMeets: ['inconsistent', 'beyond the knee'],
};

function header(result: Swept): Markup {
  const { scenario, seed, knee, outcome, thresholds, steps, reproduce } = result;
  const [look, text] = badges[outcome];
  const [lead, ...others] = sweptSentences(result);
  const broken = steps.some(({ verdict }) => verdict === 'inconsistent');
  const facts: readonly (readonly [string, Part])[] = [
    ['Seed', markup`<code>${seed}</code>`],
    [
      'Held to',
      thresholds.length === 0
        ? 'being consistent'
        : join(
            thresholds.map((each) => markup`<code>${each}</code>`),
            ', ',
          ),
    ],
    ['Rates', `${count(steps.length)}, from ${steps.at(0)?.rate ?? ''} to ${steps.at(-1)?.rate ?? ''}`],
    ['Scenario, SHA-256', markup`<code title="SHA-256">${scenario.sha256}</code>`],
  ];
  return markup`<header class="top">
<p class="kicker">everypenny · report of a sweep</p>
<h1>${scenario.name}</h1>
${scenario.description === '' ? nothing : markup`<p class="description">${scenario.description}</p>`}
<div class="verdict ${broken ? 'inconsistent' : look}">
<p class="badge">${text}${outcome === 'knee' ? ` at ${knee ?? ''}` : ''}${broken ? '; inconsistent' : ''}</p>
<p class="lead">${lead ?? ''}</p>
${others.map((sentence) => markup`<p>${sentence}</p>\n`)}</div>
<dl class="facts">
${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
<p class="reproduce-label" id="reproduce-label">Reproduce this sweep</p>
<pre class="reproduce" tabindex="0" aria-labelledby="reproduce-label"><code>${reproduce}</code></pre>
</header>
`;
}

function curves(result: Swept): Section {
  const { steps, missing } = result;
  const axis = rateAxis(steps, { knee: kneeIn(result) ?? undefined, missing: missing?.rate });
  const [told = ''] = sweptSentences(result);
  const services = [...new Set(steps.flatMap((step) => step.services.map(({ service }) => service)))];
  const isMeasured = steps.some(({ checkoutMs }) => checkoutMs.count > 0);
  return {
    id: 'curves',
    title: 'Curves',
    body: markup`${isMeasured ? latencyCurve(steps, axis, told) : nothing}
${throughputCurve(steps, axis, told)}
${services.map((service) => utilisationCurve(service, steps, axis))}`,
  };
}

function rates({ steps }: Swept): Section {
  return {
    id: 'rates',
    title: 'Rates',
    body: markup`${table({ caption: 'What became of the checkouts at each rate.', columns, rows: steps })}
${loads(steps)}`,
  };
}

const columns: readonly Column<SweptStep>[] = [
  { head: 'Rate', kind: 'name', cell: ({ rate }) => rate },
  { head: 'Result', kind: 'prose', cell: (step) => status(lookOf(step), resultOf(step)) },
  { head: 'For', kind: 'number', cell: ({ forMs }) => stretch(forMs) },
  { head: 'Checkouts', kind: 'number', cell: ({ checkouts }) => count(checkouts) },
  { head: 'Throughput', kind: 'number', cell: ({ rate, throughput }) => rateIn(unitOfRate(rate), throughput) },
  ...(['p50', 'p95', 'p99'] as const).map((key) => ({
    head: key,
    kind: 'number' as const,
    cell: ({ checkoutMs }: SweptStep) => (checkoutMs.count === 0 ? '–' : latencyCell(checkoutMs[key])),
  })),
];

function lookOf({ meets, verdict }: SweptStep): 'good' | 'bad' | 'warn' {
  if (meets) return 'good';
  return verdict === 'inconsistent' ? 'bad' : 'warn';
}

function loads(steps: readonly SweptStep[]): Markup {
  const rows = steps.flatMap(({ rate, services }) => services.map((load) => ({ rate, load })));
  if (rows.length === 0) return nothing;
  return table({
    caption: 'Places of limited services that were taken while buyers came, and what had to wait.',
    columns: [
      { head: 'Rate', kind: 'name', cell: ({ rate }) => rate },
      { head: 'Service', cell: ({ load }) => load.service },
      { head: 'Taken', kind: 'number', cell: ({ load }) => tenthsOfPercent(load.utilisation) },
      { head: 'Busiest minute', kind: 'number', cell: ({ load }) => tenthsOfPercent(load.peak) },
      { head: 'Mean queue', kind: 'number', cell: ({ load }) => count(load.queueMean) },
      {
        head: 'Longest queue',
        kind: 'number',
        cell: ({ load }) => `${count(load.queueMost)}${load.queue === null ? '' : ` of ${count(load.queue)}`}`,
      },
      { head: 'Wait p99', kind: 'number', cell: ({ load }) => latencyCell(load.waitP99Ms) },
      { head: 'Rejected', kind: 'number', cell: ({ load }) => count(load.rejected) },
    ],
    rows,
  });
}

function commands({ steps }: Swept): Section {
  return {
    id: 'commands',
    title: 'Each rate alone',
    body: table({
      caption: 'The commands that run one rate, with a report of its own.',
      columns: [
        { head: 'Rate', kind: 'name', cell: ({ rate }) => rate },
        { head: 'Command', kind: 'prose', cell: ({ reproduce }) => markup`<code>${reproduce}</code>` },
        { head: 'Trace hash', cell: ({ traceHash }) => markup`<code>${traceHash}</code>` },
      ],
      rows: steps,
    }),
  };
}
