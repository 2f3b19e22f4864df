import { describe, expect, it } from 'vitest';
import { meetingStep, missingStep, sweptOf } from '../../../../test/support/sample-sweep.ts';
import { rowsOf } from '../../../../test/support/page-text.ts';
import { renderSweep } from './sweep-page.ts';

/** The labels of the scale of the throughput. */
function ticksOf(page: string): string[] {
  const [, chart = ''] = /id="sweep-throughput-chart">([^]*?)<\/figure>/.exec(page) ?? [];
  return [...chart.matchAll(/class="tick" x="0"[^>]*>([^<]+)</g)].map(([, text = '']) => text);
}

describe('the page of a sweep', () => {
  const page = renderSweep(sweptOf([meetingStep(5), meetingStep(10), missingStep(20), missingStep(40)]));

  it('leads with the knee, and draws the curves of every limited service', () => {
    expect(page).toContain('<p class="badge">knee at 10/s</p>');
    expect(page).toContain('at 20/s checkout.p99 &lt; 3s is not met (21.5 s).');
    for (const id of ['sweep-latency-chart', 'sweep-throughput-chart', 'sweep-executor-chart', 'sweep-wallet-chart'])
      expect(page.split(`<figure class="chart" id="${id}">`)).toHaveLength(2);
    expect(page).toContain('<title>20/s: p50 400 ms, p95 700 ms, p99 900 ms</title>');
    expect(page).toContain('<title>40/s: 40/s ended of 40/s that came</title>');
    expect(page).toContain('20/s: 99.1% taken, at most 20 waiting, wait p99 21 s, 3,485 rejections');
  });

  it('draws the knee and the first rate that misses, and none where there is none', () => {
    expect(page.split('class="knee-at"').length).toBeGreaterThan(2);
    expect(page.split('class="missing-at"').length).toBeGreaterThan(2);
    const endless = renderSweep(sweptOf([meetingStep(5), meetingStep(10)]));
    expect(endless).toContain('<p class="badge">no knee in this range</p>');
    expect(endless).not.toMatch(/class="(?:knee|missing)-at"|the first rate that misses/);
  });

  it('has the result of a rate beside it, where no screen is too narrow for it', () => {
    const rows = rowsOf(page);
    expect(rows[0]).toEqual(['Rate', 'Result', 'For', 'Checkouts', 'Throughput', 'p50', 'p95', 'p99']);
    expect(rows[2]?.slice(0, 3)).toEqual(['10/s', '✓ met', '5 min']);
    expect(rows[3]?.slice(0, 3)).toEqual(['20/s', '! not met: checkout.p99 < 3s', '5 min']);
  });

  it('has one unit for all rates, that of whoever asked, and one for the scale', () => {
    const slow = (rate: string, perHour: number, throughput: number) => meetingStep(1, { rate, perHour, throughput });
    const hourly = renderSweep(sweptOf([slow('40/h', 40, 40), slow('80/h', 80, 78)]));
    expect(hourly).toContain('<td class="number">40/h</td>');
    expect(hourly).toContain('<td class="number">78/h</td>');
    expect(hourly).toContain('<title>80/h: 78/h ended of 80/h that came</title>');
    expect(ticksOf(hourly)).toEqual(['0/h', '20/h', '40/h', '60/h', '80/h']);
    const fractions = renderSweep(sweptOf([slow('0.5/s', 1_800, 1_794), slow('2/s', 7_200, 7_100)]));
    expect(fractions).toContain('<td class="number">0.498/s</td>');
    expect(ticksOf(fractions)).toEqual(['0/s', '0.5/s', '1/s', '1.5/s', '2/s']);
  });

  it('has the command of each rate', () => {
    for (const rate of [5, 10, 20, 40]) expect(page).toContain(`npx penny run rush.yaml --seed 1 --set rate=${rate}/s`);
  });

  it('stands where nothing was measured, and where one rate is all', () => {
    const checkoutMs = { count: 0, p50: 0, p90: 0, p95: 0, p99: 0, p999: 0, max: 0 };
    const bare = renderSweep(sweptOf([missingStep(5, { checkoutMs, services: [] })], []));
    expect(bare).toContain('beyond the knee');
    expect(bare).not.toContain('sweep-latency-chart');
    expect(bare).toContain('being consistent');
  });
});
