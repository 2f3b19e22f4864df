/**
 * A scenario as people write it, with what must fit together. The JSON Schema that editors complete from is made of
 * this, and reading a file validates against it.
 */
import { checkCombinations } from './combinations.ts';
import { isMapping } from './written/leaf.ts';
import { sections } from './written/sections.ts';

export const writtenForm = sections.superRefine(checkCombinations, {
  when: ({ value }) => isMapping(value),
});
