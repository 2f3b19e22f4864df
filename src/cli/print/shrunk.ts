/** The result of a shrinking as a person reads it at a glance. */
import type { ShrinkResult } from '../../sim/shrink/result.ts';
import type { Story } from '../../sim/story/story.ts';
import type { Style } from '../terminal.ts';
import { counted, grouped } from './columns.ts';
import { storyLines } from './story.ts';

/** @param zone the wall clock by which the story is told */
export function shrunkLines(result: ShrinkResult, story: Story, zone: string, style: Style): string[] {
  const { sentence } = result.violation;
  return [
    shrunkLine(result, style),
    `  ${sentence}`,
    '',
    ...leftLines(result, style),
    '',
    ...storyLines(story, zone, style),
  ];
}

/** What was shrunk and to how much, in one line. */
export function shrunkLine({ scenario, seed, violation, before, after, runs }: ShrinkResult, style: Style): string {
  const from = `${counted(before.checkouts, 'checkout')} and ${counted(before.faults, 'fault')}`;
  const to = `${grouped(after.checkouts)} and ${grouped(after.faults)}`;
  const shows = `${violation.invariant} ${violation.name}`;
  return `${style('bad', 'SHRUNK')}  ${scenario.name}, seed ${seed}: ${shows}, from ${from} to ${to} in ${counted(runs, 'run')}`;
}

/** More would hide the rest of the result. */
const SHOWN = 20;

function leftLines({ checkouts, faults }: ShrinkResult, style: Style): string[] {
  const left = [...checkouts, ...faults.map(({ site, fault }) => `${fault} at ${site}`)];
  const shown = left.slice(0, SHOWN).map((each) => `  ${each}`);
  const more = left.length - shown.length;
  if (left.length === 0) shown.push('  nobody comes and nothing goes wrong');
  if (more > 0) shown.push(`  and ${grouped(more)} more, listed in shrink.json`);
  return [style('strong', 'What it takes'), ...shown];
}
