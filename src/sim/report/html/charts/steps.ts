/** Values of equal slices as a line or an area in steps, one unit across per slice, stretched over the width. */
import { markup, type Markup } from '../markup.ts';
import { headroom } from './axes.ts';
import { heightOn, type Scale } from './scale.ts';

/** A plot that fills the width. */
export function stretched(pixels: number, slices: number, path: Markup): Markup {
  return markup`<svg x="0" y="${headroom}" width="100%" height="${pixels}" viewBox="0 0 ${slices} ${pixels}" preserveAspectRatio="none">${path}</svg>
`;
}

export function steps(values: readonly number[], scale: Scale, pixels: number): string {
  return values
    .map((value, index) => `${index === 0 ? 'M0 ' : 'V'}${heightOn(scale, value, pixels)}H${index + 1}`)
    .join('');
}

export function area(values: readonly number[], scale: Scale, pixels: number): string {
  const ground = heightOn(scale, 0, pixels);
  const tops = values.map((value, index) => `V${heightOn(scale, value, pixels)}H${index + 1}`);
  return `M0 ${ground}${tops.join('')}V${ground}Z`;
}
