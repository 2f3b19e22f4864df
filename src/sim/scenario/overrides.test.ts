import { describe, expect, it } from 'vitest';
import { applyOverrides, checkoutsOverride, seedOverride, setOverride } from './overrides.ts';
import { formatProblem } from './problem.ts';

describe('overrides', () => {
  it('replace a value, or add a key with all that leads to it', () => {
    const value = { name: 'x', psp: { cutOff: '21:00' } };
    const { value: changed } = applyOverrides(value, [setOverride('psp.cutOff=20:00'), setOverride('a.b.c=1')]);
    expect(changed).toEqual({ name: 'x', psp: { cutOff: '20:00' }, a: { b: { c: 1 } } });
    expect(value).toEqual({ name: 'x', psp: { cutOff: '21:00' } });
  });

  it('reach into lists by the number of the item, counted from 0', () => {
    const { value } = applyOverrides({ list: [{ a: 1 }, { a: 2 }] }, [setOverride('list.1.a=3')]);
    expect(value).toEqual({ list: [{ a: 1 }, { a: 3 }] });
  });

  it('are read as YAML: numbers, texts, lists, and equals signs in a value', () => {
    const values = ['a=5', 'a=5s', 'a="5"', 'a=[0.30 EUR, 30 JPY]', 'a=', 'a = b=c', 'a=2.9%'];
    expect(values.map((text) => applyOverrides({}, [setOverride(text)]).value)).toEqual([
      { a: 5 },
      { a: '5s' },
      { a: '5' },
      { a: ['0.30 EUR', '30 JPY'] },
      { a: null },
      { a: 'b=c' },
      { a: '2.9%' },
    ]);
  });

  it('of the seed keep it to the letter, and of the checkouts make it a number', () => {
    const { value } = applyOverrides(null, [seedOverride('007'), checkoutsOverride('50')]);
    expect(value).toEqual({ seed: '007', traffic: { checkouts: 50 } });
  });

  it('touch only the copy that they name, where an alias made two of one', () => {
    const shared = { max: '5s' };
    const { value } = applyOverrides({ a: shared, b: shared }, [setOverride('a.max=1s')]);
    expect(value).toEqual({ a: { max: '1s' }, b: { max: '5s' } });
  });

  it('take __proto__ and constructor for keys like any other', () => {
    const { value } = applyOverrides({}, [setOverride('__proto__.polluted=1'), setOverride('constructor.x=1')]);
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['foo', '--set foo\n  expected path=value\n  hint: write it like policies.psp.timeout=5s'],
    ['=5', '--set =5\n  expected path=value\n  hint: write it like policies.psp.timeout=5s'],
    ['a..b=5', '--set a..b=5\n  expected keys with dots between them, such as policies.psp.timeout'],
    ['a=[1', '--set a=[1\n  expected a value that is valid YAML'],
    ['a=*x', '--set a=*x\n  expected a value that is valid YAML'],
    ['name.first=x', '--set name.first=x: name: "day"\n  expected a mapping, for "first" to be in it'],
    ['list.2=x', '--set list.2=x: list: item "2"\n  expected an item of the list: 0, 1'],
    ['list.last=x', '--set list.last=x: list: item "last"\n  expected an item of the list: 0, 1'],
    ['list.0.a=x', '--set list.0.a=x: list.0: 1\n  expected a mapping, for "a" to be in it'],
  ])('--set %s is refused', (text, message) => {
    const { value, problems } = applyOverrides({ name: 'day', list: [1, 2] }, [setOverride(text)]);
    expect(problems.map(formatProblem)).toEqual([message]);
    expect(value).toEqual({ name: 'day', list: [1, 2] });
  });
});
