/** What report.json says, against what the databases and the files lead to. */
import { comparing, keyed, sum } from './comparisons.mjs';
import { amountOf, balance, one as once } from './evidence.mjs';
import { outdatedBreaks, unnoticedDates } from './lines.mjs';

/** Books, money, nights and sellers of one currency. */
export function compareReport(evidence) {
  const { currency, folder, postings, captured, pspRefunds, progress } = evidence;
  const { one, comparisons } = comparing(currency);
  const books = folder.report.books[currency] ?? {};
  const accounts = new Set([
    ...Object.keys(books),
    ...postings.flatMap(({ from, to }) => [from, to]).map((name) => name.split('/')[0]),
  ]);
  for (const account of accounts) {
    one(`report.json books ${account}`, { report: books[account], postings: balance(evidence, account) });
  }
  one('report.json books, all accounts', { report: sum(Object.values(books), Number), 'double entry': 0 });

  const money = folder.report.money[currency] ?? {};
  const whereStatus = (records, wanted) =>
    sum(
      records.filter(({ status }) => status === wanted),
      amountOf,
    );
  const recomputed = {
    captured: sum(captured, amountOf),
    refunded: whereStatus(pspRefunds, 'refunded'),
    declined: whereStatus(progress, 'declined'),
    platformFees: 0 - balance(evidence, 'platform_fee'),
    pspFees: balance(evidence, 'psp_fee'),
    sellersPayable: 0 - balance(evidence, 'seller:payable:pending') - balance(evidence, 'seller:payable:available'),
    sellersPaid:
      0 -
      sum(
        evidence.transfers.filter(({ sellerId }) => sellerId !== undefined),
        amountOf,
      ),
    ...('exchanged' in money ? { exchanged: 0 - balance(evidence, 'fx:position') } : {}),
    receivable: balance(evidence, 'psp:receivable'),
    inTransit: balance(evidence, 'psp:in_transit'),
    cash: balance(evidence, 'bank:cash'),
    lowestCash: lowestOf(evidence.transfers),
  };
  for (const name of new Set([...Object.keys(money), ...Object.keys(recomputed)])) {
    one(`report.json money ${name}`, { report: money[name], recomputed: recomputed[name] });
  }
  compareNightsMoney(evidence, one);
  compareTopSellers(evidence, one);
  return comparisons;
}

/** The lowest of the balances after each instant at which the bank has booked anything. */
function lowestOf(transfers) {
  const until = (instant) => transfers.filter(({ status, bookedAt }) => status !== 'inTransit' && bookedAt <= instant);
  return Math.min(0, ...transfers.map(({ bookedAt }) => sum(until(bookedAt), amountOf)));
}

/** What the PSP and the bank have done on a business date, by their own books. */
function compareNightsMoney(
  { currency, folder, captured, pspRefunds, batches, payouts, transfers, bankStatements },
  one,
) {
  const amountsOf = (records) => keyed(records, ({ id }) => id, amountOf);
  const [paid, booked] = [amountsOf(payouts), amountsOf(transfers)];
  for (const { date, money } of folder.report.reconciliation.nights) {
    const listed = (records) => records.filter(({ settledOn }) => settledOn === date);
    const on = (records) => records.filter((record) => record.date === date);
    const recomputed = {
      gross: sum(listed(captured), amountOf),
      refunded: sum(listed(pspRefunds), amountOf),
      fees: sum(listed(captured), ({ fee }) => fee),
      paidOut: sum(
        on(batches).flatMap((batch) => batch.payouts),
        (id) => paid.get(id),
      ),
      cash: sum(
        on(bankStatements).flatMap((statement) => statement.transfers),
        (id) => booked.get(id),
      ),
    };
    for (const [name, value] of Object.entries(recomputed)) {
      one(`report.json night ${date} ${name}`, { report: money[currency]?.[name], databases: value });
    }
  }
}

function compareTopSellers({ currency, folder, wallets, credits }, one) {
  const listed = folder.report.topSellers.filter((seller) => seller.currency === currency);
  const largest = wallets.map((wallet) => wallet.balance).toSorted((a, b) => b - a);
  const creditsOf = keyed(credits, ({ walletId }) => walletId, once);
  one('report.json top sellers', { report: listed.length, wallets: Math.min(10, wallets.length) });
  for (const [place, { sellerId, balance: told, orders }] of listed.entries()) {
    const wallet = wallets.find((each) => each.sellerId === sellerId);
    one(`report.json top seller ${sellerId}`, { report: told, wallet: wallet?.balance, 'by size': largest[place] });
    one(`report.json orders of ${sellerId}`, { report: orders, credits: creditsOf.get(`${sellerId}:${currency}`) });
  }
}

/**
 * Counts over all currencies. Clicks, repeated calls, doubts, messages, commits and kernel events leave no record behind
 * once they are over, so they are not recomputed.
 */
export function compareCounts({ report, paymentService, executor, psp, bank, wallet, ledger, reconciliation, stored }) {
  const { one, comparisons } = comparing('all currencies');
  const { paymentEvents, orderProgress, refunds } = paymentService;
  const { paymentOrders, captureOrders } = executor;
  const { charges } = psp;
  const count = (records, ...wanted) => records.filter(({ status }) => wanted.includes(status)).length;
  const captured = count(paymentOrders, 'captured') + count(captureOrders, 'captured');
  const later = charges.filter(({ status, authorisedAt }) => status === 'captured' && authorisedAt !== undefined);
  const recomputed = {
    orders: orderProgress.length,
    captured,
    declined: count(orderProgress, 'declined'),
    authorised: count(paymentOrders, 'authorised'),
    capturedLater: later.length,
    capturedInPart: later.filter(({ amount, authorised }) => amount < authorised).length,
    lapsed: count(orderProgress, 'lapsed'),
    unresolved: orderProgress.length - captured - count(orderProgress, 'declined', 'lapsed'),
    softDeclineRetries: sum(paymentOrders, ({ attempt }) => attempt - 1),
    ledgerTransactions: ledger.transactions.length,
    filesReconciled: count(reconciliation.files, 'reconciled', 'closed'),
    refunded: count(refunds, 'posted'),
    sellerPayouts: count(bank.sellerTransfers, 'booked', 'returned', 'acknowledged'),
    payoutsReturned: wallet.payoutReturns.length,
  };
  for (const [name, value] of Object.entries(recomputed)) {
    one(`report.json counts ${name}`, { report: report.counts[name], databases: value });
  }
  // What is refused at once leaves no record behind; neither does what nobody answers, where messages can be lost.
  const atOnce = report.counts.refundsRefused - count(refunds, 'refused');
  const unrecorded = report.counts.refundsAsked - refunds.length;
  one('report.json refunds without a record', {
    refused: atOnce,
    asked: isDisturbed(report, outsideNights) ? Math.min(unrecorded, atOnce) : unrecorded,
    ...(count(orderProgress, 'declined', 'lapsed') === 0 ? { expected: 0 } : {}),
  });
  // A buyer whose every click is lost leaves nothing behind but the arrival.
  one('report.json counts checkouts', {
    report: report.counts.checkouts,
    arrivals: sum(report.throughput.arrived, Number),
    ...(isDisturbed(report) ? {} : { databases: paymentEvents.length }),
  });
  one('transactions appended', {
    requests: sum(ledger.postedRequests, ({ transactions }) => transactions),
    ledger: ledger.transactions.length,
  });
  compareNights(report, reconciliation, stored, one);
  return comparisons;
}

/**
 * Each discrepancy that was injected was found, was missed, or did no harm. Dates that no break is about were missed, and
 * breaks that a correction has done away with are open by mistake.
 */
export function compareScore({ report }, evidence) {
  const { one, comparisons } = comparing('all currencies');
  for (const { kind, injected, found, missed, harmless } of report.score) {
    one(`report.json score of ${kind}`, { injected, 'found, missed or harmless': found + missed + harmless });
  }
  const { missed = 0, harmless = 0 } = report.score.find(({ kind }) => kind === 'settlement.line-wrong-date') ?? {};
  const unnoticed = evidence.flatMap(unnoticedDates).length;
  one('wrong dates in no break', {
    files: unnoticed,
    'report.json score': unnoticed < missed ? missed : Math.min(unnoticed, missed + harmless),
  });
  const outdated = evidence.flatMap(outdatedBreaks).length;
  one('open breaks that a correction has done away with', {
    reconciliation: outdated,
    'report.json score': Math.min(
      outdated,
      sum(report.score, ({ real, falsely }) => real + falsely),
    ),
  });
  return comparisons;
}

function isDisturbed({ faults }, counts = () => true) {
  return faults.some(({ kind, fired }) => fired > 0 && counts(kind));
}

function outsideNights(kind) {
  return !kind.startsWith('settlement.') && !kind.startsWith('operator.');
}

function compareNights({ reconciliation: told }, { files, breaks, matches }, stored, one) {
  const last = [...new Map(stored.map((file) => [file.id, file])).values()];
  const ids = new Map(files.map(({ id, date }) => [id, date]));
  for (const date of new Set([...ids.values(), ...told.nights.map((night) => night.date)])) {
    const night = told.nights.find((each) => each.date === date);
    const recomputed = {
      lines: sum(
        last.filter((file) => file.date === date),
        ({ lines }) => lines.length,
      ),
      matched: matches.filter(({ fileId }) => ids.get(fileId) === date).length,
      breaks: breaks.filter(({ openedOn }) => openedOn === date).length,
      resolved: breaks.filter(({ resolvedOn }) => resolvedOn === date).length,
    };
    for (const [name, value] of Object.entries(recomputed)) {
      one(`report.json night ${date} ${name}`, { report: night?.[name], reconciliation: value });
    }
  }
  const text = ({ id, order, kind, amount, currency, openedOn, resolvedOn, explanation }) =>
    [id, order, kind, amount, currency, openedOn, resolvedOn, explanation].join(' ');
  const kept = breaks.map((found) => text({ ...found, order: found.orderId ?? null }));
  const listed = [...told.openBreaks, ...told.resolvedBreaks].map(text);
  for (const found of new Set([...kept, ...listed])) {
    one('report.json break', {
      report: listed.includes(found) ? found : undefined,
      reconciliation: kept.includes(found) ? found : undefined,
    });
  }
  const isOpen = ({ status }) => status === 'open';
  one('report.json open breaks', { report: told.openBreaks.length, reconciliation: breaks.filter(isOpen).length });
}
