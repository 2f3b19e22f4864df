/** Finds the parts of a YAML document by the keys that lead to them, through aliases and merges. */
import { isAlias, isCollection, isMap, isScalar, isSeq, type Document, type Node, type YAMLMap } from 'yaml';
import type { Path, Place } from './problem.ts';

/** From an offset in the text to a line and a column. */
export type PlaceAt = (offset: number) => Place;

export interface Finders {
  /** Where a value stands; for a list or a mapping, and for what is left empty, where its key does. */
  readonly placeOf: (path: Path) => Place | undefined;
  readonly placeOfKey: (path: Path) => Place | undefined;
  /** A number as it was typed. */
  readonly sourceOf: (path: Path) => string | undefined;
}

interface Found {
  readonly key?: Node;
  readonly value: unknown;
}

export function finders(yaml: Document.Parsed, placeAt: PlaceAt): Finders {
  const find = (path: Path): Found | undefined => {
    let found: Found | undefined = { value: yaml.contents };
    for (const step of path) found = childOf(yaml, found?.value, step);
    return found;
  };
  const placeOfNode = (node: unknown): Place | undefined => (hasRange(node) ? placeAt(node.range[0]) : undefined);
  return {
    placeOf(path) {
      const found = find(path);
      if (found?.key === undefined || (hasRange(found.value) && !isCollection(found.value) && !isEmpty(found.value))) {
        return placeOfNode(found?.value);
      }
      return placeOfNode(found.key);
    },
    placeOfKey(path) {
      const found = find(path);
      return placeOfNode(found?.key ?? found?.value);
    },
    sourceOf(path) {
      const value = find(path)?.value;
      return isScalar(value) ? value.source : undefined;
    },
  };
}

function childOf(yaml: Document.Parsed, node: unknown, step: string | number): Found | undefined {
  const parent = isAlias(node) ? node.resolve(yaml) : node;
  if (isSeq(parent)) {
    const item = parent.items[Number(step)];
    return item === undefined ? undefined : { value: item };
  }
  return isMap(parent) ? pairOf(yaml, parent, String(step)) : undefined;
}

function pairOf(yaml: Document.Parsed, map: YAMLMap, name: string): Found | undefined {
  // A key that is written twice counts where it was written last, as its value does.
  const pair = map.items.findLast(({ key }) => isScalar(key) && key.value === name);
  if (pair !== undefined) return isScalar(pair.key) ? { key: pair.key, value: pair.value } : undefined;
  for (const { key, value } of map.items) {
    if (!isScalar(key) || key.value !== '<<') continue;
    const merged = isAlias(value) ? value.resolve(yaml) : value;
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = source === map ? undefined : childOf(yaml, source, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function isEmpty(node: { readonly range: readonly [number, number, ...number[]] }): boolean {
  return node.range[0] === node.range[1];
}

function hasRange(node: unknown): node is Node & { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
