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
  const childOf = createChildFinder(yaml);
  const find = (path: Path): Found | undefined => {
    let found: Found | undefined = { value: yaml.contents };
    for (const step of path) found = childOf(found?.value, step);
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

type ChildFinder = (node: unknown, step: string | number) => Found | undefined;

function createChildFinder(yaml: Document.Parsed): ChildFinder {
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(yaml) : node);
  const pairOf = createPairFinder();
  const childOf: ChildFinder = (node, step) => {
    const parent = resolved(node);
    if (isSeq(parent)) {
      const item = parent.items[Number(step)];
      return item === undefined ? undefined : { value: item };
    }
    return isMap(parent) ? (pairOf(parent, String(step)) ?? mergedInto(parent, String(step))) : undefined;
  };
  const mergedInto = (map: YAMLMap, name: string): Found | undefined => {
    const merged = resolved(pairOf(map, '<<')?.value);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const found = source === map ? undefined : childOf(source, name);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return childOf;
}

/** Looks each mapping through once, however many of its keys are asked for. */
function createPairFinder(): (map: YAMLMap, name: string) => Found | undefined {
  const known = new Map<YAMLMap, ReadonlyMap<unknown, Found>>();
  return (map, name) => {
    const pairs = known.get(map) ?? pairsOf(map);
    known.set(map, pairs);
    return pairs.get(name);
  };
}

/** A key that is written twice counts where it was written last, as its value does. */
function pairsOf(map: YAMLMap): ReadonlyMap<unknown, Found> {
  return new Map(
    map.items.flatMap(({ key, value }): [unknown, Found][] => (isScalar(key) ? [[key.value, { key, value }]] : [])),
  );
}

function isEmpty(node: { readonly range: readonly [number, number, ...number[]] }): boolean {
  return node.range[0] === node.range[1];
}

function hasRange(node: unknown): node is Node & { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
