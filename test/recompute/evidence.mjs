/** What a report folder says about one currency. */
import { keyed, sum } from './comparisons.mjs';

/** With the ledger's postings laid out flat, and the nights' files as they count in the end. */
export function evidenceOf(folder, currency) {
  const here = (records) => records.filter((record) => record.currency === currency);
  const { paymentService, executor, psp, bank, wallet, reconciliation } = folder;
  const postings = folder.ledger.transactions.flatMap(({ postings: moves, ...transaction }) =>
    here(moves).map((posting) => ({ ...transaction, ...posting })),
  );
  const stored = here(folder.stored);
  const last = lastRevisions(stored);
  const lines = last.flatMap((file) => file.lines);
  const refunds = here(paymentService.refunds);
  const charges = here(psp.charges);
  const orders = here(executor.paymentOrders);
  const ofOrders = new Set(orders.map(({ id }) => id));
  return {
    ...{ currency, folder, postings, charges, refunds, orders, stored },
    captured: charges.filter(({ status }) => status === 'captured'),
    events: here(paymentService.paymentEvents),
    progress: here(paymentService.orderProgress),
    captureOrders: here(executor.captureOrders),
    refundBalances: paymentService.refundBalances.filter(({ id }) => ofOrders.has(id)),
    refundOrders: here(executor.refundOrders),
    pspRefunds: here(psp.pspRefunds),
    refundTotals: psp.refundTotals.filter(({ orderId }) => ofOrders.has(orderId)),
    batches: here(psp.settlementBatches),
    payouts: here(psp.pspPayouts),
    transfers: [...here(bank.bankTransfers), ...here(bank.sellerTransfers).flatMap(bookings)],
    sellerPayouts: here(wallet.sellerPayouts),
    payoutReturns: here(wallet.payoutReturns),
    bankStatements: here(bank.bankStatements),
    wallets: here(wallet.wallets),
    credits: here(wallet.credits),
    debits: here(wallet.debits),
    files: here(reconciliation.files),
    matches: here(reconciliation.matches),
    openItems: here(reconciliation.openItems),
    breaks: here(reconciliation.breaks),
    turns: reconciliation.nightTurns.filter(({ id }) => id.endsWith(`/${currency}`)),
    delivered: here(folder.delivered),
    pspFiles: last.filter(({ source }) => source === 'psp'),
    statements: last.filter(({ source }) => source === 'bank'),
    chargeLines: lines.filter(({ type }) => type === 'charge'),
    refundLines: lines.filter(({ type }) => type === 'refund'),
    payoutLines: lines.filter(({ type }) => type === 'payout'),
    entries: lines.filter(({ type }) => type === 'entry'),
  };
}

/** What a payout to a seller does to the bank account: it leaves it, and it may come back. */
function bookings(transfer) {
  const { id, amount, status, returnedAt } = transfer;
  if (status === 'inTransit') return [];
  const sent = { ...transfer, amount: 0 - amount };
  const returned = { ...transfer, id: `return-${id}`, bookedAt: returnedAt, valueDate: transfer.returnValueDate };
  return returnedAt === undefined ? [sent] : [sent, returned];
}

/** A corrected file takes the place of the one that was wrong. Revisions come in order. */
function lastRevisions(stored) {
  return [...new Map(stored.map((file) => [file.id, file])).values()];
}

/** What an account holds: debits minus credits. Owners after a slash are summed together. */
export function balance({ postings }, account) {
  const book = (name) => name.split('/')[0];
  const into = postings.filter(({ to }) => book(to) === account);
  const outOf = postings.filter(({ from }) => book(from) === account);
  return sum(into, amountOf) - sum(outOf, amountOf);
}

/** Postings of a kind from an account, or any owner's of it, to another. */
export function moved({ postings }, kind, from, to) {
  const isOf = (account, name) => (name.endsWith('/') ? account.startsWith(name) : account === name);
  return postings.filter((posting) => posting.kind === kind && isOf(posting.from, from) && isOf(posting.to, to));
}

/** What a transaction is named after: the refund of `refundPaid/refund-17.2.1`. */
export function nameOf({ id }) {
  return id.slice(id.indexOf('/') + 1);
}

/** What the ledger holds of everything that files list, by the PSP's reference. */
export function postedOf(evidence) {
  return {
    charge: keyed(moved(evidence, 'capture', 'customer:clearing', 'psp:receivable'), pspReferenceOf, amountOf),
    refund: keyed(moved(evidence, 'refundPaid', 'psp:receivable', 'refund:clearing'), pspReferenceOf, amountOf),
    fee: keyed(moved(evidence, 'pspFee', 'psp:receivable', 'psp_fee'), pspReferenceOf, amountOf),
    payout: keyed(moved(evidence, 'payout', 'psp:receivable', 'psp:in_transit'), nameOf, amountOf),
    cash: new Map([
      ...keyed(moved(evidence, 'cash', 'psp:in_transit', 'bank:cash'), nameOf, amountOf),
      ...keyed(moved(evidence, 'cashOut', 'bank:cash', 'payout:clearing'), nameOf, ({ amount }) => 0 - amount),
      ...keyed(moved(evidence, 'cashReturned', 'payout:clearing', 'bank:cash'), nameOf, amountOf),
    ]),
  };
}

export const amountOf = ({ amount }) => amount;
export const idOf = ({ id }) => id;
export const referenceOf = ({ reference }) => reference;
export const orderIdOf = ({ orderId }) => orderId;
export const pspReferenceOf = ({ pspReference }) => pspReference;
export const one = () => 1;
