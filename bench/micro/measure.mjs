/** Times operations that take nanoseconds: a sample repeats one of them until it takes long enough for the clock. */

/**
 * One sample of each operation in turn, again and again, so that none of them has the machine to itself.
 *
 * @param operations each with a name, `repeat(count)`, which does it so many times and returns a number, and `beside`, the
 *   name of what it is to be compared with, if there is something
 * @param sampleMs how long a sample takes, at least
 * @returns each with its samples, in nanoseconds an operation
 */
export function measureAll(operations, samples, sampleMs) {
  const measured = operations.map((operation) => {
    return { ...operation, count: countFor(operation.repeat, sampleMs), ns: [] };
  });
  for (let sample = 0; sample < samples; sample += 1) {
    for (const { repeat, count, ns } of measured) ns.push((timed(repeat, count) * 1e6) / count);
  }
  return measured.map(({ name, beside, ns }) => ({ name, beside, ns }));
}

/** How many times take long enough. What it takes to find out also warms the operation up. */
function countFor(repeat, sampleMs) {
  let count = 16;
  while (timed(repeat, count) < sampleMs) count *= 2;
  return count;
}

function timed(repeat, count) {
  const began = performance.now();
  const result = repeat(count);
  const took = performance.now() - began;
  // Whatever an operation comes to is looked at, so that the compiler may not leave it out.
  if (Number.isNaN(result)) throw new Error('an operation came to nothing');
  return took;
}
