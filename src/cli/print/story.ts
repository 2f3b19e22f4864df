/** A story in the terminal: when, where, what, one line each. */
import { formatInstant } from '../../domain/calendar.ts';
import type { Story, StoryLine } from '../../sim/story/story.ts';
import type { Style } from '../terminal.ts';

/** @param zone the wall clock by which the story is told */
export function storyLines({ of, lines }: Story, zone: string, style: Style): string[] {
  const where = Math.max(0, ...lines.map((line) => line.where.length));
  const about = Math.max(0, ...lines.map((line) => line.about.length));
  const told: string[] = [style('strong', `The story of ${of}`)];
  if (lines.length === 0) told.push('', '  nothing happened to it before the run ended');
  let day = '';
  for (const line of lines) {
    const [date = '', time = '', offset = ''] = formatInstant(line.at, zone).split(' ');
    // The offset belongs to the heading: on a day that changes the clocks the same wall-clock hour may come twice.
    const heading = `${date} (UTC${offset})`;
    if (heading !== day) told.push('', style('quiet', heading));
    day = heading;
    told.push(`  ${time}  ${line.where.padEnd(where)}  ${line.about.padEnd(about)}  ${emphasised(line, style)}`);
  }
  return [...told, ''];
}

/** Commits are where things become true. */
function emphasised({ where, text }: StoryLine, style: Style): string {
  return where.endsWith('.db') ? style('good', text) : text;
}
