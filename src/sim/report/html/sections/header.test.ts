import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport, inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { pageHeader } from './header.ts';

describe('the head of the page', () => {
  it('says nothing of defects where none was switched on', () => {
    expect(pageHeader(consistentReport()).html).not.toMatch(/defect|mistake/);
  });

  it('says of a run with a defect that it was made with it', () => {
    const { html } = pageHeader({ ...inconsistentReport(), defects: ['timeout-treated-as-failure'] });
    expect(textsOf(html)).toContain('This run was made with the defect timeout-treated-as-failure');
    expect(html.indexOf('This run was made')).toBeLessThan(html.indexOf('class="verdict'));
  });

  it('names each of several defects', () => {
    const { html } = pageHeader({ ...inconsistentReport(), defects: ['credit-on-decline', 'credit-before-capture'] });
    expect(textsOf(html)).toContain('This run was made with the defects credit-on-decline and credit-before-capture');
  });
});
