import { validateXML } from 'xmllint-wasm';
import { describe, expect, it } from 'vitest';
import { element, escapeXml, fitForXml, xmlDocument } from './xml.ts';

describe('escapeXml', () => {
  it('escapes markup, quotes, and the white space that a reader would change', () => {
    expect(escapeXml(`a & b < c > d "e" 'f'`)).toBe('a &amp; b &lt; c &gt; d &quot;e&quot; &apos;f&apos;');
    expect(escapeXml('tab\tline\nreturn\r')).toBe('tab&#x9;line&#xA;return&#xD;');
    expect(escapeXml('Café 😀')).toBe('Café 😀');
  });

  it.each([
    ['a control character', '\u0001', 'U+1'],
    ['half of a surrogate pair', 'a\uD800b', 'U+D800'],
    ['a non-character', '\uFFFF', 'U+FFFF'],
  ])('refuses %s', (_, text, named) => {
    expect(() => escapeXml(text)).toThrow(`XML cannot carry the character ${named} `);
  });
});

describe('fitForXml', () => {
  it('replaces what XML cannot carry, and nothing else', () => {
    expect(fitForXml('a\u0001b\uD800c\uFFFFd')).toBe('a\uFFFDb\uFFFDc\uFFFDd');
    expect(fitForXml('tab\tline\n<&> 😀')).toBe('tab\tline\n<&> 😀');
  });
});

describe('xmlDocument', () => {
  it('nests elements, indented, under a declaration', () => {
    const amount = element('Amt', '97.10', { Ccy: 'EUR' });
    expect(xmlDocument(element('Ntry', [amount, element('Sts', 'BOOK')]))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Ntry>\n  <Amt Ccy="EUR">97.10</Amt>\n  <Sts>BOOK</Sts>\n</Ntry>\n',
    );
  });

  it('keeps the lines of a text as they are, and those of an attribute as a reader keeps them', () => {
    expect(xmlDocument(element('Note', 'one\ntwo', { about: 'three\nfour' }))).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Note about="three&#xA;four">one\ntwo</Note>\n',
    );
  });

  it('writes what an XML parser reads as the same text', async () => {
    const text = `<a> & "b" ]]> 'c' é 😀`;
    const xml = xmlDocument(element('Text', text, { note: text }));
    const { normalized } = await validateXML({ xml, normalization: 'c14n' });
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    expect(normalized).toContain(`note="${escaped.replaceAll('"', '&quot;')}"`);
    expect(normalized).toContain(`>${escaped.replaceAll('>', '&gt;')}</Text>`);
  });
});
