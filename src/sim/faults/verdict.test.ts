import { describe, expect, it } from 'vitest';
import { judgeBy, siteName, type Site } from './verdict.ts';

const site: Site = { operation: 'executor→psp ChargeRequested', concern: 'order-17.1', occurrence: 2 };

describe('a site', () => {
  it('is named by operation, concern and occurrence', () => {
    expect(siteName(site)).toBe('executor→psp ChargeRequested order-17.1 #2');
  });
});

describe('a judge', () => {
  it('lets everything pass when there are no rules', () => {
    expect(judgeBy([])(site)).toEqual({ kind: 'pass' });
  });

  it('asks every rule in turn about the site, as long as they let it pass', () => {
    const asked: string[] = [];
    const rule = (name: string) => (about: Site) => {
      asked.push(`${name} about ${siteName(about)}`);
      return { kind: 'pass' } as const;
    };
    expect(judgeBy([rule('first'), rule('second')])(site)).toEqual({ kind: 'pass' });
    expect(asked).toEqual([
      'first about executor→psp ChargeRequested order-17.1 #2',
      'second about executor→psp ChargeRequested order-17.1 #2',
    ]);
  });
});
