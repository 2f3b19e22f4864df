/** Which keys a mapping of the written form may have, found by the path to it. */
import { scenarioJsonSchema } from './json-schema.ts';
import type { Path } from './problem.ts';
import { isMapping } from './written/leaf.ts';

/**
 * Tells the keys that the mapping at a path may have.
 * @param value the whole scenario, which decides between the shapes of a phase
 */
export function createKnownKeys(value: unknown): (path: Path) => string[] {
  // To make the schema takes longer than to read a scenario: it is made when it is first asked for, and once.
  let schema: unknown;
  return (path) => {
    schema ??= scenarioJsonSchema();
    return keysWithin(schema, path, value);
  };
}

function keysWithin(whole: unknown, path: Path, value: unknown): string[] {
  let schema = whole;
  let written = value;
  for (const step of path) {
    if (!isMapping(schema)) return [];
    schema = typeof step === 'number' ? schema['items'] : fieldOf(schema['properties'], step);
    written = Array.isArray(written) ? written[Number(step)] : fieldOf(written, step);
    schema = alternativeFor(schema, written);
  }
  const properties = isMapping(schema) ? schema['properties'] : undefined;
  return isMapping(properties) ? Object.keys(properties).filter((key) => key !== '$schema') : [];
}

/** Of several alternatives, the one whose fixed shape is the written one. */
function alternativeFor(schema: unknown, written: unknown): unknown {
  const alternatives = isMapping(schema) ? schema['oneOf'] : undefined;
  if (!Array.isArray(alternatives)) return schema;
  return alternatives.find((each) => {
    const shape = isMapping(each) ? fieldOf(each['properties'], 'shape') : undefined;
    return fieldOf(shape, 'const') === fieldOf(written, 'shape');
  });
}

function fieldOf(mapping: unknown, key: string | number): unknown {
  return isMapping(mapping) ? mapping[key] : undefined;
}
