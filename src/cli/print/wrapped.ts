/** Prose for a terminal: lines that are no wider than it is comfortable to read. */

const WIDTH = 100;

/**
 * Breaks a text between words; a word that is too long for a line stays whole.
 * @param hang what every line but the first begins with, beside the indent
 */
export function wrapped(text: string, indent: string, hang = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const begins = lines.length === 0 ? indent : indent + hang;
    if (line !== '' && begins.length + line.length + 1 + word.length > WIDTH) {
      lines.push(begins + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, (lines.length === 0 ? indent : indent + hang) + line];
}
