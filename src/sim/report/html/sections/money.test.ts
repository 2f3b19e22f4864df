import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { stormyReport } from '../../../../../test/support/stormy-report.ts';
import { moneySection } from './money.ts';
import { nightMoneySection } from './night-money.ts';

describe('the money table', () => {
  it('has what was refunded where anything was', () => {
    const [head, euros] = rowsOf(moneySection(stormyReport()).body.html);
    expect(head?.slice(0, 4)).toEqual(['Currency', 'Captured', 'Refunded', 'Declined']);
    // A twentieth of 117,926.25 EUR, rounded down.
    expect(euros?.slice(0, 4)).toEqual(['EUR', '117,926.25', '5,896.31', '3,312.40']);
  });

  it('has no column for refunds where there were none', () => {
    const [head] = rowsOf(moneySection(consistentReport()).body.html);
    expect(head?.slice(0, 3)).toEqual(['Currency', 'Captured', 'Declined']);
  });

  it('has what was exchanged where sellers are paid in another currency than buyers pay in', () => {
    const report = consistentReport();
    const money = Object.fromEntries(
      Object.entries(report.money).map(([code, summary]) => [
        code,
        { ...summary, exchanged: code === 'EUR' ? -8280 : 9 },
      ]),
    );
    const { html } = moneySection({ ...report, money }).body;
    const [head = [], euros] = rowsOf(html);
    expect(euros?.[head.indexOf('Exchanged')]).toBe('-82.80');
    expect(html).toContain('below zero in that one');
    expect(moneySection(report).body.html).not.toContain('xchanged');
  });

  it('says how low the account at the bank has been where sellers were paid in advance', () => {
    const report = consistentReport();
    const [[code, euros] = []] = Object.entries(report.money);
    if (code === undefined || euros === undefined) throw new Error('the sample has no money');
    const advanced = { ...report, money: { [code]: { ...euros, lowestCash: -93_881 } } };
    const { html } = moneySection(advanced).body;
    const [head, row] = rowsOf(html);
    expect([head?.at(-1), row?.at(-1)]).toEqual(['Lowest cash', '-938.81']);
    expect(html).toContain('the platform has to have so much of its own');
    expect(moneySection(report).body.html).not.toContain('owest cash');
  });
});

describe('money by night', () => {
  it('has a bar and a column for refunds where there were any', () => {
    const { html } = nightMoneySection(stormyReport()).body;
    expect(rowsOf(html).slice(0, 2)).toEqual([
      ['Business date', 'Currency', 'Gross', 'Refunded', 'PSP fees', 'Paid out', 'Cash'],
      ['24 Oct 2026', 'EUR', '64,821.50', '3,241.07', '1,974.10', '0.00', '0.00'],
    ]);
    expect(html).toContain('<rect class="refunded" x=');
    expect(html).toContain('24\u00A0Oct, Refunded: 3,241.07\u00A0EUR');
  });

  it('has neither where there were none', () => {
    const { html } = nightMoneySection(consistentReport()).body;
    expect(html).not.toMatch(/[Rr]efund/);
  });
});
