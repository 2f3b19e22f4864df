import { expect, it } from 'vitest';
import { withReport } from './verify.ts';

const same = { deterministic: true, events: 10, facts: 8, traceHash: 'aa' } as const;

it('the run that the report is of is a witness, too', () => {
  expect(withReport(same, 'aa')).toBe(same);
  expect(withReport(same, 'bb')).toEqual({
    deterministic: false,
    fact: 8,
    at: undefined,
    one: 'trace bb, while checks and figures were taken',
    other: 'trace aa, without them',
  });
});

it('two runs that differ do so whatever the report says', () => {
  const differ = { deterministic: false, fact: 1, at: 0, one: 'this', other: 'that' } as const;
  expect(withReport(differ, 'aa')).toBe(differ);
});
