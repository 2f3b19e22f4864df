import { describe, expect, it } from 'vitest';
import { createChance, type Chance } from './chance.ts';
import type { FaultRule } from './plan.ts';
import type { NumberForm, ValueForms } from './value-form.ts';

const amount: NumberForm = {
  form: 'minorUnits',
  key: 'by',
  least: -9,
  most: 9,
  usual: [-2, 2],
  notZero: true,
  description: 'By how much.',
};
const forms: ValueForms = {
  byMinorUnits: amount,
  byMs: { ...amount, form: 'duration', notZero: false, least: 0, usual: [10, 13] },
};

describe('a number', () => {
  it('is each of the whole numbers between the bounds, both included, one draw as likely as another', () => {
    const drawn = tenths().map((draw) => chanceOf(draw).number('byMs'));
    expect(drawn).toEqual([10, 10, 10, 11, 11, 12, 12, 12, 13, 13]);
  });

  it('is never zero where zero would be no fault', () => {
    expect(tenths().map((draw) => chanceOf(draw).number('byMinorUnits'))).toEqual([-2, -2, -2, -1, -1, 1, 1, 1, 2, 2]);
    expect(chanceOf(0.999, { byMinorUnits: [-1, 0] }).number('byMinorUnits')).toBe(-1);
    expect(chanceOf(0, { byMinorUnits: [0, 1] }).number('byMinorUnits')).toBe(1);
  });

  it('keeps to the bounds of the rule instead of the usual ones', () => {
    expect([0, 0.999].map((draw) => chanceOf(draw, { byMs: [500, 900] }).number('byMs'))).toEqual([500, 900]);
    expect([0, 0.999].map((draw) => chanceOf(draw, { byMs: [77, 77] }).number('byMs'))).toEqual([77, 77]);
  });

  it('has no bounds in a kind that knows no such number', () => {
    expect(() => chanceOf(0).number('lines')).toThrow(new RangeError('lines is no number'));
  });
});

describe('a word', () => {
  it('is one of those that the rule gives, and else one of all', () => {
    const words = ['soft', 'hard'] as const;
    expect([0, 0.6].map((draw) => chanceOf(draw).word('decline', words))).toEqual(['soft', 'hard']);
    expect(chanceOf(0.6, { decline: 'soft' }).word('decline', words)).toBe('soft');
    expect(chanceOf(0.6, { decline: ['hard', 'soft'] }).word('decline', words)).toBe('hard');
  });

  it('may be a text of the rule that the kind does not know', () => {
    expect(chanceOf(0, { code: 'no_luck' }).text('code', ['expired_card'])).toBe('no_luck');
    expect(chanceOf(0).text('code', ['expired_card'])).toBe('expired_card');
  });
});

describe('a service', () => {
  it('is the one that the rule is aimed at, and else drawn', () => {
    expect(chanceOf(0.9).service(['wallet', 'ledger'])).toBe('ledger');
    expect(chanceOf(0.9, {}, { on: 'wallet' }).service(['wallet', 'ledger'])).toBe('wallet');
  });

  it('may be several, those that the rule names', () => {
    expect(chanceOf(0, { and: ['psp', 'bank'] }).services('and', ['bank', 'wallet', 'psp'])).toEqual(['bank', 'psp']);
    expect(chanceOf(0, { and: 'psp' }).services('and', ['bank', 'psp'])).toEqual(['psp']);
    expect(chanceOf(0).services('and', ['bank', 'psp'])).toBeUndefined();
  });
});

describe('a yes or no', () => {
  it('is what the rule says, and else heads or tails', () => {
    expect([0.4, 0.6].map((draw) => chanceOf(draw).flag('oneWay'))).toEqual([true, false]);
    expect([0.4, 0.6].map((draw) => chanceOf(draw, { oneWay: false }).flag('oneWay'))).toEqual([false, false]);
  });
});

function tenths(): number[] {
  return Array.from({ length: 10 }, (_, tenth) => tenth / 10);
}

function chanceOf(drawn: number, values: FaultRule['values'] = {}, target: FaultRule['target'] = {}): Chance {
  const rule: FaultRule = { kind: 'network.drop', target, values, window: { from: 0, to: 1 }, budget: 1 };
  return createChance(() => drawn, forms, rule);
}
