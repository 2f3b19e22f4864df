/** The command that leads to a violation again, and tells the whole story of its order where there is one. */
import type { Report, ViolationResult } from './report.ts';

export function commandFor({ first }: ViolationResult, { reproduce }: Report): string {
  return /^(?:order|checkout)-/.test(first.storyOf) ? `${reproduce} --story ${first.storyOf}` : reproduce;
}
