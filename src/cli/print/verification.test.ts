import { expect, it } from 'vitest';
import { verificationLines } from './verification.ts';

const plain = (_: string, text: string): string => text;

it('a run that is the same every time says so, and what was compared', () => {
  const verification = { deterministic: true, events: 12_345, facts: 6_789, traceHash: 'f1a4c110c67a800e' } as const;
  expect(verificationLines(verification, 'UTC', plain)).toEqual([
    'deterministic: 12,345 events, trace f1a4c110c67a800e; 6,789 messages, commits and faults compared one by one',
  ]);
});

it('two runs that differ show where first, in words, by the wall clock of the scenario', () => {
  const verification = {
    deterministic: false,
    fact: 1_235,
    at: Date.parse('2026-03-02T09:00:14.192Z'),
    one: 'your order is accepted',
    other: 'nothing',
    detail: 'at: 1 and 2',
  } as const;
  expect(verificationLines(verification, 'Europe/Amsterdam', plain)).toEqual([
    'not deterministic: two runs of the same scenario and seed differ at 2026-03-02 10:00:14.192 +01:00 (Europe/Amsterdam), after 1,234 events that are the same',
    '  one run    your order is accepted',
    '  the other  nothing',
    '  differ in  at: 1 and 2',
    '  this is a mistake of ours, please report it with the command',
  ]);
});

it('two runs that differ in the end alone say that', () => {
  const verification = { deterministic: false, fact: 9, at: undefined, one: 'trace a', other: 'trace b' } as const;
  expect(verificationLines(verification, 'UTC', plain).slice(0, 3)).toEqual([
    'not deterministic: two runs of the same scenario and seed differ in the end',
    '  one run    trace a',
    '  the other  trace b',
  ]);
});
