import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { brokenOffReport } from '../../../../../test/support/stormy-report.ts';
import { unfinishedSection } from './unfinished.ts';

describe('unfinished work', () => {
  it('is listed with where it stood and why', () => {
    const html = unfinishedSection(brokenOffReport())?.body.html ?? '';
    expect(textsOf(html)[0]).toBe('2 pieces of work had not come to an end when the run did.');
    expect(rowsOf(html)).toEqual([
      ['What', 'State', 'Why'],
      ['order-17.1', 'unknown', 'the PSP did not answer in 12 rounds'],
      ['psp/EUR/2026-10-26', 'stored', 'reconciliation has not brought psp-EUR-2026-10-26 to an end'],
    ]);
  });

  it('is left out where everything had ended', () => {
    expect(unfinishedSection(consistentReport())).toBeUndefined();
  });

  it('is cut off at a hundred rows, and says so', () => {
    const piece = { id: 'order-1.1', state: 'parked', reason: 'nobody answered' };
    const unfinished = Array.from({ length: 1234 }, () => piece);
    const html = unfinishedSection({ ...consistentReport(), unfinished })?.body.html ?? '';
    expect(rowsOf(html)).toHaveLength(101);
    expect(textsOf(html)[0]).toBe(
      '1,234 pieces of work had not come to an end when the run did. The first 100 of 1,234 are shown; report.json has them all.',
    );
  });
});
