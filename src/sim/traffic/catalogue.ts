/** Who buys, who sells and what: names drawn once per run, for stories and reports. No decision depends on them. */
import type { Faker } from '@faker-js/faker';
import { faker as ready } from '@faker-js/faker/locale/en';
import { buyerId, sellerId, type BuyerId, type SellerId } from '../../domain/ids.ts';
import type { Dice } from '../kernel/dice.ts';

export interface Catalogue {
  readonly sellers: readonly Seller[];
  buyerName(id: BuyerId): string;
  sellerName(id: SellerId): string;
}

export interface Seller {
  readonly id: SellerId;
  readonly name: string;
  readonly products: readonly Product[];
}

export interface Product {
  readonly name: string;
  /** Where its price lies between the lowest and the highest of a currency: 0 to 1. */
  readonly level: number;
}

const PRODUCTS_EACH = 5;
const BUYER_NAMES = 400;

/**
 * Reached by way of the instance that is ready made, from which nothing is drawn: the front door of the package reads
 * seventy languages before it opens, which takes longer than a small run.
 */
const EnglishFaker = ready.constructor as typeof Faker;

export function createCatalogue(dice: Dice, sellerCount: number): Catalogue {
  const draw = dice.stream('catalogue', 'names');
  const faker = new EnglishFaker({ locale: ready.rawDefinitions, randomizer: { next: draw, seed: () => undefined } });
  const prices = dice.stream('catalogue', 'prices');
  const sellers = Array.from({ length: sellerCount }, (_, index): Seller => {
    const products = Array.from({ length: PRODUCTS_EACH }, () => ({
      name: faker.commerce.productName(),
      level: prices(),
    }));
    return { id: sellerId(index + 1), name: faker.company.name(), products };
  });
  // Drawn when a name is asked for: most runs tell of no buyer.
  let buyers: readonly string[] | undefined;
  const buyerNames = (): readonly string[] =>
    (buyers ??= Array.from({ length: BUYER_NAMES }, () => faker.person.fullName()));
  const byId = new Map(sellers.map((seller) => [seller.id, seller.name]));

  return {
    sellers,
    sellerName: (id) => byId.get(id) ?? id,
    buyerName: (id) => buyerNames()[Number(id.slice('buyer-'.length)) % BUYER_NAMES] ?? buyerId(1),
  };
}
