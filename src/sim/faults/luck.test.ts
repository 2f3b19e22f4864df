import { describe, expect, it } from 'vitest';
import { createDice } from '../kernel/dice.ts';
import { mixedLuck } from './luck.ts';

const dice = createDice('luck');
const sites = Array.from({ length: 4_000 }, (_, n) => dice.once('site', `${n}`));
const rules = Array.from({ length: 6 }, (_, n) => dice.once('rule', `${n}`));

describe('the luck of a rule at a site', () => {
  it('is the same for the same two draws, and from 0 to 1', () => {
    for (const site of [0, 0.25, 0.999_999_999]) {
      const luck = mixedLuck(site, 0.5);
      expect(mixedLuck(site, 0.5)).toBe(luck);
      expect(luck).toBeGreaterThanOrEqual(0);
      expect(luck).toBeLessThan(1);
    }
  });

  it('is below 5 % at about 5 % of the sites, for every rule', () => {
    // The standard deviation is 13.8 of 4,000 sites.
    for (const rule of rules) {
      const hits = sites.filter((site) => mixedLuck(site, rule) < 0.05).length;
      expect(Math.abs(hits - 200)).toBeLessThan(60);
    }
  });

  it('of one rule says nothing about that of another: both are below 20 % at about 4 % of the sites', () => {
    for (const [index, one] of rules.entries()) {
      for (const other of rules.slice(index + 1)) {
        const both = sites.filter((site) => mixedLuck(site, one) < 0.2 && mixedLuck(site, other) < 0.2).length;
        // The standard deviation is 12.4.
        expect(Math.abs(both - 160)).toBeLessThan(60);
      }
    }
  });
});
