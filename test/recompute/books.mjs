/** The books of one currency, recomputed from the databases and the nights' files, and compared with each other. */
import { comparing, keyed, sum, withoutZeros } from './comparisons.mjs';

/** What the folder says about one currency, with the ledger's postings laid out flat. */
export function evidenceOf(folder, currency) {
  const here = (records) => records.filter((record) => record.currency === currency);
  const postings = folder.ledger.transactions.flatMap(({ id, kind, orderId, pspReference, postings: moves }) =>
    here(moves).map((posting) => ({ ...posting, id, kind, orderId, pspReference })),
  );
  const charges = here(folder.psp.charges);
  return {
    currency,
    folder,
    postings,
    charges,
    captured: charges.filter(({ status }) => status === 'captured'),
    events: here(folder.paymentService.paymentEvents),
    progress: here(folder.paymentService.orderProgress),
    orders: here(folder.executor.paymentOrders),
    batches: here(folder.psp.settlementBatches),
    payouts: here(folder.psp.pspPayouts),
    transfers: here(folder.bank.bankTransfers),
    bankStatements: here(folder.bank.bankStatements),
    wallets: here(folder.wallet.wallets),
    credits: here(folder.wallet.credits),
    reconciliation: Object.fromEntries(
      Object.entries(folder.reconciliation).map(([table, rows]) => [table, here(rows)]),
    ),
    pspFiles: here(folder.pspFiles),
    statements: here(folder.statements),
    lines: here(folder.pspFiles).flatMap(({ date, charges: lines }) => lines.map((line) => ({ ...line, date }))),
    payoutLines: here(folder.pspFiles).flatMap(({ date, payouts }) => payouts.map((line) => ({ ...line, date }))),
    entries: here(folder.statements).flatMap(({ date, entries }) => entries.map((entry) => ({ ...entry, date }))),
  };
}

/** What an account holds: debits minus credits. Owners after a slash are summed together. */
export function balance({ postings }, account) {
  const book = (name) => name.split('/')[0];
  const debits = sum(
    postings.filter(({ to }) => book(to) === account),
    ({ amount }) => amount,
  );
  return (
    debits -
    sum(
      postings.filter(({ from }) => book(from) === account),
      ({ amount }) => amount,
    )
  );
}

const byOrder = ({ orderId }) => orderId;
const byId = ({ id }) => id;
const byReference = ({ reference }) => reference;
const amountOf = ({ amount }) => amount;
const payableTo = 'seller:payable:pending/';

/** Postings of a kind that leave an account and reach another, whoever owns them. */
function moved({ postings }, kind, from, to) {
  return postings.filter((posting) => posting.kind === kind && posting.from.startsWith(from) && posting.to === to);
}

/** Orders: the checkout, the executor, the PSP, the ledger and the file name the same orders and the same money. */
export function compareOrders(evidence) {
  const { currency, events, progress, orders, charges, captured, lines } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const isCaptured = ({ status }) => status === 'captured';
  const isPaid = ({ status }) => status === 'posted';
  const listed = captured.filter(({ settledOn }) => settledOn !== undefined);
  const unlisted = captured.filter(({ settledOn }) => settledOn === undefined);
  const captures = moved(evidence, 'capture', 'customer:clearing', 'psp:receivable');

  const asked = keyed(orders, byId, amountOf);
  total('captured', {
    'PSP charges': sum(captured, amountOf),
    'executor orders': sum(orders.filter(isCaptured), amountOf),
    'ledger captures': sum(captures, amountOf),
    'file lines and not yet listed': sum(lines, ({ gross }) => gross) + sum(unlisted, amountOf),
  });
  each('amount of', { 'payment service': keyed(progress, byId, amountOf), executor: asked });
  each('captured of', {
    PSP: keyed(captured, byOrder, amountOf),
    executor: keyed(orders.filter(isCaptured), byId, amountOf),
    'payment service': keyed(progress.filter(isPaid), byId, amountOf),
    ledger: keyed(captures, byOrder, amountOf),
  });
  each('PSP reference of', {
    PSP: keyed(captured, byOrder, byReference),
    executor: keyed(orders.filter(isCaptured), byId, ({ pspReference }) => pspReference),
    'payment service': keyed(progress.filter(isPaid), byId, ({ pspReference }) => pspReference),
    ledger: keyed(captures, byOrder, ({ pspReference }) => pspReference),
  });
  each('authorised of', {
    PSP: keyed(captured, byReference, amountOf),
    issuer: keyed(captured, byReference, ({ authorised }) => authorised),
  });
  each('amount asked of the PSP for', {
    PSP: keyed(charges, byId, amountOf),
    executor: new Map(charges.map(({ id, orderId }) => [id, asked.get(orderId)])),
  });
  each('total of', {
    'payment event': keyed(events, byId, (event) => event.total),
    'its orders': keyed(progress, ({ checkoutId }) => checkoutId, amountOf),
  });
  const text = ({ reference, orderId, gross, capturedAt, date }) =>
    [reference, orderId, gross, capturedAt, date].join(' ');
  each('line of', {
    file: keyed(lines, byReference, text),
    PSP: keyed(listed, byReference, (charge) =>
      text({
        ...charge,
        gross: charge.amount,
        capturedAt: new Date(charge.capturedAt).toISOString(),
        date: charge.settledOn,
      }),
    ),
  });
  each('business date of', {
    PSP: keyed(listed, byReference, ({ businessDate }) => businessDate),
    file: keyed(lines, byReference, ({ date }) => date),
  });
  return comparisons;
}

/** Sellers and the platform: what was captured is divided between them, and the wallets hold what the ledger owes. */
export function compareSellers(evidence) {
  const { currency, wallets, credits, captured } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const payable = moved(evidence, 'allocate', payableTo, 'customer:clearing');
  const platform = moved(evidence, 'allocate', 'platform_fee', 'customer:clearing');
  const walletOf = ({ from }) => `${from.slice(payableTo.length)}:${currency}`;

  total('sellers are owed', {
    wallets: sum(wallets, (wallet) => wallet.balance),
    credits: sum(credits, amountOf),
    ledger: sum(payable, amountOf),
    'its balance': 0 - balance(evidence, 'seller:payable:pending'),
  });
  total('sellers and platform', {
    'payable and platform fee': sum([...payable, ...platform], amountOf),
    captured: sum(captured, amountOf),
    'clearing paid out': sum(captured, amountOf) - balance(evidence, 'customer:clearing'),
  });
  each('wallet', {
    balance: withoutZeros(keyed(wallets, byId, (wallet) => wallet.balance)),
    credits: withoutZeros(keyed(credits, ({ walletId }) => walletId, amountOf)),
    ledger: keyed(payable, walletOf, amountOf),
  });
  each('number of credits to', {
    wallet: keyed(wallets, byId, ({ version }) => version),
    credits: keyed(
      credits,
      ({ walletId }) => walletId,
      () => 1,
    ),
  });
  each('credit of', {
    wallet: withoutZeros(keyed(credits, byId, amountOf)),
    ledger: keyed(payable, byOrder, amountOf),
  });
  each('parts of', {
    ledger: keyed([...payable, ...platform], byOrder, amountOf),
    PSP: keyed(captured, byOrder, amountOf),
  });
  return comparisons;
}

/** What the PSP kept of each charge. A charge that no file has listed yet has no fee in the ledger. */
export function compareFees(evidence) {
  const { currency, captured, lines } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const listed = captured.filter(({ settledOn }) => settledOn !== undefined);
  const posted = moved(evidence, 'pspFee', 'psp:receivable', 'psp_fee');
  total('PSP fees', {
    'PSP charges': sum(listed, ({ fee }) => fee),
    'file lines': sum(lines, ({ fee }) => fee),
    ledger: sum(posted, amountOf),
    'its balance': balance(evidence, 'psp_fee'),
  });
  each('fee of', {
    PSP: withoutZeros(keyed(listed, byReference, ({ fee }) => fee)),
    file: withoutZeros(keyed(lines, byReference, ({ fee }) => fee)),
    ledger: keyed(posted, ({ pspReference }) => pspReference, amountOf),
  });
  each('net of', {
    file: keyed(lines, byReference, ({ net }) => net),
    'gross less fee': keyed(lines, byReference, ({ gross, fee }) => gross - fee),
  });
  return comparisons;
}
