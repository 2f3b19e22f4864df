/** A space-time diagram as SVG: its lanes, then its rows, each with the sentence that tells the same as its title. */
import { markup, nothing, type Markup } from '../markup.ts';
import { measures } from './measures.ts';
import type { Arrow, Band, Dot, Label, Lane, Loop, Point, Row, Shape, SpaceTime, Trouble } from './shapes.ts';

interface Words {
  /** Unique on the page. */
  readonly id: string;
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
  /** One for each row. */
  readonly sentences: readonly string[];
}

export function drawn(diagram: SpaceTime, { id, title, description, sentences }: Words): Markup {
  const head = `${id}-head`;
  // Words stand on what crosses them.
  const ways = diagram.rows.map(({ shape: drawnShape }) =>
    drawnShape.kind === 'arrow' ? way(drawnShape, head) : nothing,
  );
  const rows = diagram.rows.map((row, index) => drawnRow(row, sentences[index] ?? '', diagram, head));
  return markup`<svg role="img" class="spacetime" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${diagram.width} ${diagram.height}">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${description}</desc>
<defs><marker id="${head}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0.5L8 4L0 7.5Z" /></marker></defs>
${diagram.lanes.map((lane) => drawnLane(lane, diagram))}${ways}${rows}</svg>`;
}

/** The titles stand at both ends: a long diagram is read from below, too. */
function drawnLane({ title, x, isOutside, downs }: Lane, { top, bottom }: SpaceTime): Markup {
  const titles = [top - 14, bottom + 17].map((y) => markup`<text class="name" x="${x}" y="${y}">${title}</text>`);
  const stretches = downs.map(
    ({ from, to }) => markup`<line class="down" x1="${x}" x2="${x}" y1="${from}" y2="${to}" />`,
  );
  return markup`<g><line class="lane${isOutside ? ' outside' : ''}" x1="${x}" x2="${x}" y1="${top - 4}" y2="${bottom}" />${stretches}${titles}</g>
`;
}

function drawnRow(row: Row, sentence: string, diagram: SpaceTime, head: string): Markup {
  const { y, number, time, date } = row;
  const clock =
    time === '' ? nothing : markup`<text class="time" x="${measures.timeStart}" y="${y + 4}">${time}</text>`;
  const day =
    date === undefined
      ? nothing
      : markup`<text class="date" x="${measures.timeStart}" y="${y - measures.row / 2 - 4}">${date}</text>`;
  return markup`<g${classOf(row.shape)}><title>${sentence}</title>${day}<text class="number" x="${measures.numberEnd}" y="${y + 4}">${number}</text>${clock}${shape(row, diagram, head)}</g>
`;
}

/** The looks of a band go to its words, too. */
function classOf({ kind }: Shape): Markup {
  return kind === 'wrong' || kind === 'seen' || kind === 'healed' || kind === 'gap'
    ? markup` class="${kind}"`
    : nothing;
}

function shape({ shape: drawnShape, y }: Row, diagram: SpaceTime, head: string): Markup {
  switch (drawnShape.kind) {
    case 'arrow':
      return words(drawnShape.label);
    case 'loop':
      return loop(drawnShape, head);
    case 'dot':
      return dot(drawnShape);
    case 'fault':
    case 'crash':
    case 'restart':
      return trouble(drawnShape);
    case 'wrong':
    case 'seen':
    case 'healed':
    case 'gap':
      return band(drawnShape, y, diagram);
  }
}

function way({ from, to, arrives }: Arrow, head: string): Markup {
  const path = `M${from.x} ${from.y}L${to.x} ${to.y}`;
  if (arrives) return markup`<path class="way" d="${path}" marker-end="url(#${head})" />\n`;
  return markup`<path class="way lost" d="${path}" />${cross(to)}\n`;
}

function loop({ at: { x, y }, side, arrives, label }: Loop, head: string): Markup {
  const out = x + side * 14;
  const path = `M${x} ${y - 6}H${out}V${y + 5}H${x + side * 2}`;
  if (arrives) return markup`<path class="way" d="${path}" marker-end="url(#${head})" />${words(label)}`;
  return markup`<path class="way lost" d="${path}" />${cross({ x: out, y: y + 5 })}${words(label)}`;
}

function cross({ x, y }: Point): Markup {
  return markup`<path class="cross" d="M${x - 5} ${y - 5}l10 10M${x - 5} ${y + 5}l10 -10" />`;
}

function dot({ at: { x, y }, isWrong, label }: Dot): Markup {
  const ring = isWrong ? markup`<circle class="ring" cx="${x}" cy="${y}" r="8" />` : nothing;
  return markup`${ring}<circle class="record${isWrong ? ' culprit' : ''}" cx="${x}" cy="${y}" r="4.5" />${words(label, isWrong ? 'culprit' : '')}`;
}

function trouble({ kind, at, label }: Trouble): Markup {
  const marks = at.map((place) => {
    const { x, y } = place;
    if (kind === 'crash') return cross(place);
    if (kind === 'restart') return markup`<circle class="again" cx="${x}" cy="${y}" r="5" />`;
    return markup`<path class="bolt" d="M${x} ${y - 8}l8 14h-16Z" />`;
  });
  return markup`${marks}${words(label, 'trouble')}`;
}

function band({ kind, label }: Band, y: number, { width, lanes }: SpaceTime): Markup {
  const height = (kind === 'gap' ? measures.row : measures.band) - 8;
  const top = y - height / 2;
  const rect = markup`<rect class="band" x="${measures.left}" y="${top}" width="${width - measures.left}" height="${height}" />`;
  const dots =
    kind === 'gap'
      ? lanes.map(({ x }) => markup`<line class="dots" x1="${x}" x2="${x}" y1="${top}" y2="${top + height}" />`)
      : [];
  return markup`${rect}${dots}${words(label)}`;
}

function words({ x, y, text, detail, anchor }: Label, className = ''): Markup {
  const look = className === '' ? 'words' : `words ${className}`;
  const apart = detail === '' ? nothing : markup` <tspan class="detail">${detail}</tspan>`;
  return markup`<text class="${look}" x="${x}" y="${y + 4}" text-anchor="${anchor}">${text}${apart}</text>`;
}
