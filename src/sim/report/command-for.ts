/** The command that leads to a violation again, and tells the whole story of its order where there is one. */
import type { Report, ViolationResult } from './report.ts';

export function commandFor({ first, reproduce }: ViolationResult, report: Report): string {
  const command = reproduce ?? report.reproduce;
  return /^(?:order|checkout)-/.test(first.storyOf) ? `${command} --story ${first.storyOf}` : command;
}
