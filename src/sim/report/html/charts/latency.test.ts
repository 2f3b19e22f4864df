import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { latencyChart } from './latency.ts';

function ticksOf(p50: number, max: number): string[] {
  const { html } = latencyChart([{ name: 'Charge', latency: { p50, p95: max, p99: max, max } }], 'A charge.');
  return [...html.matchAll(/<text class="tick[^>]*>([^<]*)</g)].map((match) => match[1] ?? '');
}

describe('the chart of latencies', () => {
  it('has a logarithmic scale around what was measured', () => {
    expect(ticksOf(305, 3340)).toEqual(['100 ms', '1 s', '10 s']);
    expect(ticksOf(40_000, 7_200_000)).toEqual(['10 s', '1 min', '10 min', '1 h', '10 h']);
    expect(ticksOf(10, 10)).toEqual(['10 ms', '100 ms']);
  });

  it('stands what took no time on the first tick, and what took for ever on the last', () => {
    expect(ticksOf(0, 0)).toEqual(['1 ms', '10 ms']);
    expect(ticksOf(0, 1e12).at(-1)).toBe('1,000 h');
  });

  it('places each percentile by its logarithm and names it', () => {
    const { html } = latencyChart(
      [{ name: 'Credit', latency: { p50: 10, p95: 100, p99: 100, max: 1000 } }],
      'A credit.',
    );
    expect([...html.matchAll(/<svg x="([^"]*)"/g)].map((match) => match[1])).toEqual(['100%', '50%', '50%', '0%']);
    expect(textsOf(html)).toContain('Credit, p95: 100 ms');
  });
});
