/** Foreign exchange: what a seller's share of a sale in another currency is worth, at the rate that was quoted for the order. */
import { comparing, keyed, sum, withoutZeros } from './comparisons.mjs';
import { amountOf, idOf, moved, nameOf, orderIdOf } from './evidence.mjs';
import { decimalsOf } from './minor-units.mjs';

const payableTo = 'seller:payable:pending/';
const position = 'fx:position';

/** What sellers get and give back in a currency, and their shares of sales and refunds in it; without exchange the same. */
export function sellersMoves(evidence) {
  const sale = (from, to) => moved(evidence, 'allocate', from, to);
  const refund = (from, to) => moved(evidence, 'refund', from, to);
  const [own, ownBack] = [sale(payableTo, 'customer:clearing'), refund('refund:clearing', payableTo)];
  return {
    sold: [...own, ...sale(payableTo, position)],
    takenBack: [...ownBack, ...refund(position, payableTo)],
    shares: [...own, ...sale(position, 'customer:clearing')],
    sharesBack: [...ownBack, ...refund('refund:clearing', position)],
  };
}

/** Each conversion by itself, in the sellers' currency. */
export function compareExchange({ paymentService, ledger, wallet }) {
  const orders = paymentService.orderProgress.filter(({ quote }) => quote !== undefined);
  const quotes = new Map(orders.map(({ id, currency, quote }) => [id, { from: currency, ...quote }]));
  const { each, comparisons } = comparing(orders[0]?.quote.currency ?? '');
  const refunds = paymentService.refunds.filter(({ orderId }) => quotes.has(orderId));
  const postings = ledger.transactions
    .filter(({ orderId }) => quotes.has(orderId))
    .flatMap(({ postings: moves, ...transaction }) => moves.map((move) => ({ ...transaction, ...move })));
  const { sold, takenBack } = sellersMoves({ postings });
  const shares = keyed(moved({ postings }, 'allocate', position, 'customer:clearing'), orderIdOf, amountOf);
  const sharesBack = keyed(moved({ postings }, 'refund', 'refund:clearing', position), nameOf, amountOf);
  const worth = (orderId, amount) => worthOf(amount, quotes.get(orderId));
  const ofThese = (records) => records.filter(({ id, orderId = id }) => quotes.has(orderId));

  each('worth of', {
    'the quoted rate': withoutZeros(new Map([...shares].map(([id, share]) => [id, worth(id, share)]))),
    ledger: keyed(sold, orderIdOf, amountOf),
    wallet: withoutZeros(keyed(ofThese(wallet.credits), idOf, amountOf)),
  });
  each('rate of', {
    refund: keyed(refunds, idOf, ({ quote }) => quote?.rate),
    order: keyed(refunds, idOf, ({ orderId }) => quotes.get(orderId).rate),
  });
  const posted = refunds.filter(({ status }) => status === 'posted');
  const known = posted.flatMap((refund) => {
    const earlier = posted.filter(({ orderId, before }) => orderId === refund.orderId && before < refund.before);
    if (sum(earlier, amountOf) !== refund.before) return [];
    const before = sum(earlier, ({ id }) => sharesBack.get(id) ?? 0);
    const all = before + (sharesBack.get(refund.id) ?? 0);
    return [[refund.id, worth(refund.orderId, all) - worth(refund.orderId, before)]];
  });
  // Where the PSP refused a refund in between, no record tells what was taken to be given back before.
  const isKnown = ({ name }) => known.some(([id]) => id === name);
  const named = (records, name) => records.map((record) => ({ ...record, name: name(record) })).filter(isKnown);
  const byName = ({ name }) => name;
  each('worth taken back of', {
    'the quoted rate': withoutZeros(new Map(known)),
    ledger: keyed(named(takenBack, nameOf), byName, amountOf),
    wallet: withoutZeros(keyed(named(wallet.debits, idOf), byName, amountOf)),
  });
  return comparisons;
}

/** Rounded half to even. A rate is in billionths of a unit of the sellers' currency for one unit of the buyer's. */
function worthOf(amount, { from, currency, rate }) {
  const exact = BigInt(amount) * BigInt(rate);
  const unit = 10n ** BigInt(decimalsOf(from) + 9 - decimalsOf(currency));
  const [whole, rest] = [exact / unit, (exact % unit) * 2n];
  return Number(rest > unit || (rest === unit && whole % 2n === 1n) ? whole + 1n : whole);
}
