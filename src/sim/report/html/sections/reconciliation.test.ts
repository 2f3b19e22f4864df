import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport, emptyReport, inconsistentReport } from '../../../../../test/support/sample-report.ts';
import { reconciliationSection } from './reconciliation.ts';

describe('reconciliation', () => {
  it('adds the nights up', () => {
    expect(rowsOf(reconciliationSection(consistentReport()).body.html)).toEqual([
      ['Business date', 'Lines', 'Matched', 'Share', 'Breaks opened', 'Breaks resolved'],
      ['24 Oct 2026', '1,698', '1,698', '100%', '0', '0'],
      ['25 Oct 2026', '1,400', '1,398', '99.9%', '2', '0'],
      ['26 Oct 2026', '8', '8', '100%', '0', '2'],
      ['All nights', '3,106', '3,104', '99.9%', '2', '2'],
    ]);
  });

  it('lists the open breaks with their amounts and explanations', () => {
    const rows = rowsOf(reconciliationSection(inconsistentReport()).body.html);
    expect(rows.at(-3)).toEqual([
      'break-missingInFile-ch_88_1_1',
      'missingInFile',
      'order-88.1',
      '25 Oct 2026',
      '-5,000 JPY',
      'The ledger captured 5,000 JPY for order-88.1, and no file lists it.',
    ]);
  });

  it('lists the breaks that a later file explained', () => {
    const rows = rowsOf(reconciliationSection(inconsistentReport()).body.html);
    expect(rows.at(-1)).toEqual([
      'break-missingInFile-payout-EUR-2026-10-25',
      'missingInFile',
      '–',
      '25 Oct 2026',
      '2,400.00 EUR',
      'The bank booked it on 2026-10-26.',
      '26 Oct 2026',
    ]);
  });

  it('never matches more than all of a night, though it explains lines of earlier ones', () => {
    const report = consistentReport();
    const nights = report.reconciliation.nights.map((night) => ({ ...night, lines: 4, matched: 5 }));
    const { html } = reconciliationSection({ ...report, reconciliation: { ...report.reconciliation, nights } }).body;
    expect(rowsOf(html)[1]).toEqual(['24 Oct 2026', '4', '5', '100%', '0', '0']);
    expect(textsOf(html)[0]).toMatch(/A line that a later night explained is counted as matched by that night\.$/);
  });

  it('tells a break that was explained from one that never was', () => {
    expect(textsOf(reconciliationSection(consistentReport()).body.html).at(-1)).toBe(
      'None: every break was explained.',
    );
    expect(textsOf(reconciliationSection(emptyReport()).body.html)).toEqual([
      'No night was closed, so nothing was reconciled.',
      'Open breaks',
      'None: no break was opened.',
    ]);
  });
});
