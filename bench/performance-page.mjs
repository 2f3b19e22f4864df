/** Puts what was measured between two markers of a page. */
import { readFileSync, writeFileSync } from 'node:fs';

/** @throws Error when the markers of the block are not there */
export function writeIntoPage(file, name, block) {
  const page = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to < from)
    throw new Error(`${file} has no place for "${name}"; expected a line ${begin} and below it ${end}: put them back`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${block}\n\n${page.slice(to)}`);
}
