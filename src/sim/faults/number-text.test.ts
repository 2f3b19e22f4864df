import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberText } from './number-text.ts';
import type { NumberForm } from './value-form.ts';

const either: NumberForm = {
  form: 'duration',
  key: 'step',
  least: -300_000,
  most: 300_000,
  usual: [-1, 1],
  description: 'To either side.',
};
const days: NumberForm = { ...either, form: 'days', least: -30, most: 30 };
const amount: NumberForm = { ...either, form: 'minorUnits', least: -1_000, most: 1_000 };
const count: NumberForm = { ...either, form: 'count', least: 1, most: 9 };

describe('a number of a fault', () => {
  it.each([
    ['250ms', either, 250],
    ['-1.5s', either, -1_500],
    ['-0ms', either, 0],
    ['-2d', days, -2],
    ['48h', days, 2],
    ['-250', amount, -250],
    ['9', count, 9],
  ])('%s is read in the unit of its form', (text, form, value) => {
    expect(numberText(form).parse(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['6min', either, 'a duration from -5min to 5min'],
    ['--5s', either, 'a duration from -5min to 5min'],
    ['36h', days, 'whole days from -30d to 30d'],
    ['2.50', amount, 'a whole number of minor units from -1000 to 1000'],
    ['0', count, 'a whole number from 1 to 9'],
    ['', count, 'a whole number from 1 to 9'],
  ])('"%s" is refused where it does not fit', (text, form, expected) => {
    expect(numberText(form).parse(text)).toEqual({ ok: false, expected });
  });

  it('is told which unit it lacks', () => {
    expect(numberText(either).parse('-5')).toMatchObject({ hint: 'give it a unit: 5ms, 5s, 5min, 5h or 5d' });
  });

  it('comes back from the text that was written for it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(either, days, amount, count),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (form, share) => {
          const value = form.least + Math.round(share * (form.most - form.least));
          const { parse, write } = numberText(form);
          expect(parse(write(value))).toEqual({ ok: true, value });
        },
      ),
    );
  });
});
