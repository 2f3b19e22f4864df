/** Grid lines with their labels: values upwards, times and dates across. */
import { markup, type Markup } from '../markup.ts';
import { across, anchor } from './figure.ts';
import { heightOn, type Scale } from './scale.ts';

/** Room above the highest grid line for its label, in pixels. */
export const headroom = 16;

/** Horizontal lines at the ticks of a scale. */
export function valueLines(scale: Scale, pixels: number): Markup {
  const lines = scale.ticks.map((tick) => {
    const y = headroom + heightOn(scale, tick, pixels);
    return markup`<line class="${tick === 0 ? 'axis' : 'grid'}" x1="0" x2="100%" y1="${y}" y2="${y}" />
`;
  });
  return markup`${lines}`;
}

/** What each line stands for, above its left end: not that of nothing at the bottom, where the first values stand. */
export function valueLabels(scale: Scale, pixels: number, label: (value: number) => string): Markup {
  const labelled = scale.ticks.filter((tick) => tick !== 0 || scale.lowest < 0);
  const labels = labelled.map((tick) => {
    const y = Number((headroom + heightOn(scale, tick, pixels) - 4).toFixed(1));
    return markup`<text class="tick" x="0" y="${y}">${label(tick)}</text>
`;
  });
  return markup`${labels}`;
}

export interface AxisLabel {
  /** From 0 at the left end to 1 at the right. */
  readonly share: number;
  readonly text: string;
  /** A second line, such as the date under a time. */
  readonly under?: string | undefined;
}

/** Labels under a plot that ends at `y`, each with a short tick. Every second one of many is spare: narrow screens leave it out. */
export function labelsAcross(labels: readonly AxisLabel[], y: number): Markup {
  const drawn = labels.map(({ share, text, under }, index) => {
    const x = across(share);
    const ends = anchor(share);
    const spare = labels.length > 5 && index % 2 === 1;
    const second =
      under === undefined
        ? undefined
        : markup`<text class="tick under" x="${x}" y="${y + 34}" text-anchor="${ends}">${under}</text>`;
    return markup`<line class="axis" x1="${x}" x2="${x}" y1="${y}" y2="${y + 5}" />
<text class="tick${spare ? ' spare' : ''}" x="${x}" y="${y + 19}" text-anchor="${ends}">${text}</text>${second}
`;
  });
  return markup`${drawn}`;
}
