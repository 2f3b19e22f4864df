/** Whether two versions of a record hold the same: a transaction that is committed again after a lost answer changes nothing. */
export function sameRecord<R extends object>(before: R, after: R, apartFrom?: string): boolean {
  let fields = 0;
  for (const field in before) {
    if (field === apartFrom) continue;
    if (!sameValue(before[field], after[field])) return false;
    fields += 1;
  }
  for (const field in after) if (field !== apartFrom) fields -= 1;
  return fields === 0;
}

function sameValue(one: unknown, other: unknown): boolean {
  // Lists of names and of postings are small and rarely compared.
  return Object.is(one, other) || (Array.isArray(one) && JSON.stringify(one) === JSON.stringify(other));
}
