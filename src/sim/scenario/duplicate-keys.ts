/** Keys that a mapping of a scenario file has more than once. */
import { isScalar, visit, type Document } from 'yaml';
import type { PlaceAt } from './node-places.ts';
import { quoted, type Problem } from './problem.ts';

/** The parser compares each key with all before it, which takes minutes for a file of nothing but keys. */
export function duplicateKeys(yaml: Document.Parsed, placeAt: PlaceAt): Problem[] {
  const problems: Problem[] = [];
  visit(yaml, {
    Map: (_, map) => {
      const names = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) problems.push(secondOf(String(key.value), placeAt(key.range?.[0] ?? 0)));
        names.add(key.value);
      }
    },
  });
  return problems;
}

function secondOf(name: string, place: ReturnType<PlaceAt>): Problem {
  return { ...place, path: '', seen: `the key ${quoted(name)} a second time`, expected: 'each key once' };
}
