import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { stormyReport } from '../../../../../test/support/stormy-report.ts';
import { scoreSection, totalOf } from './score.ts';

describe('the score of reconciliation', () => {
  const html = scoreSection(stormyReport())?.body.html ?? '';

  it('is left out where nothing was injected and nothing falsely found', () => {
    expect(scoreSection(consistentReport())).toBeUndefined();
  });

  it('says in sentences how much was found, missed, harmless and falsely accused', () => {
    expect(textsOf(html)[0]).toBe(
      'Reconciliation found 2 of 3 discrepancies that there were to find. It missed 1, worth 10.00 EUR. ' +
        'The slowest was on record 1 d 1 h after it was injected. ' +
        '1 more was harmless: the file never arrived, or the right one did as well. 2 breaks accuse what was right.',
    );
  });

  it('has a row for each kind, with the money and how long it took, and the sums', () => {
    const missing = ['3', '2', '1', '0', '0', '123.45 EUR 500 JPY', '10.00 EUR', '1 d 1 h'];
    const duplicate = ['1', '0', '0', '1', '0', '64,821.50 EUR', '–', '–'];
    expect(rowsOf(html).slice(0, 5)).toEqual([
      ['Kind', 'Injected', 'Found', 'Missed', 'Harmless', 'Falsely', 'Wrong by', 'Undetected', 'Found within'],
      ['settlement.line-missing', ...missing],
      ['settlement.file-duplicate', ...duplicate],
      ['settlement.fee-drift', '0', '0', '0', '0', '2', '–', '–', '–'],
      ['All kinds', '4', '2', '1', '1', '2', '', '10.00 EUR', '1 d 1 h'],
    ]);
  });

  it('draws each kind as a bar whose length is what was injected', () => {
    const bars = [...html.matchAll(/<rect class="score (\w+)" x="([^"]*)" y="2" width="([^"]*)"/g)].slice(3);
    expect(bars.map((bar) => bar.slice(1))).toEqual([
      ['found', '0%', '66.667%'],
      ['missed', '66.667%', '33.333%'],
      ['harmless', '0%', '33.333%'],
    ]);
  });

  it('has the same by night, without the kinds that were not injected', () => {
    expect(rowsOf(html).slice(5)).toEqual([
      ['Kind', '24 Oct 2026', '25 Oct 2026'],
      ['settlement.line-missing', '2 of 2', '0 of 1'],
      ['settlement.file-duplicate', '1 harmless', '–'],
    ]);
  });

  it('keeps what was harmless on a night apart from what there was to find', () => {
    const report = stormyReport();
    const [missing] = report.score;
    const nights = { '2026-10-24': { injected: 4, found: 1, harmless: 2 } };
    const score = missing === undefined ? [] : [{ ...missing, nights }];
    expect(
      rowsOf(scoreSection({ ...report, score })?.body.html ?? '')
        .at(-1)
        ?.at(-1),
    ).toBe('1 of 2, 2 harmless');
  });

  it('keeps apart what was found without having been injected, where there is such a thing', () => {
    const report = stormyReport();
    const score = report.score.map((each) => ({ ...each, real: each.injected === 0 ? 7 : 0 }));
    const { html: mistaken } = scoreSection({ ...report, score })?.body ?? { html: '' };
    expect(textsOf(mistaken)[0]).toContain(
      ' 7 more breaks are of what truly differed, though nothing had been injected there. 2 breaks accuse what was right.',
    );
    const rows = rowsOf(mistaken);
    expect(rows[0]?.slice(4, 7)).toEqual(['Harmless', 'Real', 'Falsely']);
    expect(rows[3]?.slice(0, 7)).toEqual(['settlement.fee-drift', '0', '0', '0', '0', '7', '2']);
    expect(rows[4]?.slice(0, 7)).toEqual(['All kinds', '4', '2', '1', '1', '7', '2']);
  });

  it('has nothing by night where nothing was injected', () => {
    const report = stormyReport();
    const score = report.score.filter(({ injected }) => injected === 0);
    const texts = textsOf(scoreSection({ ...report, score })?.body.html ?? '');
    expect(texts[0]).toBe('There was nothing to find. 2 breaks accuse what was right.');
    expect(texts).not.toContain('The same by night');
  });
});

describe('the total of scores', () => {
  it('of none is nothing', () => {
    const none = { injected: 0, found: 0, missed: 0, harmless: 0, real: 0, falsely: 0 };
    const nothing = { money: {}, undetected: {}, longestMs: null, nights: {} };
    expect(totalOf([])).toEqual({ kind: 'All kinds', ...none, ...nothing });
  });
});
