/** Where two values of plain data differ first. */

/**
 * The first difference, `message.amount: 2377 and 2378`; undefined where there is none. Keys are compared in their order,
 * since whoever walks over them meets them in it.
 */
export function firstDifference(one: unknown, other: unknown, path = ''): string | undefined {
  if (one === other || Object.is(one, other)) return undefined;
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) {
    return `${path === '' ? '' : `${path}: `}${shown(one)} and ${shown(other)}`;
  }
  const [keys, otherKeys] = [Object.keys(one), Object.keys(other)];
  for (const [index, key] of keys.entries()) {
    const otherKey = otherKeys[index];
    if (key !== otherKey) return keysDiffer(path, key, otherKey);
    const difference = firstDifference(one[key], other[key], path === '' ? key : `${path}.${key}`);
    if (difference !== undefined) return difference;
  }
  const further = otherKeys[keys.length];
  return further === undefined ? undefined : keysDiffer(path, undefined, further);
}

function keysDiffer(path: string, one: string | undefined, other: string | undefined): string {
  const keys = [one, other].map((key) => (key === undefined ? 'no further key' : `the key ${key}`));
  return `${path === '' ? '' : `${path}: `}${keys.join(' and ')}`;
}

const MOST_SHOWN = 80;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 3)}...` : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
