import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import type { NightResult } from '../../report.ts';
import { nightChart, nightsPerGroup } from './night-money.ts';

function night(date: string, gross: number, cash = 0): NightResult {
  return {
    date,
    lines: 1,
    matched: 1,
    breaks: 0,
    resolved: 0,
    money: { EUR: { gross, refunded: 0, fees: 0, paidOut: 0, cash } },
  };
}

describe('the chart of a currency by night', () => {
  it('draws a bar for each amount that is not zero', () => {
    const { html } = nightChart([night('2026-10-24', 10_000), night('2026-10-25', 5000, 10_000)], 'EUR');
    const bars = [...html.matchAll(/<rect class="(\w+)"[^>]* y="([^"]*)"[^>]* height="([^"]*)"/g)].map((bar) =>
      bar.slice(1),
    );
    // The scale ends at 100.00 EUR, 120 pixels up from 136.
    expect(bars).toEqual([
      ['gross', '16', '120'],
      ['gross', '76', '60'],
      ['cash', '16', '120'],
    ]);
    expect(textsOf(html)).toContain('25 Oct, Cash: 100.00 EUR');
  });

  it('draws what is negative below the line, and what is tiny at all', () => {
    const { html } = nightChart([night('2026-10-24', 1, -100_000)], 'EUR');
    const bars = [...html.matchAll(/<rect[^>]* y="([^"]*)"[^>]* height="([^"]*)"/g)].map((bar) => bar.slice(1));
    // From -1,000.00 to 500.00 EUR in steps of 40 pixels: zero is at 56.
    expect(bars).toEqual([
      ['54.5', '1.5'],
      ['56', '80'],
    ]);
  });

  it('says in words what it shows', () => {
    const { html } = nightChart([night('2026-10-24', 10_000)], 'EUR');
    expect(textsOf(html)).toContain(
      '24 Oct: gross 100.00 EUR, psp fees 0.00 EUR, paid out 0.00 EUR and cash 0.00 EUR.',
    );
  });

  it('adds nights together when there are more than can be drawn', () => {
    const nights = Array.from({ length: 45 }, () => night('2026-10-24', 100));
    expect(nightsPerGroup(nights)).toBe(2);
    expect(nightChart(nights, 'EUR').html.match(/<rect class="gross"/g)).toHaveLength(23);
  });
});
