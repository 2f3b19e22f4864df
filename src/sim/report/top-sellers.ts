/** The sellers who earned the most, per currency. */
import type { WalletRecord } from '../../domain/records.ts';
import type { World } from '../world.ts';
import type { Report } from './report.ts';

export const MOST_IN_A_CURRENCY = 10;

export function topSellers(world: World): Report['topSellers'] {
  const byCurrency = new Map<string, WalletRecord[]>();
  for (const wallet of world.database('wallet').table('wallets').all()) {
    const wallets = byCurrency.get(wallet.currency);
    if (wallets === undefined) byCurrency.set(wallet.currency, [wallet]);
    else wallets.push(wallet);
  }
  const orders = new Map<string, number>();
  for (const { walletId } of world.database('wallet').table('credits').all())
    orders.set(walletId, (orders.get(walletId) ?? 0) + 1);
  return [...byCurrency.keys()].sort().flatMap((currency) =>
    (byCurrency.get(currency) ?? [])
      .sort((a, b) => b.balance - a.balance || (a.id < b.id ? -1 : 1))
      .slice(0, MOST_IN_A_CURRENCY)
      .map(({ id, sellerId, balance }) => ({
        sellerId,
        name: world.catalogue.sellerName(sellerId),
        currency,
        balance,
        orders: orders.get(id) ?? 0,
      })),
  );
}
