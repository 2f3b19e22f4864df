import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { dots, dotScale, dotTicks } from './fault-dots.ts';

const fault = { kind: 'network.drop', could: 10_000, fired: 100, changed: 10 };

function placesIn(html: string): string[] {
  return [...html.matchAll(/<svg x="([^"]*)" y="10"[^>]*><(?:circle|path) class="(\w+)"/g)].map(
    ([, x = '', mark = '']) => `${mark} ${x}`,
  );
}

describe('the dots of a kind of fault', () => {
  it('stand on a logarithmic scale from 1 to the most occasions', () => {
    const scale = dotScale([fault, { ...fault, could: 7 }]);
    expect(scale.ticks).toEqual([1, 10, 100, 1000, 10_000]);
    expect(placesIn(dots(fault, scale).html)).toEqual(['could 100%', 'did 50%', 'changed 25%']);
  });

  it('are left out for what never happened', () => {
    const scale = dotScale([fault]);
    expect(placesIn(dots({ ...fault, changed: 0 }, scale).html)).toEqual(['could 100%', 'did 50%']);
    expect(placesIn(dots({ ...fault, fired: 0, changed: 0 }, scale).html)).toEqual(['could 100%']);
    expect(placesIn(dots({ ...fault, fired: 1, changed: 1 }, scale).html)).toEqual([
      'could 100%',
      'did 0%',
      'changed 0%',
    ]);
  });

  it('have a scale of at least one power of ten', () => {
    expect(dotScale([{ ...fault, could: 3 }])).toEqual({ ticks: [1, 10], highest: 10 });
  });

  it('have every power of ten named, or every third where there are many', () => {
    expect(textsOf(dotTicks(dotScale([fault])).html)).toEqual(['1', '10', '100', '1k', '10k']);
    expect(textsOf(dotTicks(dotScale([{ ...fault, could: 5_000_000 }])).html)).toEqual(['1', '1k', '1M']);
  });
});
