/** Lists that stay short however long a load is. */

export interface Listed<Item> {
  readonly items: readonly Item[];
  /** How many more there were. */
  readonly leftOut: number;
}

export function listed<Item>(items: readonly Item[], most: number): Listed<Item> {
  return { items: items.slice(0, most), leftOut: Math.max(0, items.length - most) };
}

export function addedLists<Item>(a: Listed<Item>, b: Listed<Item>, most: number): Listed<Item> {
  const both = listed([...a.items, ...b.items], most);
  return { items: both.items, leftOut: a.leftOut + b.leftOut + both.leftOut };
}
