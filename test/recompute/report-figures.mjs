/** What report.json says, against what the databases and the files lead to. */
import { balance } from './books.mjs';
import { comparing, keyed, sum } from './comparisons.mjs';

const amountOf = ({ amount }) => amount;

/** Books and money of one currency. */
export function compareReport(evidence) {
  const { currency, folder, postings, captured, progress } = evidence;
  const { one, comparisons } = comparing(currency);
  const books = folder.report.books[currency] ?? {};
  const accounts = new Set([
    ...Object.keys(books),
    ...postings.flatMap(({ from, to }) => [from, to]).map((name) => name.split('/')[0]),
  ]);
  for (const account of accounts) {
    one(`report.json books ${account}`, { report: books[account], postings: balance(evidence, account) });
  }
  one('report.json books, all accounts', { report: sum(Object.values(books), (value) => value), 'double entry': 0 });

  const money = folder.report.money[currency] ?? {};
  const recomputed = {
    captured: sum(captured, amountOf),
    declined: sum(
      progress.filter(({ status }) => status === 'declined'),
      amountOf,
    ),
    platformFees: 0 - balance(evidence, 'platform_fee'),
    pspFees: balance(evidence, 'psp_fee'),
    sellersPayable: 0 - balance(evidence, 'seller:payable:pending') - balance(evidence, 'seller:payable:available'),
    receivable: balance(evidence, 'psp:receivable'),
    inTransit: balance(evidence, 'psp:in_transit'),
    cash: balance(evidence, 'bank:cash'),
  };
  for (const name of new Set([...Object.keys(money), ...Object.keys(recomputed)])) {
    one(`report.json money ${name}`, { report: money[name], recomputed: recomputed[name] });
  }
  compareNightsMoney(evidence, one);
  compareTopSellers(evidence, one);
  return comparisons;
}

function compareNightsMoney({ currency, folder, pspFiles, statements }, one) {
  for (const { date, money } of folder.report.reconciliation.nights) {
    const file = pspFiles.find((each) => each.date === date);
    const statement = statements.find((each) => each.date === date);
    const recomputed = {
      gross: sum(file?.charges ?? [], ({ gross }) => gross),
      fees: sum(file?.charges ?? [], ({ fee }) => fee),
      paidOut: sum(file?.payouts ?? [], amountOf),
      cash: sum(statement?.entries ?? [], amountOf),
    };
    for (const [name, value] of Object.entries(recomputed)) {
      one(`report.json night ${date} ${name}`, { report: money[currency]?.[name], files: value });
    }
  }
}

function compareTopSellers({ currency, folder, wallets, credits }, one) {
  const listed = folder.report.topSellers.filter((seller) => seller.currency === currency);
  const largest = wallets.map((wallet) => wallet.balance).toSorted((a, b) => b - a);
  const creditsOf = keyed(
    credits,
    ({ walletId }) => walletId,
    () => 1,
  );
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
export function compareCounts({ report, paymentService, executor, ledger, reconciliation, pspFiles, statements }) {
  const { one, comparisons } = comparing('all currencies');
  const { paymentEvents, orderProgress } = paymentService;
  const { paymentOrders } = executor;
  const ended =
    paymentOrders.filter(({ status }) => status === 'captured').length +
    orderProgress.filter(({ status }) => status === 'declined').length;
  const recomputed = {
    checkouts: paymentEvents.length,
    orders: orderProgress.length,
    captured: paymentOrders.filter(({ status }) => status === 'captured').length,
    declined: paymentOrders.filter(({ status }) => status === 'declined').length,
    unresolved: orderProgress.length - ended,
    softDeclineRetries: sum(paymentOrders, ({ attempt }) => attempt - 1),
    ledgerTransactions: ledger.transactions.length,
    filesReconciled: reconciliation.files.filter(({ status }) => status === 'reconciled').length,
  };
  for (const [name, value] of Object.entries(recomputed))
    one(`report.json counts ${name}`, { report: report.counts[name], databases: value });
  one('transactions appended', {
    requests: sum(ledger.postedRequests, ({ transactions }) => transactions),
    ledger: ledger.transactions.length,
  });
  compareNights(report, reconciliation, pspFiles, statements, one);
  return comparisons;
}

function compareNights({ reconciliation: told }, { files, breaks }, pspFiles, statements, one) {
  const dates = new Set([...files.map(({ date }) => date), ...told.nights.map(({ date }) => date)]);
  for (const date of dates) {
    const ofNight = (records) => records.filter((record) => record.date === date);
    const night = told.nights.find((each) => each.date === date);
    const lines =
      sum(ofNight(pspFiles), (file) => file.lines) + sum(ofNight(statements), ({ entries }) => entries.length);
    one(`report.json night ${date} lines`, { report: night?.lines, files: lines });
    one(`report.json night ${date} matched`, {
      report: night?.matched,
      reconciliation: sum(ofNight(files), ({ matched }) => matched),
    });
    one(`report.json night ${date} breaks`, {
      report: night?.breaks,
      reconciliation: breaks.filter(({ openedOn }) => openedOn === date).length,
    });
    one(`report.json night ${date} resolved`, {
      report: night?.resolved,
      reconciliation: breaks.filter(({ resolvedOn }) => resolvedOn === date).length,
    });
  }
  const open = breaks.filter(({ status }) => status === 'open');
  const text = (found) => `${found.id} ${found.amount} ${found.currency} since ${found.openedOn}`;
  one('report.json open breaks', {
    report: told.openBreaks.map(text).join('; '),
    reconciliation: open.map(text).join('; '),
  });
}
