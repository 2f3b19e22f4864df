/** Whether two versions of a record hold the same: a transaction that is committed again after a lost answer changes nothing. */
export function sameRecord<R extends object>(before: R, after: R, apartFrom?: string): boolean {
  const earlier = Object.entries(before).filter(([field]) => field !== apartFrom);
  const later = new Map<string, unknown>(Object.entries(after).filter(([field]) => field !== apartFrom));
  return earlier.length === later.size && earlier.every(([field, value]) => sameValue(value, later.get(field)));
}

function sameValue(one: unknown, other: unknown): boolean {
  // Lists of names and of postings are small and rarely compared.
  return Object.is(one, other) || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}
