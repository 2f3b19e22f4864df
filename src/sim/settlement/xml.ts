/** A small XML writer: elements as data, correctly escaped, indented by two spaces. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Text, or the elements inside. */
  readonly content: string | readonly XmlElement[];
}

export function element(
  name: string,
  content: string | readonly XmlElement[],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  return { name, attributes, content };
}

/**
 * A whole document in UTF-8, with its declaration and a line end.
 * @throws RangeError when a text holds a character that XML 1.0 cannot carry
 */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${rendered(root, '')}`;
}

function rendered({ name, attributes, content }: XmlElement, indent: string): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const inside =
    typeof content === 'string'
      ? escapeXml(content).replaceAll('&#xA;', '\n')
      : `\n${content.map((child) => rendered(child, `${indent}  `)).join('')}${indent}`;
  return `${indent}<${name}${pairs.join('')}>${inside}</${name}>\n`;
}

/** Text of any origin, with a replacement character where there is one that XML 1.0 cannot carry. */
export function fitForXml(text: string): string {
  return text.replace(new RegExp(illegal, 'gu'), '\uFFFD');
}

/** Text as it may stand in an element or in a quoted attribute. */
export function escapeXml(text: string): string {
  const refused = illegal.exec(text);
  if (refused !== null) {
    throw new RangeError(`XML cannot carry the character U+${hex(refused[0])} of ${JSON.stringify(text)}`);
  }
  // A reader would turn a bare tab or line end in an attribute into a space, and a bare CR into a line feed.
  return text.replace(/[&<>"'\t\n\r]/g, (character) => entities[character] ?? `&#x${hex(character)};`);
}

const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}
