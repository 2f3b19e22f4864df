/**
 * What every chart has: a figure with a caption, a legend and an SVG with a title and a description. Charts place things
 * across in percent and down in pixels, so that they fill any width while their words keep their size.
 */
import { markup, nothing, type Markup } from '../markup.ts';

interface Figure {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  /** What the chart shows, in sentences, for those who do not see it. */
  readonly description: string;
  /** In pixels. */
  readonly height: number;
  readonly drawing: Markup;
  readonly legend?: Markup;
  /** Follows the chart, such as the numbers behind it. */
  readonly after?: Markup;
}

export function figure(given: Figure): Markup {
  const { id } = given;
  return markup`<figure class="chart" id="${id}">
<figcaption>${given.caption}</figcaption>
${given.legend ?? nothing}
<svg role="img" aria-labelledby="${id}-title ${id}-desc" width="100%" height="${given.height}">
<title id="${id}-title">${given.caption}</title>
<desc id="${id}-desc">${given.description}</desc>
${given.drawing}
</svg>
${given.after ?? nothing}
</figure>
`;
}

export interface LegendEntry {
  readonly text: string;
  /** Drawn in a box of 16 by 12. */
  readonly mark: Markup;
}

export function legend(entries: readonly LegendEntry[]): Markup {
  const items = entries.map(
    ({ text, mark }) =>
      markup`<li><svg class="key" width="16" height="12" aria-hidden="true">${mark}</svg>${text}</li>`,
  );
  return markup`<ul class="legend">${items}</ul>`;
}

/** A place across, as a share of the chart's width from 0 to 1: `12.5%`. */
export function across(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

/** Which end of a label its place is, so that none leaves the chart. */
export function anchor(share: number): 'start' | 'middle' | 'end' {
  if (share < 0.04) return 'start';
  return share > 0.96 ? 'end' : 'middle';
}
