/**
 * The objects of a run alone: its facts, with the messages and records that they tell of, copied one after the other and
 * dropped. Where data are objects nothing takes less than to make them; what acts upon them is left out.
 */

/** As many are kept as the fact stream holds facts, so that none of them is made for nothing. */
const KEPT = 512;

/** @returns every object and array in the facts, each once, with a function that copies those of its shape */
export function objectsIn(facts) {
  const copiers = new Map();
  const seen = new Set();
  const objects = [];
  const visit = (value) => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const part of Object.values(value)) visit(part);
    objects.push({ value, copy: copierOf(value, copiers) });
  };
  for (const fact of facts) visit(fact);
  return objects;
}

/** @returns how many there are */
export function copyAll(objects) {
  const kept = Array.from({ length: KEPT });
  let copied = 0;
  for (const { value, copy } of objects) kept[copied++ % KEPT] = copy(value);
  return copied;
}

function copierOf(value, copiers) {
  if (Array.isArray(value)) return copyArray;
  const names = Object.keys(value);
  const shape = names.join();
  if (!copiers.has(shape)) copiers.set(shape, copierOfShape(names));
  return copiers.get(shape);
}

function copyArray(array) {
  return array.slice();
}

/** A function of its own for each shape, as a literal would be in the code: a copy in a loop, or by `...`, takes much longer. */
function copierOfShape(names) {
  const fields = names.map((name) => `${JSON.stringify(name)}: it[${JSON.stringify(name)}]`);
  // oxlint-disable-next-line typescript/no-implied-eval -- its text has nothing but the names of fields
  return new Function('it', `return { ${fields.join(', ')} };`);
}
