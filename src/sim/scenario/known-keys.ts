/** Which keys a mapping of the written form may have, found by the path to it. */
import { scenarioJsonSchema } from './json-schema.ts';
import type { Path } from './problem.ts';
import { isMapping } from './written/leaf.ts';

/**
 * The keys that the mapping at a path may have.
 * @param value the whole scenario, which decides between the shapes of a phase
 */
export function keysAt(path: Path, value: unknown): string[] {
  let schema: unknown = scenarioJsonSchema();
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
