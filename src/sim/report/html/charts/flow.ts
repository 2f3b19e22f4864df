/** The flow of money after "Buy" as a diagram, with the run's counts on its boxes and arrows. */
import { markup, nothing, type Markup } from '../markup.ts';
import { scrolling } from '../table.ts';
import { arrows, box, canvas, nodes, type Arrow, type ArrowName, type FlowNode } from './flow-layout.ts';

interface ArrowWords {
  /** A figure where the report has one. */
  readonly figure?: string | undefined;
  readonly noun: string;
}

export interface FlowWords {
  readonly arrows: Readonly<Record<ArrowName, ArrowWords>>;
  /** At most three short lines in each box. */
  readonly nodes: Readonly<Record<FlowNode['service'], readonly string[]>>;
  readonly description: string;
}

export function flowDiagram(words: FlowWords): Markup {
  const drawing = markup`<svg class="flow" role="img" aria-labelledby="flow-title flow-desc" viewBox="0 0 ${canvas.width} ${canvas.height}">
<title id="flow-title">The flow of a payment in ten steps</title>
<desc id="flow-desc">${words.description}</desc>
<defs><marker id="arrowhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path class="head" d="M0 0L8 4L0 8Z" /></marker></defs>
${arrows.map((arrow) => drawnArrow(arrow, words.arrows[arrow.name]))}${nodes.map((node) => drawnNode(node, words.nodes[node.service]))}</svg>`;
  return markup`<figure class="diagram">${scrolling('Diagram of the flow', drawing)}</figure>
`;
}

function drawnArrow(arrow: Arrow, { figure, noun }: ArrowWords): Markup {
  const { label, badge, step } = arrow;
  const start = arrow.bothWays ? markup` marker-start="url(#arrowhead)"` : nothing;
  const number = badge === undefined || step === undefined ? nothing : numbered(step, badge.x, badge.y);
  const value =
    figure === undefined ? nothing : markup`<text class="figure" x="${label.x}" y="${label.above}">${figure}</text>`;
  return markup`<g><path class="arrow" d="${arrow.path}"${start} marker-end="url(#arrowhead)" />
${number}${value}<text class="noun" x="${label.x}" y="${label.below}">${noun}</text></g>
`;
}

function drawnNode(node: FlowNode, lines: readonly string[]): Markup {
  const { x, y, storesAt } = node;
  const store =
    storesAt === undefined
      ? nothing
      : markup`${database(x + box.width - 30, y + box.height - 26)}${numbered(storesAt, x + box.width, y + box.height - 4)}`;
  const said = lines.map(
    (line, index) => markup`<text class="line" x="${x + 12}" y="${y + 46 + index * 17}">${line}</text>`,
  );
  return markup`<g><rect class="node${node.outside ? ' outside' : ''}" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6" />
<text class="name" x="${x + 12}" y="${y + 24}">${node.title}</text>${said}${store}</g>
`;
}

function numbered(step: number, x: number, y: number): Markup {
  return markup`<circle class="badge" cx="${x}" cy="${y}" r="10" /><text class="step" x="${x}" y="${y + 4}">${step}</text>`;
}

function database(x: number, y: number): Markup {
  return markup`<path class="store" d="M${x} ${y + 3}v10a6 3 0 0 0 12 0v-10M${x} ${y + 3}a6 3 0 0 0 12 0a6 3 0 0 0 -12 0Z" />`;
}
