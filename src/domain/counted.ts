/** How many there are of something, in words: `1 charge`, `2 charges`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
