/** The picture of a violation's story: its space-time diagram, with a legend of what occurs in it. */
import type { Report, ViolationResult } from '../../report.ts';
import { legend } from '../charts/figure.ts';
import { counted, listed } from '../format.ts';
import { markup, nothing, type Markup } from '../markup.ts';
import { drawn } from '../spacetime/drawing.ts';
import { layoutOf } from '../spacetime/layout.ts';
import type { Shape, SpaceTime } from '../spacetime/shapes.ts';
import { scrolling } from '../table.ts';
import { instantIn, stretch } from '../time.ts';

/** @param id unique on the page */
export function spaceTimeFigure({ invariant, first }: ViolationResult, { simulated }: Report, id: string): Markup {
  const { steps, story, storyOf } = first;
  if (steps.length === 0) return nothing;
  const later = stretch((instantIn(first.at) ?? 0) - (instantIn(first.since) ?? 0));
  const marks = {
    wrong: `${invariant}: what is wrong begins here`,
    seen: `${invariant}: seen here, ${later} later`,
    both: `${invariant}: broken here, and seen at once`,
  };
  const diagram = layoutOf({ steps, marks, zone: simulated.zone });
  const title = `What happened to ${storyOf}, service by service`;
  const services = listed(diagram.lanes.map((lane) => lane.title));
  const description = `A space-time diagram with a lane for each of ${services}, and ${counted(steps.length, 'row')} in the order of time; the sentences below tell the same, one for each row.`;
  return markup`<figure class="chart story-chart" id="${id}">
<figcaption>${title} <span class="aside">time runs downwards, not to scale; numbers as in the sentences below</span></figcaption>
${keys(diagram)}
${scrolling(title, drawn(diagram, { id, title, description, sentences: story }))}
</figure>
`;
}

function keys({ rows }: SpaceTime): Markup {
  const shapes = rows.map(({ shape }) => shape);
  return legend(entries.filter(({ isIn }) => shapes.some(isIn)));
}

const entries: readonly { readonly text: string; readonly mark: Markup; readonly isIn: (shape: Shape) => boolean }[] = [
  {
    text: 'message',
    mark: markup`<path class="way" d="M0 6H11" /><path class="tip" d="M9 2.5L16 6L9 9.5Z" />`,
    isIn: ({ kind }) => kind === 'arrow' || kind === 'loop',
  },
  {
    text: 'lost message',
    mark: markup`<path class="way lost" d="M0 6H9" /><path class="cross" d="M7 2l8 8M7 10l8 -8" />`,
    isIn: (shape) => (shape.kind === 'arrow' || shape.kind === 'loop') && !shape.arrives,
  },
  {
    text: 'record stored',
    mark: markup`<circle class="record" cx="8" cy="6" r="4.5" />`,
    isIn: ({ kind }) => kind === 'dot',
  },
  {
    text: 'the record that made it wrong',
    mark: markup`<circle class="ring" cx="8" cy="6" r="5.5" /><circle class="record culprit" cx="8" cy="6" r="3.25" />`,
    isIn: (shape) => shape.kind === 'dot' && shape.isWrong,
  },
  {
    text: 'fault',
    mark: markup`<path class="bolt" d="M8 0l7 12h-14Z" />`,
    isIn: ({ kind }) => kind === 'fault',
  },
  {
    text: 'service down',
    mark: markup`<line class="down" x1="0" x2="16" y1="6" y2="6" />`,
    isIn: ({ kind }) => kind === 'crash',
  },
];
