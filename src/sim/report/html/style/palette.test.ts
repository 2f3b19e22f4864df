import { describe, expect, it } from 'vitest';
import { dark, light, type ColourName, type Palette } from './palette.ts';
import { stylesheet } from './stylesheet.ts';

/** Text and what it stands on. */
const pairs: readonly (readonly [ColourName, ColourName])[] = [
  ['ink', 'page'],
  ['ink', 'raised'],
  ['ink', 'bad-soft'],
  ['ink', 'good-soft'],
  ['ink', 'warn-soft'],
  ['muted', 'page'],
  ['muted', 'raised'],
  ['muted', 'bad-soft'],
  ['link', 'page'],
  ['good', 'page'],
  ['good', 'good-soft'],
  ['bad', 'page'],
  ['bad', 'bad-soft'],
  ['warn', 'page'],
  ['warn', 'warn-soft'],
  ['page', 'navy'],
];

/** Marks of a chart that carry meaning need 3 to 1. */
const marks: readonly ColourName[] = ['blue', 'navy', 'orange', 'muted'];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (_, palette) => {
  it.each(pairs)('sets %s on %s with a contrast of at least 4.5 to 1', (text, ground) => {
    expect(contrast(palette, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(marks)('draws %s with a contrast of at least 3 to 1', (mark) => {
    expect(contrast(palette, mark, 'page')).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheet', () => {
  it('names only colours that the palette has, and uses all of them', () => {
    const used = new Set([...stylesheet.matchAll(/var\(--([a-z-]+)\)/g)].map((match) => match[1] ?? ''));
    for (const own of ['tone', 'tone-soft']) used.delete(own);
    expect([...used].toSorted()).toEqual(Object.keys(light).toSorted());
  });

  it('holds nothing that XML would read as markup', () => {
    expect(stylesheet).not.toMatch(/[<&]/);
  });
});

/** The contrast ratio of WCAG 2, 1 to 21. */
function contrast(palette: Palette, one: ColourName, other: ColourName): number {
  const [darker = 0, lighter = 0] = [luminance(palette[one]), luminance(palette[other])].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
