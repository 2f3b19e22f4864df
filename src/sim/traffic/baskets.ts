/** What a buyer has in the basket: a currency, one or more sellers, a product from each. */
import { buyerId, checkoutId, orderId, type SellerId } from '../../domain/ids.ts';
import type { Basket, BasketOrder } from '../../domain/messages.ts';
import { money, total, type Money } from '../../domain/money.ts';
import type { Dice, Draw } from '../kernel/dice.ts';
import { sampleIndex, weightedTable } from '../sampling.ts';
import type { CurrencyShare, Scenario } from '../scenario/scenario.ts';
import type { Catalogue, Product, Seller } from './catalogue.ts';

/** The basket of the n-th checkout, counted from 1. */
export type Baskets = (n: number) => Basket;

export function createBaskets(scenario: Scenario, catalogue: Catalogue, dice: Dice): Baskets {
  const pickSeller = weightedTable(popularity(scenario.sellers));
  const currencyShares = scenario.currencies.map(({ share }) => share);

  return (n) => {
    const draw = dice.stream('basket', checkoutId(n));
    const buyer = buyerId(1 + Math.floor(draw() * scenario.buyers.count));
    const prices = scenario.currencies[sampleIndex(currencyShares, draw())];
    if (prices === undefined) throw new Error('a scenario without currencies has no baskets');
    const wanted = 1 + sampleIndex(scenario.baskets.sellers, draw());
    const sellers = distinctSellers(catalogue.sellers, wanted, () => pickSeller(draw()));
    const orders = sellers.map((seller, index): BasketOrder => {
      const { product, amount } = purchase(seller, prices, draw);
      return { orderId: orderId(n, index + 1), sellerId: seller.id, product: product.name, amount };
    });
    const sum = total(
      orders.map((order) => order.amount),
      prices.currency,
    );
    return { buyerId: buyer, card: `card-${buyer.slice('buyer-'.length)}`, orders, total: sum };
  };
}

/** Zipf's law: the n-th seller is 1/n as popular as the first. */
function popularity({ count, popularity: shape }: Scenario['sellers']): number[] {
  return Array.from({ length: count }, (_, index) => (shape === 'zipf' ? 1 / (index + 1) : 1));
}

/** Picks until enough different sellers are found; a seller that is already in the basket gives way to the next one. */
function distinctSellers(sellers: readonly Seller[], wanted: number, pick: () => number): Seller[] {
  const chosen = new Map<SellerId, Seller>();
  while (chosen.size < Math.min(wanted, sellers.length)) {
    for (let index = pick(); ; index += 1) {
      const seller = sellers[index % sellers.length];
      if (seller === undefined || chosen.has(seller.id)) continue;
      chosen.set(seller.id, seller);
      break;
    }
  }
  return [...chosen.values()];
}

function purchase(seller: Seller, prices: CurrencyShare, draw: Draw): { product: Product; amount: Money } {
  const product = seller.products[Math.floor(draw() * seller.products.length)];
  if (product === undefined) throw new Error(`${seller.id} sells nothing`);
  const price = prices.lowest + Math.floor(product.level * (prices.highest - prices.lowest + 1));
  return { product, amount: money(price, prices.currency) };
}
