/** What the run went through: the faults by kind and over time, when it healed, and what a script named in vain. */
import type { FaultResult, Report } from '../../report.ts';
import { exactTotal } from '../amounts.ts';
import { dotLegend, dots, dotScale, dotTicks, type DotScale } from '../charts/fault-dots.ts';
import { faultTimeline, troubles } from '../charts/fault-timeline.ts';
import { count, counted, listed, times } from '../format.ts';
import { markup, nothing, type Markup, type Part } from '../markup.ts';
import type { Section } from '../section.ts';
import { table, type Column } from '../table.ts';
import { instantIn, stretch, wallClock } from '../time.ts';

export function faultsSection(report: Report): Section {
  const head = { id: 'faults', title: 'Faults' };
  if (!hadFaults(report)) return { ...head, body: markup`<p class="empty">No fault was injected.</p>` };
  const { faults, timeline } = report;
  return {
    ...head,
    body: markup`${unreached(report)}<p class="note">${summary(faults)}</p>
${timeline.fired.length === 0 ? nothing : markup`${phaseFacts(report)}${faultTimeline(report, described(report))}${serviceTable(report)}`}
${faults.length === 0 ? nothing : kinds(faults)}`,
  };
}

/** Something could go wrong, or a script said that it would. */
export function hadFaults({ faults, unreachedSites }: Report): boolean {
  return faults.length > 0 || unreachedSites.length > 0;
}

function summary(faults: readonly FaultResult[]): string {
  const fired = faults.filter((fault) => fault.fired > 0);
  if (faults.length === 0) return 'No fault fired.';
  if (faults.every(({ could }) => could === 0)) return 'Faults were provided for, and none had an occasion to fire.';
  if (fired.length === 0) return 'Faults could have fired, and none did.';
  const total = exactTotal(fired.map((fault) => fault.fired));
  const changed = exactTotal(fired.map((fault) => fault.changed));
  const which = changed === 0 ? 'none' : count(changed);
  const others = changed === total ? '' : ` ${absorbed}`;
  return `${counted(total, 'fault')} of ${counted(fired.length, 'kind')} fired, and ${which} of them changed the course of what they hit: afterwards ${consequences}.${others}`;
}

/** What `course.ts` goes by. That a fault itself loses a message is no consequence of it. */
const consequences =
  'a call was made again, an outcome was in doubt, a service that was down, full or cut off lost a message or had work left over, a file was asked for, or a break was opened';
const absorbed = 'The others were absorbed, even where they lost a message: another one made up for it.';

function phaseFacts({ timeline, phases, simulated }: Report): Markup {
  const { healedAt } = timeline;
  const healed = healedAt === null ? 'never: the run ended first' : wallClock(healedAt, simulated.zone);
  return markup`<dl class="facts phases">
<div><dt>Healed</dt><dd>${healed}</dd></div>
<div><dt>Settled</dt><dd>${settled(phases.settledAt, healedAt, simulated.zone)}</dd></div>
</dl>
`;
}

/** When everything had ended, beside the healing. */
function settled(settledAt: string | null, healedAt: string | null, zone: string): Part {
  if (settledAt === null)
    return markup`<span class="warn"><span aria-hidden="true">! </span>some payments or refunds had not ended when the run did</span>`;
  const at = wallClock(settledAt, zone);
  const [end, healing] = [instantIn(settledAt), healedAt === null ? undefined : instantIn(healedAt)];
  if (end === undefined || healing === undefined) return `${at}, when the last payment and the last refund had ended`;
  return end > healing
    ? `${at}, ${stretch(end - healing)} after the healing, when the last payment and the last refund had ended`
    : `${at}, before the healing: every payment and every refund had ended by then`;
}

/** The picture in sentences. */
function described(report: Report): string {
  const sentences = serviceRows(report).map(({ service, spells }) => {
    const parts = troubles.flatMap(({ name }, index) => {
      const { often, lastedMs } = spells[index] ?? none;
      return often === 0 ? [] : [`${name} ${times(often)}, ${stretch(lastedMs)} in all`];
    });
    return `${service}: ${listed(parts)}.`;
  });
  return sentences.length === 0 ? 'No service went down or was cut off.' : sentences.join(' ');
}

interface ServiceRow {
  readonly service: string;
  /** In the order of the troubles. */
  readonly spells: readonly Spell[];
}

/** How many times a service was in a state, and how long in all. */
interface Spell {
  readonly often: number;
  readonly lastedMs: number;
}

const none: Spell = { often: 0, lastedMs: 0 };

function serviceRows({ timeline: { spans } }: Report): ServiceRow[] {
  return [...new Set(spans.map(({ service }) => service))].map((service) => ({
    service,
    spells: troubles.map(({ state }) => {
      const own = spans.filter((span) => span.service === service && span.state === state);
      return {
        often: exactTotal(own.map((span) => span.count)),
        lastedMs: exactTotal(own.map((span) => span.lastedMs)),
      };
    }),
  }));
}

function serviceTable(report: Report): Markup {
  const rows = serviceRows(report);
  if (rows.length === 0) return nothing;
  const present = troubles.filter((_, index) => rows.some(({ spells }) => (spells[index] ?? none).often > 0));
  const columns: readonly Column<ServiceRow>[] = [
    { head: 'Service', kind: 'name', cell: ({ service }) => service },
    ...present.map((trouble) => ({
      head: `${trouble.name.slice(0, 1).toUpperCase()}${trouble.name.slice(1)}`,
      kind: 'number' as const,
      cell: ({ spells }: ServiceRow) => {
        const { often, lastedMs } = spells[troubles.indexOf(trouble)] ?? none;
        return often === 0 ? '0' : `${count(often)}, ${stretch(lastedMs)}`;
      },
    })),
  ];
  return markup`<details><summary>The numbers behind the strip</summary>
${table({ caption: 'How many times each service went through what, and how long in all.', columns, rows })}
</details>
`;
}

function kinds(faults: readonly FaultResult[]): Markup {
  const total = (key: 'could' | 'fired' | 'changed'): string => count(exactTotal(faults.map((fault) => fault[key])));
  return markup`<h3>By kind</h3>
${dotLegend()}
${table({
  caption:
    'At how many occasions each kind of fault could have fired, how often it did, and how often that changed the course.',
  columns: kindColumns(dotScale(faults)),
  rows: faults,
  rowClass: ({ fired }) => (fired === 0 ? 'dense idle' : 'dense'),
  foot: ['All kinds', total('could'), total('fired'), total('changed'), ''],
})}`;
}

function kindColumns(scale: DotScale): readonly Column<FaultResult>[] {
  return [
    { head: 'Kind', kind: 'name', cell: ({ kind }) => markup`<code>${kind}</code>` },
    { head: 'Could', kind: 'number', cell: ({ could }) => count(could) },
    { head: 'Fired', kind: 'number', cell: ({ fired }) => count(fired) },
    { head: 'Changed', kind: 'number', cell: ({ changed }) => count(changed) },
    {
      head: markup`<span class="visually-hidden">The same as dots</span>${dotTicks(scale)}`,
      kind: 'plot',
      cell: (fault) => dots(fault, scale),
    },
  ];
}

const shownSites = 20;

/** A script that named sites in vain did not do what it was written for. */
function unreached({ unreachedSites }: Report): Markup {
  if (unreachedSites.length === 0) return nothing;
  const shown = unreachedSites.slice(0, shownSites);
  const more = unreachedSites.length - shown.length;
  return markup`<div class="warning"><p><span class="mark" aria-hidden="true">! </span>${counted(unreachedSites.length, 'site')} of the script never occurred, so that the run did not do what was asked for:</p>
<ul>${shown.map((site) => markup`<li><code>${site}</code></li>`)}${more === 0 ? nothing : markup`<li>and ${count(more)} more, listed in report.json</li>`}</ul></div>
`;
}
