/** Orders, sellers and the platform: exact to the minor unit, whatever has gone wrong around them. */
import { comparing, keyed, sum, withoutZeros } from './comparisons.mjs';
import { amountOf, balance, idOf, moved, nameOf, one, orderIdOf, pspReferenceOf, referenceOf } from './evidence.mjs';
import { sellersMoves } from './exchange.mjs';

const payableTo = 'seller:payable:pending/';

/** The checkout, the executor, the PSP and the ledger name the same orders and the same money. */
export function compareOrders(evidence) {
  const { currency, events, progress, orders, captureOrders, charges, captured } = evidence;
  const { each, comparisons } = comparing(currency);
  const isCaptured = ({ status }) => status === 'captured';
  const charged = [...orders, ...captureOrders].filter(isCaptured);
  const ofCaptured = new Set(captured.map(orderIdOf));
  const named = orders.filter(({ id, status }) => status === 'captured' || ofCaptured.has(id));
  const paid = progress.filter(({ status }) => status === 'posted');
  const captures = moved(evidence, 'capture', 'customer:clearing', 'psp:receivable');

  const asked = keyed(orders, idOf, amountOf);
  each('amount of', { 'payment service': keyed(progress, idOf, orderedAmountOf), executor: asked });
  each('dispatched of', {
    'payment service': keyed(progress.filter(isDispatched), idOf, amountOf),
    executor: keyed(captureOrders, idOf, amountOf),
  });
  each('captured of', {
    PSP: keyed(captured, orderIdOf, amountOf),
    executor: keyed(charged, idOf, amountOf),
    'payment service': keyed(paid, idOf, amountOf),
    ledger: keyed(captures, orderIdOf, amountOf),
  });
  each('PSP reference of', {
    PSP: keyed(captured, orderIdOf, referenceOf),
    executor: keyed(named, idOf, pspReferenceOf),
    'payment service': keyed(paid, idOf, pspReferenceOf),
    ledger: keyed(captures, orderIdOf, pspReferenceOf),
  });
  each('authorised of', {
    PSP: keyed(captured, referenceOf, askedAmountOf),
    issuer: keyed(captured, referenceOf, ({ authorised }) => authorised),
  });
  each('more than was authorised is captured of', {
    PSP: keyed(captured, referenceOf, ({ amount, authorised }) => Math.max(0, amount - authorised)),
    agreed: keyed(captured, referenceOf, () => 0),
  });
  each('amount asked of the PSP for', {
    PSP: keyed(charges, idOf, askedAmountOf),
    executor: new Map(charges.map(({ id, orderId }) => [id, asked.get(orderId)])),
  });
  each('total of', {
    'payment event': keyed(events, idOf, (event) => event.total),
    'its orders': keyed(progress, ({ checkoutId }) => checkoutId, orderedAmountOf),
  });
  return comparisons;
}

function isDispatched({ authorised }) {
  return authorised !== undefined;
}

/** Of a dispatched order, the amount is what was dispatched. */
function orderedAmountOf({ amount, authorised = amount }) {
  return authorised;
}

/** Of a charge that was authorised first, the amount is what was captured. */
function askedAmountOf({ amount, authorised, authorisedAt }) {
  return authorisedAt === undefined ? amount : authorised;
}

/** What was captured is divided between seller and platform, refunds take from both, and wallets hold what is owed. */
export function compareSellers(evidence) {
  const { currency, wallets, credits, debits, sellerPayouts, payoutReturns, captured, pspRefunds } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const { sold, takenBack, shares, sharesBack } = sellersMoves(evidence);
  const kept = moved(evidence, 'allocate', 'platform_fee', 'customer:clearing');
  const givenBack = moved(evidence, 'refund', 'refund:clearing', 'platform_fee');
  const paidOut = moved(evidence, 'sellerPayout', 'seller:payable:available/', payableTo);
  const cameBack = moved(evidence, 'sellerReturn', payableTo, 'seller:payable:available/');
  const changes = [...credits, ...payoutReturns, ...[...debits, ...sellerPayouts].map(negative)];
  const refunded = pspRefunds.filter(({ status }) => status === 'refunded');
  const seller = (account) => `${account.slice(payableTo.length)}:${currency}`;
  const walletIdOf = ({ walletId }) => walletId;

  total('sellers are owed', {
    wallets: sum(wallets, (wallet) => wallet.balance),
    'credits less debits and payouts': sum(changes, amountOf),
    ledger: sum([...sold, ...cameBack], amountOf) - sum([...takenBack, ...paidOut], amountOf),
    'its balance': 0 - balance(evidence, 'seller:payable:pending'),
  });
  total('sellers and platform', {
    'payable and platform fee': sum([...shares, ...kept], amountOf) - sum([...sharesBack, ...givenBack], amountOf),
    'captured less refunded': sum(captured, amountOf) - sum(refunded, amountOf),
    'less what is in clearing':
      sum(captured, amountOf) -
      sum(refunded, amountOf) +
      balance(evidence, 'customer:clearing') +
      balance(evidence, 'refund:clearing'),
  });
  each('wallet', {
    balance: withoutZeros(keyed(wallets, idOf, (wallet) => wallet.balance)),
    'credits less debits and payouts': withoutZeros(keyed(changes, walletIdOf, amountOf)),
    ledger: withoutZeros(
      keyed(
        [...sold, ...cameBack, ...[...takenBack, ...paidOut].map(negative)],
        ({ from, to }) => seller(from.startsWith(payableTo) ? from : to),
        amountOf,
      ),
    ),
  });
  each('number of changes to', {
    wallet: keyed(wallets, idOf, ({ version }) => version),
    'credits, debits and payouts': keyed(changes, walletIdOf, one),
  });
  comparePaid(evidence, { paidOut, cameBack }, each);
  each('credit of', {
    wallet: withoutZeros(keyed(credits, idOf, amountOf)),
    ledger: keyed(sold, orderIdOf, amountOf),
  });
  each('parts of', {
    ledger: keyed([...shares, ...kept], orderIdOf, amountOf),
    PSP: keyed(captured, orderIdOf, amountOf),
  });
  return comparisons;
}

/** Each payout to a seller, and each return of one, is the same for the wallet, the ledger and the bank. */
function comparePaid({ sellerPayouts, payoutReturns, transfers }, { paidOut, cameBack }, each) {
  const isReturn = ({ id }) => id.startsWith('return-');
  const toSellers = transfers.filter(({ sellerId }) => sellerId !== undefined);
  each('payout', {
    wallet: keyed(sellerPayouts, idOf, amountOf),
    ledger: keyed(paidOut, nameOf, amountOf),
    bank: keyed(toSellers.filter((transfer) => !isReturn(transfer)).map(negative), idOf, amountOf),
  });
  each('return of', {
    wallet: keyed(payoutReturns, ({ id }) => `return-${id}`, amountOf),
    ledger: keyed(cameBack, (posting) => `return-${nameOf(posting)}`, amountOf),
    bank: keyed(toSellers.filter(isReturn), idOf, amountOf),
  });
}

function negative(record) {
  return { ...record, amount: 0 - record.amount };
}
