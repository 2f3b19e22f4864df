/** Whether two versions of a record hold the same: a transaction that is committed again after a lost answer changes nothing. */
export function sameRecord<R extends object>(before: R, after: R, apartFrom?: string): boolean {
  const one = new Map<string, unknown>(Object.entries(before));
  const other = new Map<string, unknown>(Object.entries(after));
  for (const field of [...one.keys(), ...other.keys()]) {
    if (field !== apartFrom && !sameValue(one.get(field), other.get(field))) return false;
  }
  return true;
}

function sameValue(one: unknown, other: unknown): boolean {
  // Lists of names and of postings are small and rarely compared.
  return Object.is(one, other) || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}
