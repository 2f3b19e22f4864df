/** Sums of figures by name, exact or not at all. */

/** Minor units per currency, or any other figures by name; what is not named is zero. */
type Sums = Readonly<Record<string, number>>;

/** @throws RangeError when the sum leaves the safe integers */
export function exactSum(a: number, b: number): number {
  const sum = a + b;
  if (!Number.isSafeInteger(sum)) throw new RangeError(`the sum of ${a} and ${b} is no longer exact`);
  // Adding a negative amount to its opposite must not leave a negative zero.
  return sum === 0 ? 0 : sum;
}

/** Whatever is named in one of the two, by name. */
export function addedSums(a: Sums, b: Sums): Record<string, number> {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return Object.fromEntries(names.map((name) => [name, exactSum(a[name] ?? 0, b[name] ?? 0)]));
}

/** Figures that both have, under the same names. */
export function addedFigures<Name extends string>(
  a: Readonly<Record<Name, number>>,
  b: Readonly<Record<Name, number>>,
): Record<Name, number> {
  return paired(a, b, exactSum);
}

/** What both have under the same names, made into one. */
export function paired<Name extends string, Value>(
  a: Readonly<Record<Name, Value>>,
  b: Readonly<Record<Name, Value>>,
  add: (a: Value, b: Value) => Value,
): Record<Name, Value> {
  const both: Record<Name, Value> = { ...a };
  for (const name in a) if (Object.hasOwn(a, name)) both[name] = add(a[name], b[name]);
  return both;
}

/** Two lists in one: what has the same name in both is made into one, in the order in which names are first met. */
export function mergedBy<Item>(
  a: readonly Item[],
  b: readonly Item[],
  nameOf: (item: Item) => string,
  add: (a: Item, b: Item) => Item,
): Item[] {
  const byName = new Map<string, Item>();
  for (const item of [...a, ...b]) {
    const earlier = byName.get(nameOf(item));
    byName.set(nameOf(item), earlier === undefined ? item : add(earlier, item));
  }
  return [...byName.values()];
}
