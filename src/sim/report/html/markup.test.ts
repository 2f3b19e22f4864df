import { describe, expect, it } from 'vitest';
import { escapeText, join, markup, trusted } from './markup.ts';

describe('markup', () => {
  it('escapes text between tags and in attributes', () => {
    const name = `<b onclick="x('y')">R&D`;
    expect(markup`<p title="${name}">${name}</p>`.html).toBe(
      '<p title="&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;R&amp;D">&lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;R&amp;D</p>',
    );
  });

  it('takes markup as it is, joins lists and leaves out what is not there', () => {
    const items = ['a', '<'].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul>${items}${undefined}</ul>`.html).toBe('<ul><li>a</li><li>&lt;</li></ul>');
    expect(join(['a', trusted('<br />'), 3], ' & ').html).toBe('a &amp; <br /> &amp; 3');
  });

  it('refuses a number that no reader could use', () => {
    expect(() => markup`<rect x="${0 / 0}" />`).toThrow('NaN cannot stand in a report');
    expect(() => markup`${1 / 0}`).toThrow(RangeError);
  });

  it('replaces what XML cannot hold, and keeps tabs, line ends and emoji', () => {
    expect(escapeText('a\u0000b\u001Bc\uD800d\uFFFFe')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(escapeText('a\tb\nc 🪙')).toBe('a\tb\nc 🪙');
  });
});
