/** The nights of one currency: files that prove themselves, payouts on their way to the bank, and what reconciliation made of it. */
import { balance } from './books.mjs';
import { comparing, keyed, sum } from './comparisons.mjs';

const amountOf = ({ amount }) => amount;
const byReference = ({ reference }) => reference;

/** The files of one source follow one another without a gap, and the lines of each lead from its opening to its closing. */
function compareChain({ one }, name, files, netOf) {
  for (const [index, file] of files.entries()) {
    const before = files[index - 1];
    one(`sequence of ${name} file ${file.id}`, { file: file.sequence, 'counted by hand': index + 1 });
    one(`opening of ${name} file ${file.id}`, { file: file.opening, 'the closing before': before?.closing ?? 0 });
    one(`closing of ${name} file ${file.id}`, { file: file.closing, 'opening and lines': file.opening + netOf(file) });
  }
}

function figuresOf(record, keys) {
  return keys.map((key) => `${key} ${record[key]}`).join(', ');
}

/** The PSP's files: they prove themselves, and the PSP's own batches say the same. */
export function comparePspFiles(evidence) {
  const { currency, pspFiles, batches, captured, reconciliation } = evidence;
  const compare = comparing(currency);
  const { each, one, total, comparisons } = compare;
  const grossOf = ({ charges }) => sum(charges, ({ gross }) => gross);
  const feesOf = ({ charges }) => sum(charges, ({ fee }) => fee);
  const paidOutOf = ({ payouts }) => sum(payouts, amountOf);
  const netOf = (file) => grossOf(file) - feesOf(file) - paidOutOf(file);

  compareChain(compare, 'PSP', pspFiles, netOf);
  for (const file of pspFiles) {
    one(`trailer of PSP file ${file.id}`, {
      file: figuresOf(file.sums, ['gross', 'fee', 'net', 'lines']),
      lines: figuresOf({ gross: grossOf(file), fee: feesOf(file), net: netOf(file), lines: file.lines }, [
        'gross',
        'fee',
        'net',
        'lines',
      ]),
    });
  }
  const keys = ['sequence', 'opening', 'gross', 'fees', 'paidOut', 'closing', 'charges'];
  each('batch', {
    PSP: keyed(
      batches,
      ({ id }) => id,
      (batch) => figuresOf(batch, keys),
    ),
    file: keyed(
      pspFiles,
      ({ id }) => id,
      (file) =>
        figuresOf(
          { ...file, gross: grossOf(file), fees: feesOf(file), paidOut: paidOutOf(file), charges: file.charges.length },
          keys,
        ),
    ),
  });
  compareIngested(compare, 'psp', pspFiles, reconciliation);
  const unlisted = captured.filter(({ settledOn }) => settledOn === undefined);
  total('owed by the PSP', {
    ledger: balance(evidence, 'psp:receivable'),
    'last file and not yet listed': (pspFiles.at(-1)?.closing ?? 0) + sum(unlisted, amountOf),
  });
  return comparisons;
}

/** The bank's statements: they prove themselves, and the bank's own records and the ledger's cash say the same. */
export function compareStatements(evidence) {
  const { currency, statements, bankStatements, reconciliation } = evidence;
  const compare = comparing(currency);
  const { each, one, total, comparisons } = compare;
  compareChain(compare, 'bank', statements, ({ entries }) => sum(entries, amountOf));
  for (const { id, credits, debits, entries } of statements) {
    const into = entries.filter(({ amount }) => amount >= 0);
    const out = entries.filter(({ amount }) => amount < 0);
    one(`credits of bank file ${id}`, {
      summary: figuresOf(credits, ['count', 'sum']),
      entries: `count ${into.length}, sum ${sum(into, amountOf)}`,
    });
    one(`debits of bank file ${id}`, {
      summary: figuresOf(debits, ['count', 'sum']),
      entries: `count ${out.length}, sum ${0 - sum(out, amountOf)}`,
    });
  }
  const keys = ['sequence', 'opening', 'closing', 'entries'];
  each('statement', {
    bank: keyed(
      bankStatements,
      ({ id }) => id,
      (record) => figuresOf(record, keys),
    ),
    file: keyed(
      statements,
      ({ id }) => id,
      (file) => figuresOf({ ...file, entries: file.entries.length }, keys),
    ),
  });
  compareIngested(
    compare,
    'bank',
    statements.map((file) => ({ ...file, lines: file.entries.length })),
    reconciliation,
  );
  total('cash', { ledger: balance(evidence, 'bank:cash'), 'last statement': statements.at(-1)?.closing ?? 0 });
  return comparisons;
}

/** What reconciliation stored of the files that it was sent. */
function compareIngested({ each }, source, files, { files: stored, matches, breaks }) {
  const keys = ['sequence', 'opening', 'closing', 'lines', 'matched', 'opened', 'resolved'];
  const mine = breaks.filter((found) => found.source === source);
  each(`${source} file at reconciliation`, {
    reconciliation: keyed(
      stored.filter((file) => file.source === source),
      ({ id }) => id,
      (file) => figuresOf(file, keys),
    ),
    file: keyed(
      files,
      ({ id }) => `${source}/${id}`,
      (file) =>
        figuresOf(
          {
            ...file,
            matched: matches.filter(({ fileId }) => fileId === `${source}/${file.id}`).length,
            opened: mine.filter(({ openedOn }) => openedOn === file.date).length,
            resolved: mine.filter(({ resolvedOn }) => resolvedOn === file.date).length,
          },
          keys,
        ),
    ),
  });
}

/** Each payout is the net of its batches, and the same at the PSP, in the file, at the bank and in the ledger. */
export function comparePayouts(evidence) {
  const { currency, payouts, batches, payoutLines, transfers, entries, postings } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const posted = (kind, from, to) =>
    postings.filter((posting) => posting.kind === kind && posting.from === from && posting.to === to);
  const advised = posted('payout', 'psp:receivable', 'psp:in_transit');
  const cash = posted('cash', 'psp:in_transit', 'bank:cash');
  const payoutOf = ({ id }) => id.slice(id.indexOf('/') + 1);
  const netOf = (id) =>
    sum(
      batches.filter((batch) => batch.id === id),
      ({ gross, fees }) => gross - fees,
    );
  const arrived = new Set(entries.map(byReference));

  total('paid out', {
    PSP: sum(payouts, amountOf),
    'file lines': sum(payoutLines, amountOf),
    ledger: sum(advised, amountOf),
    'bank and in transit': sum(entries, amountOf) + balance(evidence, 'psp:in_transit'),
  });
  each('payout', {
    PSP: keyed(payouts, ({ id }) => id, amountOf),
    'its batches': keyed(
      payouts,
      ({ id }) => id,
      (payout) => sum(payout.batches, netOf),
    ),
    file: keyed(payoutLines, byReference, amountOf),
    bank: keyed(transfers, ({ id }) => id, amountOf),
    ledger: keyed(advised, payoutOf, amountOf),
  });
  each('entry', {
    statement: keyed(entries, byReference, amountOf),
    ledger: keyed(cash, payoutOf, amountOf),
    bank: keyed(
      transfers.filter(({ id }) => arrived.has(id)),
      ({ id }) => id,
      amountOf,
    ),
  });
  each('payout made on', {
    PSP: keyed(
      payouts,
      ({ id }) => id,
      ({ date }) => date,
    ),
    file: keyed(payoutLines, byReference, ({ date }) => date),
  });
  return comparisons;
}

/** Every line was matched, or is about an open break; every item that waits is what the ledger holds. */
export function compareReconciliation(evidence) {
  const { currency, lines, payoutLines, entries, postings, reconciliation } = evidence;
  const { each, comparisons } = comparing(currency);
  const unmatched = reconciliation.breaks.filter(({ kind, status }) => kind === 'missingInLedger' && status === 'open');
  const told = [
    ...lines.map(({ date, reference, gross }) => ({
      id: `psp/${currency}/${date}/charge/${reference}`,
      amount: gross,
    })),
    ...payoutLines.map(({ date, reference, amount }) => ({
      id: `psp/${currency}/${date}/payout/${reference}`,
      amount,
    })),
    ...entries.map(({ date, reference, amount }) => ({ id: `bank/${currency}/${date}/${reference}`, amount })),
  ];
  each('line', {
    file: keyed(told, ({ id }) => id, amountOf),
    'matched or in a break': keyed([...reconciliation.matches, ...unmatched], ({ id, about }) => about ?? id, amountOf),
  });
  const waiting = new Set(reconciliation.openItems.map(({ id }) => id));
  each('item', {
    reconciliation: keyed(reconciliation.openItems, ({ id }) => id, amountOf),
    ledger: keyed(
      postings.filter(({ id }) => waiting.has(id)),
      ({ id }) => id,
      amountOf,
    ),
  });
  return comparisons;
}
