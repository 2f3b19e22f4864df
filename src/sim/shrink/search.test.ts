import { describe, expect, it } from 'vitest';
import { checkoutId } from '../../domain/ids.ts';
import type { ScriptedFault } from '../faults/plan.ts';
import type { Candidate } from './candidate.ts';
import { search } from './search.ts';

interface Searched {
  /** `3 17 | a b refunds` */
  readonly left: string | undefined;
  readonly asked: readonly string[];
}

interface Answers {
  /** Whether a candidate shows the violation. */
  readonly shows: (candidate: { checkouts: readonly number[]; faults: readonly string[]; refunds: boolean }) => boolean;
  /** The last checkout that comes, and the last fault that fires, before the violation; all when left out. */
  readonly lastCheckout?: number;
  readonly lastFault?: string;
  readonly cause?: string;
}

/** Searches among 8 checkouts and the faults a to f, with refunds. */
function searched(concern: string, { shows, lastCheckout = 8, lastFault = 'f', cause }: Answers): Searched {
  const asked: string[] = [];
  const searching = search(whole, concern);
  let step = searching.next();
  while (step.done !== true) {
    const candidate = step.value;
    asked.push(told(candidate));
    const { checkouts, refunds } = candidate;
    const sites = candidate.faults.map(({ site }) => site);
    const shown = {
      finding: { at: 0, concern, sentence: '', cause },
      came: new Set(checkouts.filter((n) => n <= lastCheckout).map(checkoutId)),
      fired: new Set(sites.filter((site) => site <= lastFault)),
    };
    step = searching.next(shows({ checkouts, refunds, faults: sites }) ? shown : undefined);
  }
  return { left: step.value && told(step.value), asked };
}

const whole: Candidate = {
  checkouts: [1, 2, 3, 4, 5, 6, 7, 8],
  faults: ['a', 'b', 'c', 'd', 'e', 'f'].map((site): ScriptedFault => ({ site, fault: { kind: 'network.drop' } })),
  refunds: true,
};

function told({ checkouts, faults, refunds }: Candidate): string {
  return `${checkouts.join(' ')} | ${faults.map(({ site }) => site).join(' ')}${refunds ? ' refunds' : ''}`;
}

describe('the search for the smallest run', () => {
  it('tries the checkout that it is about alone, and needs nothing else where that is enough', () => {
    const { left, asked } = searched('order-5.2', { shows: ({ checkouts }) => checkouts.includes(5) });
    expect(left).toBe('5 | ');
    // It, without faults; nobody; without refunds; and once more nobody, now that nobody wants money back.
    expect(asked).toEqual(['5 |  refunds', ' |  refunds', '5 | ', ' | ']);
  });

  it('leaves refunds where they are needed', () => {
    const { left } = searched('refund-5.2.1', {
      shows: ({ checkouts, refunds }) => checkouts.includes(5) && refunds,
    });
    expect(left).toBe('5 |  refunds');
  });

  it('finds the faults that it takes', () => {
    const { left } = searched('order-5.2', {
      shows: ({ checkouts, faults }) => checkouts.includes(5) && faults.includes('b') && faults.includes('e'),
    });
    expect(left).toBe('5 | b e');
  });

  it('looks among all checkouts where that one alone is not enough', () => {
    const { left, asked } = searched('order-5.2', {
      shows: ({ checkouts, faults }) => checkouts.includes(2) && checkouts.includes(5) && faults.includes('c'),
    });
    expect(left).toBe('2 5 | c');
    expect(asked.slice(0, 3)).toEqual([
      '5 |  refunds',
      '5 | a b c d e f refunds',
      '1 2 3 4 5 6 7 8 | a b c d e f refunds',
    ]);
  });

  it('where an account is wrong, tries what had the largest part in it', () => {
    const { left, asked } = searched('psp:receivable', {
      shows: ({ checkouts }) => checkouts.includes(7) || checkouts.length > 6,
      cause: 'order-7.1',
    });
    expect(left).toBe('7 | ');
    expect(asked.slice(0, 2)).toEqual(['1 2 3 4 5 6 7 8 | a b c d e f refunds', '7 |  refunds']);
  });

  it('asks no more about what came too late to have a part in it', () => {
    const { left, asked } = searched('psp:receivable', {
      shows: ({ checkouts }) => checkouts.includes(2) && checkouts.includes(3),
      lastCheckout: 3,
      lastFault: 'b',
    });
    expect(left).toBe('2 3 | ');
    expect(asked.slice(1).filter((candidate) => /[4-8]|[c-f] /.test(candidate.replace('refunds', '')))).toEqual([]);
  });

  it('goes round again as long as that helps: with a fault less, one checkout may be enough', () => {
    const { left } = searched('psp:receivable', {
      shows: ({ checkouts, faults }) =>
        faults.includes('a') && checkouts.includes(1) && (checkouts.includes(8) || !faults.includes('f')),
    });
    expect(left).toBe('1 | a');
  });

  it('may find that nobody need come', () => {
    expect(searched('psp/EUR/2026-03-02', { shows: ({ faults }) => faults.includes('d') }).left).toBe(' | d');
  });

  it('finds nothing where not even the whole run shows it', () => {
    expect(searched('order-5.2', { shows: () => false }).left).toBeUndefined();
  });
});
