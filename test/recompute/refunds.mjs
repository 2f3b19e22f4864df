/** Refunds: the payment service, the executor, the PSP, the wallets and the ledger name the same money, exactly. */
import { comparing, keyed, sum, withoutZeros } from './comparisons.mjs';
import { amountOf, idOf, moved, nameOf, one, orderIdOf, pspReferenceOf, referenceOf } from './evidence.mjs';
import { sellersMoves } from './exchange.mjs';

const keyOf = ({ key }) => key;
const refundedAtOf = ({ refundedAt }) => refundedAt;

export function compareRefunds(evidence) {
  const { currency, refunds, refundOrders, pspRefunds, debits } = evidence;
  const { each, comparisons } = comparing(currency);
  const posted = refunds.filter(({ status }) => status === 'posted');
  const executed = refundOrders.filter(({ status }) => status === 'refunded');
  const paid = pspRefunds.filter(({ status }) => status === 'refunded');
  const ofLedger = moved(evidence, 'refundPaid', 'psp:receivable', 'refund:clearing');
  const { takenBack, sharesBack } = sellersMoves(evidence);
  const givenBack = moved(evidence, 'refund', 'refund:clearing', 'platform_fee');

  each('refunded of', {
    PSP: keyed(paid, idOf, amountOf),
    executor: keyed(executed, idOf, amountOf),
    'payment service': keyed(posted, idOf, amountOf),
    ledger: keyed(ofLedger, nameOf, amountOf),
    'its parts': keyed([...sharesBack, ...givenBack], nameOf, amountOf),
  });
  each('PSP reference of', {
    PSP: keyed(paid, idOf, referenceOf),
    executor: keyed(executed, idOf, pspReferenceOf),
    'payment service': keyed(posted, idOf, pspReferenceOf),
    ledger: keyed(ofLedger, nameOf, pspReferenceOf),
  });
  each('time of', {
    PSP: keyed(paid, idOf, refundedAtOf),
    executor: keyed(executed, idOf, refundedAtOf),
    'payment service': keyed(posted, idOf, refundedAtOf),
  });
  each('order of', {
    PSP: keyed(paid, idOf, orderIdOf),
    executor: keyed(executed, idOf, orderIdOf),
    'payment service': keyed(posted, idOf, orderIdOf),
    ledger: keyed(ofLedger, nameOf, orderIdOf),
  });
  each('amount asked back for', {
    'payment service': keyed(refunds.filter(wasReserved), idOf, amountOf),
    executor: keyed(refundOrders, idOf, amountOf),
  });
  each('debit of', {
    wallet: withoutZeros(keyed(debits, idOf, amountOf)),
    ledger: keyed(takenBack, nameOf, amountOf),
  });
  compareLimits(evidence, each);
  compareFullRefunds(evidence, each);
  return comparisons;
}

/** What is reserved for an order, and what the PSP has paid back of a charge, is what its refunds add up to. */
function compareLimits({ captured, refunds, refundBalances, pspRefunds, refundTotals }, each) {
  const standing = refunds.filter(({ status }) => status !== 'refused');
  const reserved = refunds.filter(wasReserved);
  const paid = pspRefunds.filter(({ status }) => status === 'refunded');
  const versionOf = ({ version }) => version;
  each('reserved of', {
    'payment service': withoutZeros(keyed(refundBalances, idOf, (held) => held.reserved)),
    'its refunds': keyed(standing, orderIdOf, amountOf),
  });
  each('changes to what is reserved of', {
    'payment service': keyed(refundBalances, idOf, versionOf),
    // A refund that the PSP refuses is taken out again.
    'its refunds': keyed(reserved, orderIdOf, ({ status }) => (status === 'refused' ? 2 : 1)),
  });
  each('reserved before', {
    'payment service': keyed(standing, idOf, ({ before }) => before),
    'its refunds': new Map(standing.map((refund) => [refund.id, reservedBefore(refund, refunds)])),
  });
  each('paid back of', {
    PSP: keyed(refundTotals, idOf, ({ refunded }) => refunded),
    'its refunds': keyed(paid, keyOf, amountOf),
  });
  each('refunds of', {
    PSP: keyed(refundTotals, idOf, versionOf),
    'its refunds': keyed(paid, keyOf, one),
  });
  const limit = keyed(captured, idOf, amountOf);
  const exceeding = refundTotals.filter(({ id, refunded }) => refunded > (limit.get(id) ?? 0));
  each('more than was captured is paid back of', {
    PSP: keyed(exceeding, idOf, ({ refunded }) => refunded),
    'its charge': new Map(exceeding.map(({ id }) => [id, limit.get(id)])),
  });
}

/** What is given back in full takes back all of the seller's part, however many refunds it took. */
function compareFullRefunds(evidence, each) {
  const paidBack = keyed(
    evidence.pspRefunds.filter(({ status }) => status === 'refunded'),
    orderIdOf,
    amountOf,
  );
  const inFull = new Set(
    evidence.captured.filter(({ orderId, amount }) => paidBack.get(orderId) === amount).map(orderIdOf),
  );
  const ofThese = ({ orderId }) => inFull.has(orderId);
  each("seller's part, given back in full, of", {
    credit: withoutZeros(
      keyed(
        evidence.credits.filter(({ id }) => inFull.has(id)),
        idOf,
        amountOf,
      ),
    ),
    debits: withoutZeros(keyed(evidence.debits.filter(ofThese), orderIdOf, amountOf)),
  });
}

/** One that exceeded its order was refused before anything was reserved. */
function wasReserved({ status, reason }) {
  return status !== 'refused' || reason !== 'refund_exceeds_order';
}

/**
 * What the refunds of the order before this one add up to. They are told apart by how much was reserved before each; where
 * the PSP refused one, its reservation came and went at times that no record tells, and it may be what any of them add up to.
 */
function reservedBefore({ id, orderId, before }, refunds) {
  const others = refunds.filter((other) => other.orderId === orderId && other.id !== id && wasReserved(other));
  if (others.some(({ status }) => status === 'refused') && sumsOf(others).has(before)) return before;
  return sum(
    others.filter((other) => other.before < before),
    amountOf,
  );
}

/** What any of the records may add up to, none and all among them. */
function sumsOf(records) {
  const sums = new Set([0]);
  for (const { amount } of records) for (const without of [...sums]) sums.add(without + amount);
  return sums;
}
