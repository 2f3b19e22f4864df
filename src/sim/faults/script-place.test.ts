import { describe, expect, it } from 'vitest';
import { placeOfItem } from './script-place.ts';

const file = 'faults.yaml';

describe('an item of a script', () => {
  it('stands where it begins, whatever the lines before it speak of', () => {
    const text = `# psp key order-1.1 #1 is the one
- { site: "psp key order-1.1 #10", fault: psp.key-expiry, after: 24h }

-   { site: "psp key order-1.1 #1", fault: psp.key-expiry, after: 2h }
`;
    expect(placeOfItem(text, file, 0)).toEqual({ file, line: 2, column: 3 });
    expect(placeOfItem(text, file, 1)).toEqual({ file, line: 4, column: 5 });
  });

  it('is found far down, in a later part of a long script', () => {
    const lines = Array.from(
      { length: 6_000 },
      (_, n) => `- { site: "psp key order-${n + 1}.1 #1", fault: network.drop }`,
    );
    const text = `# A line before them all\n${lines.join('\n')}\n`;
    expect(placeOfItem(text, file, 5_999)).toEqual({ file, line: 6_001, column: 3 });
    expect(placeOfItem(text, file, 3)).toEqual({ file, line: 5, column: 3 });
  });
});
