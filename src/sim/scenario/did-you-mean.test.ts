import { describe, expect, it } from 'vitest';
import { isZone } from '../../domain/calendar.ts';
import { currencySuggestion, didYouMean, zoneSuggestion } from './did-you-mean.ts';
import { knownZones } from './zones.ts';

describe('suggestions', () => {
  it('forgive a wrong letter, a missing one, two that changed places, and the case', () => {
    const keys = ['checkouts', 'phases', 'clock'];
    expect(['chekouts', 'checkuots', 'Phases', 'phase', 'clcok'].map((word) => didYouMean(word, keys))).toEqual([
      'did you mean `checkouts`?',
      'did you mean `checkouts`?',
      'did you mean `phases`?',
      'did you mean `phases`?',
      'did you mean `clock`?',
    ]);
  });

  it('forgive the singular of what there are several of', () => {
    const keys = ['clock', 'currencies', 'psp', 'policies'];
    expect(['policy', 'Currency'].map((word) => didYouMean(word, keys))).toEqual([
      'did you mean `policies`?',
      'did you mean `currencies`?',
    ]);
  });

  it('are not made for what resembles nothing', () => {
    expect(didYouMean('colour', ['checkouts', 'phases'])).toBeUndefined();
    expect(didYouMean('', ['checkouts'])).toBeUndefined();
    expect(didYouMean('x'.repeat(100_000), ['checkouts'])).toBeUndefined();
  });

  it('name the zone of a mistyped area or city, and of a city alone', () => {
    expect(['Europe/Amsterdm', 'Amsterdam', 'new_york', 'europe/london'].map(zoneSuggestion)).toEqual([
      'did you mean `Europe/Amsterdam`?',
      'did you mean `Europe/Amsterdam`?',
      'did you mean `America/New_York`?',
      'did you mean `Europe/London`?',
    ]);
  });

  it('only ever name zones that the platform knows', () => {
    expect(knownZones.filter((zone) => !isZone(zone))).toEqual([]);
    expect(knownZones.length).toBeGreaterThan(400);
  });

  it('prefer the currencies that are used most', () => {
    expect(currencySuggestion('EUX')).toBe('did you mean `EUR`?');
    expect(currencySuggestion('XXX')).not.toBe('did you mean `XXX`?');
  });
});
