/** What a combination of sections is: the sections that it needs, and what makes no sense in them together. */
import { formatInstant, type Instant } from '../../domain/calendar.ts';
import type { Complaint } from './written/leaf.ts';
import type { Sections } from './written/sections.ts';

export interface Combination<Needs extends keyof Sections> {
  readonly needs: readonly Needs[];
  /** A list of which some items could not be read: it is looked at all the same, without them. */
  readonly evenInPart?: Needs;
  readonly complaints: (sections: Pick<Sections, Needs>) => Complaint[];
}

/** `2026-03-02 21:00`, for a sentence. */
export function minutesOf(instant: Instant, zone: string): string {
  return formatInstant(instant, zone).slice(0, 16);
}
