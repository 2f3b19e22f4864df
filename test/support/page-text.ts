/** What a reader sees of markup, without its tags. */

/** The texts between tags, in order, with character references resolved and spaces that do not break made plain. */
export function textsOf(html: string): string[] {
  return html
    .split(/<[^>]*>/)
    .map((text) => plain(text).trim())
    .filter((text) => text !== '');
}

/** The cells of each row of the tables, header and foot included. */
export function rowsOf(html: string): string[][] {
  return [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<(?:td|th)[^>]*>(.*?)<\/(?:td|th)>/gs)].map(([, cell = '']) => textsOf(cell).join(' ')),
  );
}

function plain(text: string): string {
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replaceAll('\u00A0', ' ').replace(/&([#a-z0-9]+);/g, (all, name: string) => characters[name] ?? all);
}
