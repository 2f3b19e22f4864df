import { describe, expect, it } from 'vitest';
import { dayOf, timeOf } from './support/fact-lines.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate } from './support/simulate.ts';
import type { Finish } from '../src/sim/simulation.ts';

/** A sale at 23:59:55, with the PSP's cut-off at midnight. The PSP asks the issuer 15 ms after the click on Buy. */
function saleBeforeMidnight(issuer: string): Finish {
  const scenario = scenarioOf(oneClick, [
    "clock.start='2026-03-02 23:59'",
    "psp.cutOff='00:00'",
    'traffic.phases=[{name: quiet, shape: constant, for: 55s, rate: 0/h}, {name: click, shape: constant, for: 1ms, rate: 1/s}]',
    'baskets.sellers=[100%]',
    `psp.authorisation={min: ${issuer}, max: ${issuer}}`,
    'policies.psp.timeout=1min',
  ]);
  return simulate(scenario, { stories: ['order-1.1'] });
}

/** Per night: its date, its lines, the breaks that it opened and those that it resolved. */
function nightsOf({ report }: Finish): (string | number)[][] {
  return report.reconciliation.nights.map(({ date, lines, breaks, resolved }) => [date, lines, breaks, resolved]);
}

describe('a sale at 23:59:55 that the PSP captures at 00:00:30', () => {
  const finish = saleBeforeMidnight('35s');

  it('is a break of the first night, which the file of the second night resolves', () => {
    expect(finish.report.verdict).toBe('consistent');
    expect(finish.report.reconciliation.openBreaks).toEqual([]);
    // Then it is paid out, at the midnight that ends 4 March, and arrives on the 5th.
    expect(nightsOf(finish)).toEqual([
      ['2026-03-02', 0, 1, 0],
      ['2026-03-03', 1, 0, 1],
      ['2026-03-04', 1, 0, 0],
      ['2026-03-05', 1, 0, 0],
    ]);
  });

  it('is told with its dates', () => {
    const lines = finish.stories.flatMap((story) => story.lines);
    const told = lines.filter(({ text }) => /break (?:opened|resolved)|business date|is listed/.test(text));
    expect(told.map(({ at, text }) => `${dayOf(at)} ${timeOf(at)} ${text}`)).toEqual([
      '03 00:00:30.018 charge ch_1_1_1 stored: captured 100.00 EUR, fee 2.90 EUR, business date 2026-03-03',
      '03 03:00:00.052 break opened, missingInFile: sold on 2026-03-02 and not in the file for 2026-03-02: a later file should list it',
      '04 00:00:00.000 the business date 2026-03-03 is closed in EUR',
      '04 03:00:00.006 charge ch_1_1_1 is listed in the file for 2026-03-03',
      '04 03:00:00.052 break resolved on 2026-03-03: the PSP booked it on 2026-03-03; the sale was made on 2026-03-02',
    ]);
  });

  it('is owed by the PSP until it is in a file, and leaves nothing behind', () => {
    expect(finish.report.books['EUR']).toEqual({
      'psp:receivable': 0,
      'customer:clearing': 0,
      'seller:payable:pending': -9000,
      platform_fee: -1000,
      psp_fee: 290,
      'psp:in_transit': 0,
      'bank:cash': 9710,
    });
  });
});

describe('the cut-off', () => {
  it('leaves a charge that is captured in the last millisecond to the date that ends', () => {
    expect(nightsOf(saleBeforeMidnight('4.984s')).slice(0, 2)).toEqual([
      ['2026-03-02', 1, 0, 0],
      ['2026-03-03', 1, 0, 0],
    ]);
  });

  it('itself begins the next date: a charge that is captured at midnight sharp is a break', () => {
    expect(nightsOf(saleBeforeMidnight('4.985s')).slice(0, 2)).toEqual([
      ['2026-03-02', 0, 1, 0],
      ['2026-03-03', 1, 0, 1],
    ]);
  });
});
