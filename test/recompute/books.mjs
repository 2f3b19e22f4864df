/** Orders, sellers and the platform: exact to the minor unit, whatever has gone wrong around them. */
import { comparing, keyed, sum, withoutZeros } from './comparisons.mjs';
import { amountOf, balance, idOf, moved, one, orderIdOf, pspReferenceOf, referenceOf } from './evidence.mjs';

const payableTo = 'seller:payable:pending/';

/** The checkout, the executor, the PSP and the ledger name the same orders and the same money. */
export function compareOrders(evidence) {
  const { currency, events, progress, orders, charges, captured } = evidence;
  const { each, comparisons } = comparing(currency);
  const charged = orders.filter(({ status }) => status === 'captured');
  const paid = progress.filter(({ status }) => status === 'posted');
  const captures = moved(evidence, 'capture', 'customer:clearing', 'psp:receivable');

  const asked = keyed(orders, idOf, amountOf);
  each('amount of', { 'payment service': keyed(progress, idOf, amountOf), executor: asked });
  each('captured of', {
    PSP: keyed(captured, orderIdOf, amountOf),
    executor: keyed(charged, idOf, amountOf),
    'payment service': keyed(paid, idOf, amountOf),
    ledger: keyed(captures, orderIdOf, amountOf),
  });
  each('PSP reference of', {
    PSP: keyed(captured, orderIdOf, referenceOf),
    executor: keyed(charged, idOf, pspReferenceOf),
    'payment service': keyed(paid, idOf, pspReferenceOf),
    ledger: keyed(captures, orderIdOf, pspReferenceOf),
  });
  each('authorised of', {
    PSP: keyed(captured, referenceOf, amountOf),
    issuer: keyed(captured, referenceOf, ({ authorised }) => authorised),
  });
  each('amount asked of the PSP for', {
    PSP: keyed(charges, idOf, amountOf),
    executor: new Map(charges.map(({ id, orderId }) => [id, asked.get(orderId)])),
  });
  each('total of', {
    'payment event': keyed(events, idOf, (event) => event.total),
    'its orders': keyed(progress, ({ checkoutId }) => checkoutId, amountOf),
  });
  return comparisons;
}

/** What was captured is divided between seller and platform, refunds take from both, and wallets hold what is owed. */
export function compareSellers(evidence) {
  const { currency, wallets, credits, debits, captured, pspRefunds } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const sold = moved(evidence, 'allocate', payableTo, 'customer:clearing');
  const kept = moved(evidence, 'allocate', 'platform_fee', 'customer:clearing');
  const takenBack = moved(evidence, 'refund', 'refund:clearing', payableTo);
  const givenBack = moved(evidence, 'refund', 'refund:clearing', 'platform_fee');
  const refunded = pspRefunds.filter(({ status }) => status === 'refunded');
  const seller = (account) => `${account.slice(payableTo.length)}:${currency}`;
  const walletIdOf = ({ walletId }) => walletId;

  total('sellers are owed', {
    wallets: sum(wallets, (wallet) => wallet.balance),
    'credits less debits': sum(credits, amountOf) - sum(debits, amountOf),
    ledger: sum(sold, amountOf) - sum(takenBack, amountOf),
    'its balance': 0 - balance(evidence, 'seller:payable:pending'),
  });
  total('sellers and platform', {
    'payable and platform fee': sum([...sold, ...kept], amountOf) - sum([...takenBack, ...givenBack], amountOf),
    'captured less refunded': sum(captured, amountOf) - sum(refunded, amountOf),
    'less what is in clearing':
      sum(captured, amountOf) -
      sum(refunded, amountOf) +
      balance(evidence, 'customer:clearing') +
      balance(evidence, 'refund:clearing'),
  });
  each('wallet', {
    balance: withoutZeros(keyed(wallets, idOf, (wallet) => wallet.balance)),
    'credits less debits': withoutZeros(keyed([...credits, ...debits.map(negative)], walletIdOf, amountOf)),
    ledger: withoutZeros(
      keyed(
        [...sold, ...takenBack.map(negative)],
        ({ kind, from, to }) => seller(kind === 'refund' ? to : from),
        amountOf,
      ),
    ),
  });
  each('number of changes to', {
    wallet: keyed(wallets, idOf, ({ version }) => version),
    'credits and debits': keyed([...credits, ...debits], walletIdOf, one),
  });
  each('credit of', {
    wallet: withoutZeros(keyed(credits, idOf, amountOf)),
    ledger: keyed(sold, orderIdOf, amountOf),
  });
  each('parts of', {
    ledger: keyed([...sold, ...kept], orderIdOf, amountOf),
    PSP: keyed(captured, orderIdOf, amountOf),
  });
  return comparisons;
}

function negative(record) {
  return { ...record, amount: 0 - record.amount };
}
