/** Where an item of a script stands in its file, for what turns out only later to be wrong with it. */
import { openDocument } from '../scenario/document.ts';
import type { Place } from '../scenario/problem.ts';
import { partsOf } from './script-parts.ts';
import { MOST_SCRIPT_CHARACTERS } from './script.ts';

/**
 * @param text of a script that could be read
 * @param index of the item, counted from 0
 */
export function placeOfItem(text: string, file: string, index: number): Place {
  let before = 0;
  for (const part of partsOf(text)) {
    const { document } = openDocument(part.text, file, MOST_SCRIPT_CHARACTERS);
    const place = document?.placeOf([index - before]);
    if (place !== undefined) return 'line' in place ? { ...place, line: place.line + part.linesBefore } : place;
    before += Array.isArray(document?.value) ? document.value.length : 0;
  }
  return { file, line: 1, column: 1 };
}
