/** Sums of figures by name, exact or not at all. */

/** Minor units per currency, or any other figures by name; what is not named is zero. */
export type Sums = Readonly<Record<string, number>>;

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
  const sums: Record<Name, number> = { ...a };
  for (const name in a) sums[name] = exactSum(a[name], b[name]);
  return sums;
}
