/** Records that grow: a status changes, and more becomes known. */

/**
 * The record with changes, its keys in the order in which they came. A literal that begins with `...record` says the same,
 * but there each key that the record did not have yet costs as much as copying all of it some twenty times, and V8 takes
 * every such record for one of a kind, or for another kind than those that are made elsewhere: all that read records then
 * find their fields the slow way. So whatever changes a record of an order or a charge does it by this.
 */
export function withMore<Held extends object>(record: Held, more: Partial<Held>): Held {
  return Object.assign({}, record, more);
}
