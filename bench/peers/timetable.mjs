/** A binary heap of what is to happen, in the order of time and, at the same time, of scheduling: as a kernel has it. */
export class Timetable {
  #heap = [];
  #sequence = 0;

  add(at, what) {
    const heap = this.#heap;
    const entry = { at, sequence: this.#sequence, what };
    this.#sequence += 1;
    let hole = heap.length;
    heap.push(entry);
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      // A new entry has the largest sequence of all, so that it stays behind what has the same time.
      if (heap[parent].at <= at) break;
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = entry;
    return entry;
  }

  /** The next entry, taken out; undefined when nothing is left. */
  take() {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (heap.length > 0) sink(heap, last);
    return first;
  }
}

function sink(heap, entry) {
  let hole = 0;
  for (let child = 1; child < heap.length; child = 2 * hole + 1) {
    const right = child + 1;
    if (right < heap.length && isBefore(heap[right], heap[child])) child = right;
    if (isBefore(entry, heap[child])) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = entry;
}

function isBefore(a, b) {
  return a.at < b.at || (a.at === b.at && a.sequence < b.sequence);
}
