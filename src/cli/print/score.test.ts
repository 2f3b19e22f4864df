import { expect, it } from 'vitest';
import { scoreLines } from './score.ts';

const plain = (_: string, text: string): string => text;

it('the score of reconciliation is a table by kind of fault, with the money that was at stake', () => {
  const missing = {
    kind: 'settlement.line-missing',
    injected: 3,
    found: 2,
    missed: 1,
    harmless: 0,
    real: 0,
    falsely: 0,
    money: { EUR: 12_345, JPY: 500 },
    undetected: { EUR: 45 },
    longestMs: 60_000,
    nights: { '2026-03-02': { injected: 3, found: 2, harmless: 0 } },
  };
  const drift = {
    ...missing,
    kind: 'settlement.fee-drift',
    injected: 3,
    found: 1,
    missed: 0,
    harmless: 2,
    falsely: 2,
    money: { EUR: 0 },
  };
  expect(scoreLines([missing, drift], plain)).toEqual([
    '',
    'Reconciliation score       injected  found  missed  harmless  falsely                   money',
    '  settlement.line-missing         3      2       1         0        0  123.45 EUR and 500 JPY',
    '  settlement.fee-drift            3      1       0         2        2',
  ]);
  expect(scoreLines([missing, { ...drift, real: 12 }], plain).slice(1)).toEqual([
    'Reconciliation score       injected  found  missed  harmless  real  falsely                   money',
    '  settlement.line-missing         3      2       1         0     0        0  123.45 EUR and 500 JPY',
    '  settlement.fee-drift            3      1       0         2    12        2',
  ]);
});

it('nothing injected is no score', () => {
  expect(scoreLines([], plain)).toEqual([]);
});
