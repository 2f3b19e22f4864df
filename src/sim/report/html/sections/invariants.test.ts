import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { invariantsSection } from './invariants.ts';

describe('invariants', () => {
  const { html } = invariantsSection(inconsistentReport()).body;
  const rows = rowsOf(html);

  it('show whether they held, were broken, or were never put to the test', () => {
    expect(rows.map(([id, , outcome, checked, violations]) => [id, outcome, checked, violations])).toContainEqual([
      'I1',
      '✓ held',
      '9,286',
      '0',
    ]);
    expect(rows.find(([id]) => id === 'I2')?.slice(2)).toEqual(['✕ broken', '3,090', '3']);
    expect(rows.find(([id]) => id === 'I20')?.slice(2)).toEqual(['– checked nothing', '0', '0']);
  });

  it('grey out the one that checked nothing, and count it in the caption', () => {
    expect(html.match(/<tr class="idle">/g)).toHaveLength(1);
    expect(html.match(/<tr class="broken">/g)).toHaveLength(2);
    expect(textsOf(html)[0]).toContain('1 invariant had nothing to test here.');
  });
});
