import { describe, expect, it } from 'vitest';
import { consistentReport, emptyReport, inconsistentReport } from '../../../../test/support/sample-report.ts';
import { stormyReport } from '../../../../test/support/stormy-report.ts';
import { inOneSentence, reservations } from './verdict.ts';

const space = '\u00A0';

describe('the verdict in one sentence', () => {
  it('counts currencies and nights when every penny is accounted for', () => {
    expect(inOneSentence(consistentReport())).toBe(
      '2,000 checkouts, 3,178 orders; every penny of 4 currencies is accounted for over 3 nights.',
    );
  });

  it('names the currency when there is one, and no nights when there were none', () => {
    const report = consistentReport();
    const { EUR = {} } = report.books;
    const single = { ...report, books: { EUR }, counts: { ...report.counts, checkouts: 1, orders: 1 } };
    expect(inOneSentence({ ...single, simulated: { ...report.simulated, nights: 1 } })).toBe(
      '1 checkout, 1 order; every penny of EUR is accounted for over 1 night.',
    );
    expect(inOneSentence({ ...single, simulated: { ...report.simulated, nights: 0 } })).toBe(
      '1 checkout, 1 order; every penny of EUR is accounted for.',
    );
    expect(inOneSentence({ ...single, books: {} })).toBe('1 checkout, 1 order; no money moved.');
  });

  it('counts the faults that the run went through', () => {
    expect(inOneSentence(stormyReport())).toBe(
      '2,000 checkouts, 3,178 orders; every penny of 4 currencies is accounted for over 3 nights and through 221 faults.',
    );
    const report = stormyReport();
    const faults = report.faults.filter(({ kind }) => kind === 'psp.outage');
    expect(inOneSentence({ ...report, faults, simulated: { ...report.simulated, nights: 0 } })).toMatch(
      / is accounted for through 1 fault\.$/,
    );
  });

  it('says that breaks are open, which are accounted for as well', () => {
    const { reconciliation } = inconsistentReport();
    expect(inOneSentence({ ...consistentReport(), reconciliation })).toMatch(
      / over 3 nights; 2 breaks are on record and open\.$/,
    );
  });

  it('names and prices what is broken', () => {
    expect(inOneSentence(inconsistentReport())).toBe(
      '2,000 checkouts, 3,178 orders; not every penny is accounted for: ' +
        `at-most-one-charge is broken 3 times (312.40${space}EUR and 5,000${space}JPY) and charge-posted-once is broken once.`,
    );
  });

  it('counts the broken invariants that it does not name', () => {
    const report = inconsistentReport();
    const violations = [...report.violations, ...report.violations, ...report.violations];
    expect(inOneSentence({ ...report, violations })).toMatch(/ and 3 more invariants\.$/);
  });

  it('claims nothing when the run was inconclusive', () => {
    expect(inOneSentence(emptyReport())).toBe('0 checkouts, 0 orders; the run shows nothing either way.');
  });
});

describe('what is to be looked at in a consistent run', () => {
  it('is nothing where all thresholds are met and all breaks explained', () => {
    expect(reservations(consistentReport())).toEqual([]);
  });

  it('is a threshold that was missed, and breaks that are open', () => {
    expect(reservations(inconsistentReport())).toEqual(['1 threshold missed', '2 breaks open']);
  });
});
