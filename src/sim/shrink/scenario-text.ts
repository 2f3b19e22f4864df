/** A scenario's text with some of its values changed; its comments stay. */
import { Document, isCollection, isMap, isPair, parseDocument, visit, type Node } from 'yaml';
import { openDocument } from '../scenario/document.ts';
import { applyOverrides, type Change } from '../scenario/overrides.ts';
import { isMapping } from '../scenario/written/leaf.ts';
import { asOverrides } from './candidate.ts';

/** As a scenario is read. */
const reading = { schema: 'core', merge: true, logLevel: 'error' } as const;

/** A long line is a long value, and no place to break one. */
const writing = { lineWidth: 0 } as const;

/**
 * @param text a scenario that can be read
 * @param changes as they are read on top of it; one whose value is undefined takes its key away
 * @throws Error for a text or a change that cannot be read
 */
export function rewritten(text: string, changes: readonly Change[]): string {
  const value = valueOf(text, changes);
  const edited = edit(text, changes);
  if (edited !== undefined && canonical(valueOf(edited, [])) === canonical(value)) return edited;
  const anew = new Document(value, { ...reading, aliasDuplicateObjects: false });
  if (anew.contents !== null) layOut(anew.contents);
  return anew.toString(writing);
}

function valueOf(text: string, changes: readonly Change[]): unknown {
  const { document, problems } = openDocument(text, 'the scenario');
  const changed = applyOverrides(document?.value, asOverrides(changes));
  const [problem] = [...problems, ...changed.problems];
  if (problem !== undefined) throw new Error(`${problem.path}: ${problem.seen}; expected ${problem.expected}`);
  return changed.value;
}

/** Undefined where an alias is in the way of a change, or would stand for what is gone. */
function edit(text: string, changes: readonly Change[]): string | undefined {
  const document: Document = parseDocument(text.replace(/^\uFEFF/, ''), reading);
  try {
    for (const { path, value } of changes) {
      if (value === undefined) document.deleteIn(path);
      else document.setIn(path, nodeOf(document, value));
    }
    return document.toString(writing);
  } catch {
    return undefined;
  }
}

/** A plain value takes the place of another one and leaves the comments of that where they are. */
function nodeOf(document: Document, value: unknown): unknown {
  if (typeof value !== 'object') return value;
  const node = document.createNode(value);
  layOut(node);
  return node;
}

/** What holds plain values alone is on one line. */
function layOut(node: Node): void {
  visit(node, {
    Collection: (_, collection) => {
      const values = isMap(collection) ? collection.items.map(({ value }) => value) : collection.items;
      collection.flow = !values.some((value) => isCollection(value) || isPair(value));
    },
  });
}

/** The same text for the same value, in whatever order its keys are. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isMapping(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
