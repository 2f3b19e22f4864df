/**
 * A long script in parts. YAML that has been understood takes many times the memory of its text, so that a long text is
 * taken in bit by bit; an item that begins at the left margin is always the next one of the whole list.
 */

export interface ScriptPart {
  readonly text: string;
  /** How many lines of the script come before it. */
  readonly linesBefore: number;
}

/** A few thousand faults, which take a fraction of a second. */
const PART_CHARACTERS = 200_000;

/** Parts of whole items that together are the script; one at least. */
export function* partsOf(script: string): Generator<ScriptPart, void, void> {
  let [from, linesBefore] = [0, 0];
  for (;;) {
    const next = script.indexOf('\n- ', from + PART_CHARACTERS);
    const end = next === -1 ? script.length : next + 1;
    const text = script.slice(from, end);
    yield { text, linesBefore };
    if (next === -1) return;
    linesBefore += text.split('\n').length - 1;
    from = end;
  }
}
