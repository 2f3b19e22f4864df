/** How far the work is, for a log: a line now and then, where no terminal shows one that changes. */

/** So often at most; what is over sooner says nothing on the way. */
const EVERY_MS = 15_000;

/**
 * @param say writes a line
 * @param now wall time in milliseconds, from any beginning
 * @returns is told each line, and says one of them each time that it is long enough since the last
 */
export function occasionally(say: (line: string) => void, now: () => number): (line: string) => void {
  let last = { at: now(), line: '' };
  return (line) => {
    const at = now();
    if (at - last.at < EVERY_MS || line === last.line) return;
    last = { at, line };
    say(line);
  };
}
