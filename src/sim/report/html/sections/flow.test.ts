import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
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

  it('keeps its words short where counts are large', () => {
    const report = consistentReport();
    const counts = { ...report.counts, checkouts: 12_345_678, buyerRetries: 1_234_567 };
    const texts = textsOf(flowSection({ ...report, counts }).body.html);
    expect(texts).toContain('12.35M');
    expect(texts).toContain('1.23M repeated clicks');
  });
});
