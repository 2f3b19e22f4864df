import { describe, expect, it } from 'vitest';
import { shippedScenario } from '../../../test/support/simulate.ts';
import { trafficText } from './traffic.ts';

describe('the traffic of a scenario', () => {
  it('is so many checkouts where rates bring them', () => {
    expect(trafficText(shippedScenario('saturday-rush').traffic)).toBe('725 checkouts');
  });

  it('is so many users, with the checkouts that they can come to in their time', () => {
    // An hour has 720 thoughts of 5 s; half of them take 5 s to 20 s and half up to 60 s, 26.25 s in the mean.
    expect(trafficText(shippedScenario('kiosk-hour').traffic)).toBe(
      '20 users (about 2,600 checkouts if each takes a second, 14,400 at most)',
    );
  });

  it('is both where there are both', () => {
    const phases =
      'traffic.phases=[{ name: a, shape: constant, for: 1h, rate: 60/h }, { name: b, shape: closed, for: 10min, users: 2, think: 9s }]';
    expect(trafficText(shippedScenario('kiosk-hour', [phases, 'expect=[]']).traffic)).toBe(
      '60 checkouts and 2 users (about 120 checkouts if each takes a second, 134 at most)',
    );
  });
});
