/** The bank's statements against its own books and the ledger's cash. They tie exactly, but for what open breaks say. */
import { comparing, keyed, sum } from './comparisons.mjs';
import { amountOf, balance, moved, postedOf, referenceOf } from './evidence.mjs';

export function compareCash(evidence) {
  const { currency, entries, transfers, bankStatements, statements } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const { payout, cash } = postedOf(evidence);
  const stated = keyed(entries, referenceOf, amountOf);
  const disputes = disputesOf(evidence);
  const shownBy = bankStatements.flatMap(({ date, transfers: shown }) => shown.map((id) => [id, date]));
  const shown = new Map(shownBy);
  const undisputed = ({ id, reference = id }) => !disputes.has(reference);

  each('cash of', {
    statements: stated,
    'ledger and open breaks': new Map(
      [...cash].map(([id, amount]) => [id, amount + offBy(id, amount, stated, disputes)]),
    ),
  });
  each('entry', {
    statements: keyed(entries.filter(undisputed), referenceOf, amountOf),
    bank: keyed(
      transfers.filter(({ id }) => shown.has(id) && !disputes.has(id)),
      ({ id }) => id,
      amountOf,
    ),
  });
  each('statement of', { statements: keyed(entries, referenceOf, ({ date }) => date), bank: shown });
  const booked = new Map(transfers.map((transfer) => [transfer.id, transfer]));
  each('booking of', {
    statements: keyed(entries, referenceOf, ({ at }) => at),
    bank: new Map([...shown.keys()].map((id) => [id, booked.get(id)?.bookedAt])),
  });
  each('value date of', {
    statements: keyed(entries, referenceOf, ({ valueDate }) => valueDate),
    bank: new Map([...shown.keys()].map((id) => [id, booked.get(id)?.valueDate])),
  });

  const all = (values) => sum([...values.values()], Number);
  const offs = new Map([...cash].map(([id, amount]) => [id, offBy(id, amount, stated, disputes)]));
  const inBreaks = all(offs);
  const toSellers = (values) => new Map([...values].filter(([id]) => /^(return-)?payout-seller-/.test(id)));
  const fromPsp = (values) => new Map([...values].filter(([id]) => !toSellers(values).has(id)));
  const made = sum(moved(evidence, 'sellerPayout', 'payout:clearing', 'seller:payable:available/'), amountOf);
  const back = sum(moved(evidence, 'sellerReturn', 'seller:payable:available/', 'payout:clearing'), amountOf);
  total('cash', {
    ledger: balance(evidence, 'bank:cash'),
    'last statement and breaks': (statements.at(-1)?.closing ?? 0) - gapsOf(statements) - inBreaks,
  });
  total('in transit', {
    ledger: balance(evidence, 'psp:in_transit'),
    'advised and not stated': all(payout) - all(fromPsp(stated)) + all(fromPsp(offs)),
  });
  total('on its way to sellers', {
    ledger: balance(evidence, 'payout:clearing'),
    'made and not stated': back - made - all(toSellers(stated)) + all(toSellers(offs)),
  });
  return comparisons;
}

/** What the open breaks about each payout say: by how much the bank shows more than was advised, or shows it again. */
function disputesOf({ breaks }) {
  const kinds = new Set(['amountDiffers', 'listedTwice']);
  const open = breaks.filter(({ source, status, kind }) => source === 'bank' && status === 'open' && kinds.has(kind));
  return keyed(open, referenceOf, amountOf);
}

/** A break may say what the bank shows more than was advised although all that the bank shows is posted. */
function offBy(id, cashed, stated, disputes) {
  return stated.get(id) === cashed ? 0 : (disputes.get(id) ?? 0);
}

/** A statement may have been made before the one before it was corrected. */
function gapsOf(statements) {
  return sum(statements, ({ opening }, index) => opening - (statements[index - 1]?.closing ?? 0));
}
