/** A violation as a person pastes it into a ticket: what is broken, how much money, whose, since when, and how it came about. */
import { Temporal } from 'temporal-polyfill';
import { formatInstant } from '../../domain/calendar.ts';
import { spellDuration } from '../../sim/checks/figures.ts';
import { commandFor } from '../../sim/report/command-for.ts';
import type { Report, ViolationResult } from '../../sim/report/report.ts';
import type { Style } from '../terminal.ts';
import { counted } from './columns.ts';
import { priced } from './price.ts';
import { wrapped } from './wrapped.ts';

/** One block for each violation. A story of an order is told once. */
export function violationsLines(report: Report, style: Style): string[] {
  const toldBy = new Map<string, string>();
  return report.violations.flatMap((violation) => {
    const { storyOf } = violation.first;
    const earlier = toldBy.get(storyOf);
    if (earlier === undefined && violation.first.story.length > 0) toldBy.set(storyOf, violation.invariant);
    return violationLines(violation, report, storyLines(violation, earlier, style), style);
  });
}

function violationLines(violation: ViolationResult, report: Report, story: readonly string[], style: Style): string[] {
  const { invariant, name, count, money, first } = violation;
  return [
    '',
    style('bad', `  ${invariant} ${name}: ${counted(count, 'time')}${priced(money)}`),
    ...wrapped(first.sentence, '    '),
    ...(first.whose === null ? [] : [`    out of money  ${first.whose}`]),
    ...times(first, report.simulated.zone).map(([what, when]) => `    ${what.padEnd(12)}  ${when}`),
    ...story,
    `    reproduce     ${commandFor(violation, report)}`,
  ];
}

function storyLines({ first }: ViolationResult, toldBy: string | undefined, style: Style): string[] {
  const { story, steps, storyOf, order } = first;
  if (story.length === 0) return [];
  const about = storyOf === order ? '' : ` (where ${order} began to be wrong)`;
  if (toldBy !== undefined) return [`    the story of ${storyOf}${about} is told under ${toldBy}, and in the report`];
  const told = story.flatMap((sentence, index) => {
    const isMark = steps[index]?.what === 'mark';
    const lines = wrapped(sentence, isMark ? '   >> ' : '      ', isMark ? '   ' : '    ');
    return lines.map((line) => style(isMark ? 'bad' : 'quiet', line));
  });
  return [`    the story of ${storyOf}${about}:`, ...told];
}

function times({ since, at }: ViolationResult['first'], zone: string): (readonly [string, string])[] {
  const [wrong, seen] = [since, at].map((text) => Temporal.Instant.from(text).epochMilliseconds);
  if (wrong === undefined || seen === undefined) return [];
  const seenAt = formatInstant(seen, zone);
  if (wrong === seen) return [['first wrong', `${seenAt}, and seen at once`]];
  return [
    ['first wrong', formatInstant(wrong, zone)],
    ['first seen', `${seenAt}, ${spellDuration(seen - wrong)} later`],
  ];
}
