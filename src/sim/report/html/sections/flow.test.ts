import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { stormyReport } from '../../../../../test/support/stormy-report.ts';
import { flowSection } from './flow.ts';

describe('the flow', () => {
  const { html } = flowSection(consistentReport()).body;
  const diagram = html.slice(html.indexOf('<svg'), html.indexOf('</svg>'));
  const list = html.slice(html.indexOf('<ol'));

  it('numbers the ten steps of the diagram, the tenth for the file and for the statement', () => {
    const numbers = [...diagram.matchAll(/class="step"[^>]*>(\d+)</g)].map((match) => Number(match[1]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
  });

  it("shows the run's counts on its arrows and in its boxes", () => {
    const texts = textsOf(diagram);
    for (const text of [
      '2,000',
      '3,178',
      '3,090',
      '3,104',
      '31 repeated clicks',
      '47 once in doubt',
      '9,286 entries',
    ]) {
      expect(texts).toContain(text);
    }
  });

  it('has the singular for what there was one of', () => {
    const report = consistentReport();
    const once = {
      checkouts: 1,
      orders: 1,
      captured: 1,
      declined: 0,
      buyerRetries: 1,
      callRetries: 1,
      refundsAsked: 1,
    };
    const counts = { ...report.counts, ...once, ledgerTransactions: 1, filesReconciled: 1 };
    const credit = { ...report.latencyMs.credit, count: 1 };
    const texts = textsOf(flowSection({ ...report, counts, latencyMs: { ...report.latencyMs, credit } }).body.html);
    expect(texts).toEqual(
      expect.arrayContaining([
        'checkout',
        'order',
        'outcome',
        'credit confirmed',
        '1 entry',
        '1 file',
        '1 refund asked',
      ]),
    );
    expect(texts).toEqual(expect.arrayContaining(['1 repeated click', '1 repeated call']));
  });

  it('tells the same steps in sentences', () => {
    const steps = textsOf(list);
    expect(steps).toHaveLength(10);
    expect(steps[0]).toBe(
      'A buyer clicks Buy: 2,000 payment events reached the payment service, with 31 repeated clicks.',
    );
    expect(steps[9]).toBe(
      'Settlement files and bank statements came by night: 24 files reconciled, 3,104 lines matched of 3,106.',
    );
  });

  it('shows refunds in its boxes, and tells of them below the steps, where anybody asked for one', () => {
    const texts = textsOf(flowSection(stormyReport()).body.html);
    expect(texts).toContain('158 refunds asked');
    expect(texts).toContain('150 refunded');
    expect(texts.at(-1)).toBe(
      'Refunds go the same way back, from the shop to the PSP, the wallet and the ledger: 158 asked for, 150 paid, 8 refused.',
    );
  });

  it('says how many refunds had no outcome when the run ended', () => {
    const report = stormyReport();
    const counts = { ...report.counts, refunded: 147 };
    expect(textsOf(flowSection({ ...report, counts }).body.html).at(-1)).toMatch(/8 refused, 3 without an outcome\.$/);
  });

  it('does not say that a payment event arrived of which every click was lost', () => {
    const report = consistentReport();
    const throughput = { ...report.throughput, arrived: [...report.throughput.arrived, 3] };
    const counts = { ...report.counts, checkouts: 2003 };
    expect(textsOf(flowSection({ ...report, counts, throughput }).body.html)).toContain(
      'A buyer clicks Buy: 2,000 payment events reached the payment service, with 31 repeated clicks. No click of 3 other buyers did.',
    );
  });

  it('keeps its words short where counts are large', () => {
    const report = consistentReport();
    const counts = { ...report.counts, checkouts: 12_345_678, buyerRetries: 1_234_567 };
    const texts = textsOf(flowSection({ ...report, counts }).body.html);
    expect(texts).toContain('12.35M');
    expect(texts).toContain('1.23M repeated clicks');
  });
});
