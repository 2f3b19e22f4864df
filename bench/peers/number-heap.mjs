/** A binary heap of numbers in typed arrays: times, in the order of scheduling where they are the same, and a payload. */
export class NumberHeap {
  /** The time of what was taken last. */
  now = 0;
  #size = 0;
  #sequence = 0;
  #times = new Float64Array(4096);
  #sequences = new Float64Array(4096);
  #payloads = new Int32Array(4096);

  add(time, payload) {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    let hole = this.#size;
    this.#size += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // A new entry has the largest sequence of all, so that it stays behind what has the same time.
      if (times[parent] <= time) break;
      times[hole] = times[parent];
      sequences[hole] = sequences[parent];
      payloads[hole] = payloads[parent];
      hole = parent;
    }
    times[hole] = time;
    sequences[hole] = this.#sequence;
    payloads[hole] = payload;
    this.#sequence += 1;
  }

  /** The next payload, taken out. There must be one. */
  take() {
    const first = this.#payloads[0];
    this.now = this.#times[0];
    this.#size -= 1;
    if (this.#size > 0) this.#sink(this.#size);
    return first;
  }

  /** Lets the entry at a place, the last one, find another from the top. */
  #sink(last) {
    const times = this.#times;
    const sequences = this.#sequences;
    const payloads = this.#payloads;
    const time = times[last];
    const sequence = sequences[last];
    const payload = payloads[last];
    let hole = 0;
    for (let child = 1; child < last; child = 2 * hole + 1) {
      const right = child + 1;
      const isRightFirst =
        right < last &&
        (times[right] < times[child] || (times[right] === times[child] && sequences[right] < sequences[child]));
      if (isRightFirst) child = right;
      if (times[child] > time || (times[child] === time && sequences[child] > sequence)) break;
      times[hole] = times[child];
      sequences[hole] = sequences[child];
      payloads[hole] = payloads[child];
      hole = child;
    }
    times[hole] = time;
    sequences[hole] = sequence;
    payloads[hole] = payload;
  }

  #grow() {
    this.#times = doubled(this.#times);
    this.#sequences = doubled(this.#sequences);
    this.#payloads = doubled(this.#payloads);
  }
}

/** A copy of a typed array with as much room again. */
export function doubled(numbers) {
  const larger = new numbers.constructor(numbers.length * 2);
  larger.set(numbers);
  return larger;
}
