import { describe, expect, it } from 'vitest';
import { buyerId, sellerId } from '../../domain/ids.ts';
import { createDice } from '../kernel/dice.ts';
import { createCatalogue } from './catalogue.ts';

describe('a catalogue', () => {
  it('is the same for the same seed, and another one for another', () => {
    const [one, again, other] = ['1', '1', '2'].map((seed) => createCatalogue(createDice(seed), 10));
    expect(again?.sellers).toEqual(one?.sellers);
    expect(other?.sellers).not.toEqual(one?.sellers);
    expect(again?.buyerName(buyerId(17))).toBe(one?.buyerName(buyerId(17)));
  });

  it('has the sellers that are wanted, each with five products and a place for each price', () => {
    const { sellers } = createCatalogue(createDice('1'), 40);
    expect(sellers.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, index) => sellerId(index + 1)));
    for (const { name, products } of sellers) {
      expect(name).not.toBe('');
      expect(products).toHaveLength(5);
      expect(products.every((product) => product.name !== '' && product.level >= 0 && product.level < 1)).toBe(true);
    }
    const levels = new Set(sellers.flatMap(({ products }) => products.map(({ level }) => level)));
    expect(levels.size).toBe(200);
  });

  it('keeps its sellers when there are to be more', () => {
    const dice = createDice('1');
    expect(createCatalogue(dice, 12).sellers.slice(0, 10)).toEqual(createCatalogue(dice, 10).sellers);
  });

  it('knows the names of its sellers and of all buyers', () => {
    const catalogue = createCatalogue(createDice('1'), 3);
    expect(catalogue.sellerName(sellerId(2))).toBe(catalogue.sellers[1]?.name);
    expect(catalogue.sellerName(sellerId(4))).toBe('seller-4');
    for (const n of [1, 400, 401, 1_000_000]) expect(catalogue.buyerName(buyerId(n))).toMatch(/\S+ \S+/);
  });
});
