/** Comparisons: one figure, told by several sources that must agree. */

/**
 * @typedef {object} Comparison
 * @property {string} currency
 * @property {string} figure what is compared: `captured`, or `captured of order-17.1`
 * @property {boolean} isTotal whether it is a row of the currency's table
 * @property {readonly (readonly [string, unknown])[]} seen each source's name and what it says
 */

/** Collects comparisons in one currency. */
export function comparing(currency) {
  const comparisons = [];
  const add = (figure, seen, isTotal) => comparisons.push({ currency, figure, isTotal, seen: Object.entries(seen) });
  return {
    comparisons,
    /** A figure of the table: `{ source: amount, ... }`. */
    total: (figure, seen) => add(figure, seen, true),
    /** A figure that is named only when it disagrees. */
    one: (figure, seen) => add(figure, seen, false),
    /** The same for every id that any source knows: `{ source: Map(id, value), ... }`. */
    each(figure, sources) {
      const ids = new Set(Object.values(sources).flatMap((values) => [...values.keys()]));
      for (const id of ids) {
        add(
          `${figure} ${id}`,
          Object.fromEntries(Object.entries(sources).map(([name, values]) => [name, values.get(id)])),
          false,
        );
      }
    },
  };
}

/** True when all sources say the same. A source that says nothing about it disagrees with one that does. */
export function agrees({ seen }) {
  return seen.every(([, value]) => value === seen[0][1]);
}

/** The values of records by a key; numbers of one key are added up. */
export function keyed(records, keyOf, valueOf) {
  const values = new Map();
  for (const record of records) {
    const key = keyOf(record);
    const value = valueOf(record);
    // Two texts under one key are both shown: they agree with nothing.
    values.set(key, values.has(key) ? values.get(key) + value : value);
  }
  return values;
}

/** The records of each key. */
export function grouped(records, keyOf) {
  const groups = new Map();
  for (const record of records) groups.set(keyOf(record), [...(groups.get(keyOf(record)) ?? []), record]);
  return groups;
}

export function sum(records, valueOf) {
  return records.reduce((total, record, index) => total + valueOf(record, index), 0);
}

/** A map without the amounts that are zero: what moves nothing leaves no posting behind. */
export function withoutZeros(values) {
  return new Map([...values].filter(([, value]) => value !== 0));
}

/** Figures of a record in words: `gross 1200, fees 35`. */
export function figuresOf(record, names) {
  return names.map((name) => `${name} ${record[name]}`).join(', ');
}
