/** The colours of the page, by name, for light and for dark. Text on its background has a contrast of at least 4.5 to 1. */

export type ColourName = keyof typeof light;
export type Palette = Readonly<Record<ColourName, string>>;

export const light = {
  page: '#ffffff',
  raised: '#f6f7f9',
  line: '#dfe3e8',
  strong: '#b6bec8',
  ink: '#1a1f26',
  muted: '#57616d',
  link: '#1c5fb8',
  good: '#17713a',
  'good-soft': '#e9f5ee',
  bad: '#b3261e',
  'bad-soft': '#fcefee',
  warn: '#855800',
  'warn-soft': '#fbf3e0',
  blue: '#2f6fc4',
  'blue-soft': '#d3e2f7',
  navy: '#14365f',
  orange: '#c2560c',
} as const;

export const dark: Palette = {
  page: '#101418',
  raised: '#181d23',
  line: '#2b323a',
  strong: '#505a66',
  ink: '#e7eaee',
  muted: '#9ba6b2',
  link: '#83b4f5',
  good: '#5ccb8b',
  'good-soft': '#12281c',
  bad: '#ff948b',
  'bad-soft': '#331816',
  warn: '#e5b454',
  'warn-soft': '#2d2310',
  blue: '#6ea8f0',
  'blue-soft': '#22395a',
  navy: '#c6dcf8',
  orange: '#f0914a',
};

/** The palette as CSS custom properties: `--ink: #1a1f26; ...`. */
export function customProperties(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ');
}
