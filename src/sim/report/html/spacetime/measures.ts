/** How large things are in a space-time diagram, in pixels. */
import type { Label } from './shapes.ts';

export const measures = {
  /** Numbers and times stand in the margin. */
  numberEnd: 22,
  timeStart: 32,
  /** Where the lanes' own space begins. */
  left: 120,
  /** From there to the first lane, and from the last one to the right edge: half a title. */
  side: 56,
  narrowest: 880,
  betweenLanes: 104,

  head: 32,
  row: 30,
  band: 36,
  date: 20,
  foot: 28,

  /** How far a message falls that arrives before anything else happens. */
  fall: 6,
  /** From a lane to the words beside it. */
  gap: 11,
  /** The same where a ring is about the dot. */
  ring: 14,
} as const;

/** About as wide as the words of a label are, in a proportional font of 12 pixels. */
export function widthOf({ text, detail }: Pick<Label, 'text' | 'detail'>): number {
  return Math.ceil(text.length * 6.4 + (detail === '' ? 0 : 4 + detail.length * 7));
}

/** The words of a label; those without end would leave the canvas. */
export function said(text: string, detail = ''): Pick<Label, 'text' | 'detail'> {
  return { text: brief(text, detail === '' ? 32 : 24), detail: brief(detail, 26) };
}

function brief(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
