/** Whether a run was the same every time, in words. */
import { formatInstant } from '../../domain/calendar.ts';
import type { Verification } from '../../sim/verify.ts';
import type { Style } from '../terminal.ts';
import { grouped } from './columns.ts';

/** @param zone the wall clock by which the first difference is told */
export function verificationLines(verification: Verification, zone: string, style: Style): string[] {
  if (verification.deterministic) {
    const { events, facts, traceHash } = verification;
    return [
      `${style('good', 'deterministic')}: ${grouped(events)} events, trace ${traceHash}; ` +
        `${grouped(facts)} messages, commits and faults compared one by one`,
    ];
  }
  const { fact, at, one, other, detail } = verification;
  const where =
    at === undefined
      ? 'in the end'
      : `at ${formatInstant(at, zone)} (${zone}), after ${grouped(fact - 1)} events that are the same`;
  return [
    `${style('bad', 'not deterministic')}: two runs of the same scenario and seed differ ${where}`,
    `  one run    ${one}`,
    `  the other  ${other}`,
    ...(detail === undefined ? [] : [`  differ in  ${detail}`]),
    '  this is a mistake of ours, please report it with the command',
  ];
}
