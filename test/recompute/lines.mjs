/**
 * The lines of the PSP's files against its own books and the ledger. They tie exactly, but for what open breaks say; what
 * the ledger has shown reconciliation after the last file, or what is of a later date, waits for a file to come.
 */
import { comparing, keyed, sum, withoutZeros } from './comparisons.mjs';
import { amountOf, balance, idOf, orderIdOf, postedOf, referenceOf } from './evidence.mjs';

/** By how much more a file has than the ledger, in words of a break. */
const more = { amountDiffers: 1, listedTwice: 1, missingInLedger: 1, missingInFile: -1 };

export function compareLines(evidence) {
  const { currency, chargeLines, refundLines, payoutLines, captured, pspRefunds } = evidence;
  const { each, comparisons } = comparing(currency);
  const truths = truthsOf(captured, pspRefunds);
  const isKnown = ({ reference }) => truths.has(reference);
  const lines = [...chargeLines, ...refundLines];
  const truthOf = (value) => keyed(lines.filter(isKnown), idOf, ({ reference }) => value(truths.get(reference)));
  const disputed = openBreaks(evidence, 'dateDiffers');
  const wrongDates = new Set(unnoticedDates(evidence).map(idOf));

  for (const [name, items] of Object.entries(listedItems(evidence))) {
    each(`${name} listed under`, {
      files: withoutZeros(keyed(items, referenceOf, ({ listed }) => listed)),
      'ledger and open breaks': withoutZeros(keyed(items, referenceOf, ({ due }) => due)),
    });
  }
  each('order on line', { file: keyed(lines.filter(isKnown), idOf, orderIdOf), PSP: truthOf(orderIdOf) });
  each('refund on line', {
    file: keyed(refundLines, referenceOf, ({ refundId }) => refundId),
    PSP: keyed(refundLines, referenceOf, ({ reference }) => truths.get(reference)?.id),
  });
  each('file of line', {
    file: keyed(lines.filter(isKnown), idOf, ({ date }) => date),
    PSP: truthOf(({ settledOn }) => settledOn),
  });
  const dated = lines.filter((line) => isKnown(line) && !disputed.has(line.reference) && !wrongDates.has(line.id));
  each('time on line', {
    file: keyed(dated, idOf, ({ at }) => at),
    PSP: keyed(dated, idOf, ({ reference }) => truths.get(reference).at),
  });
  // A date that is wrong is wrong by whole days.
  each('time of day on line', {
    file: keyed(lines.filter(isKnown), idOf, ({ at }) => at % DAY_MS),
    PSP: truthOf(({ at }) => at % DAY_MS),
  });
  each('payout on line', {
    file: keyed(payoutLines, referenceOf, amountOf),
    PSP: keyed(listedPayouts(evidence), idOf, amountOf),
    ledger: postedOf(evidence).payout,
  });
  each('file of payout', {
    file: keyed(payoutLines, referenceOf, ({ date }) => date),
    PSP: new Map(evidence.batches.flatMap(({ date, payouts }) => payouts.map((id) => [id, date]))),
  });
  return comparisons;
}

/**
 * Lines that are wrong by whole days and in no break. Clocks may be apart a little, so just before the cut-off a date that
 * is wrong by one day cannot be told from one that is right: the report has to say that it was missed.
 */
export function unnoticedDates(evidence) {
  const truths = truthsOf(evidence.captured, evidence.pspRefunds);
  const disputed = openBreaks(evidence, 'dateDiffers');
  return [...evidence.chargeLines, ...evidence.refundLines].filter(({ reference, at }) => {
    const offBy = at - (truths.get(reference)?.at ?? at);
    return offBy !== 0 && offBy % DAY_MS === 0 && !disputed.has(reference);
  });
}

/** What the PSP kept of each charge. A charge that no file has listed yet has no fee in the ledger. */
export function compareFees(evidence) {
  const { currency, captured, chargeLines } = evidence;
  const { total, each, comparisons } = comparing(currency);
  const posted = postedOf(evidence).fee;
  const shown = new Set(evidence.openItems.map(referenceOf));
  const first = firstLines(chargeLines);
  const listed = keyed(first, referenceOf, ({ fee }) => fee);
  const disputed = openBreaks(evidence, 'feeDiffers');
  const agreed = keyed(captured, referenceOf, ({ fee }) => fee);
  const due = new Map(
    first.map(({ reference, fee }) => {
      const isJudged = shown.has(reference) && agreed.has(reference);
      return [reference, isJudged ? agreed.get(reference) + (disputed.get(reference) ?? 0) : fee];
    }),
  );
  const all = (values) => sum([...values.values()], Number);
  total('PSP fees', {
    'PSP charges and breaks': all(due),
    'file lines': all(listed),
    ledger: all(posted),
    'its balance': balance(evidence, 'psp_fee'),
  });
  each('fee of', { PSP: withoutZeros(due), file: withoutZeros(listed), ledger: posted });
  return comparisons;
}

/** The table's rows about the PSP: what the ledger has is what the files have, with what waits and what is in dispute. */
export function comparePspTotals(evidence) {
  const { currency, captured, orders, captureOrders, pspRefunds, refunds, refundOrders, pspFiles } = evidence;
  const { total, comparisons } = comparing(currency);
  const posted = postedOf(evidence);
  const { charge, refund } = listedItems(evidence);
  const whereStatus = (records, status) =>
    sum(
      records.filter((record) => record.status === status),
      amountOf,
    );
  const fromFiles = (items) => sum(items, ({ listed, inBreaks, waiting }) => listed - inBreaks + waiting);
  const all = (values) => sum([...values.values()], Number);

  total('captured', {
    'PSP charges': sum(captured, amountOf),
    'executor orders': whereStatus(orders, 'captured') + whereStatus(captureOrders, 'captured'),
    'ledger captures': all(posted.charge),
    'files, waiting and breaks': fromFiles(charge),
  });
  total('refunded', {
    'PSP refunds': whereStatus(pspRefunds, 'refunded'),
    'executor refunds': whereStatus(refundOrders, 'refunded'),
    'payment service': whereStatus(refunds, 'posted'),
    'ledger refunds': all(posted.refund),
    'files, waiting and breaks': fromFiles(refund),
  });
  const gaps = sum(pspFiles, ({ opening }, index) => opening - (pspFiles[index - 1]?.closing ?? 0));
  const change = ({ waiting, inBreaks }) => waiting - inBreaks;
  total('owed by the PSP', {
    ledger: balance(evidence, 'psp:receivable'),
    'last file, waiting and breaks':
      (pspFiles.at(-1)?.closing ?? 0) - gaps + sum(charge, change) - sum(refund, change) + repeatedFees(evidence),
  });
  total('paid out', {
    'PSP, and listed': sum(listedPayouts(evidence), amountOf),
    'file lines': sum(evidence.payoutLines, amountOf),
    ledger: all(posted.payout),
  });
  return comparisons;
}

/**
 * Of each charge and each refund what files list, what open breaks say that they have more than the ledger, what the ledger
 * has and waits for a file, and what should be listed by that.
 */
function listedItems(evidence) {
  const { pspFiles, openItems, chargeLines, refundLines } = evidence;
  const posted = postedOf(evidence);
  const last = pspFiles.at(-1)?.date ?? '';
  const items = new Map(openItems.filter(({ source }) => source === 'psp').map((item) => [item.reference, item]));
  const breaks = Object.entries(more).map(([kind, sign]) => [sign, openBreaks(evidence, kind)]);
  const inBreaksOf = (reference) => sum(breaks, ([sign, amounts]) => sign * (amounts.get(reference) ?? 0));
  const isFor = (type) => (reference) => (type === 'refund') === reference.startsWith('re_');
  const itemsOf = (lines, inLedger, type) => {
    const listed = keyed(lines, referenceOf, amountOf);
    const disputed = breaks.flatMap(([, amounts]) => [...amounts.keys()]).filter(isFor(type));
    return [...new Set([...listed.keys(), ...inLedger.keys(), ...disputed])].map((reference) => {
      const item = items.get(reference);
      const isLater = item?.status === 'open' && item.date > last && !listed.has(reference);
      const amount = inLedger.get(reference) ?? 0;
      const waiting = item === undefined || isLater ? amount : 0;
      const inBreaks = inBreaksOf(reference);
      return { reference, listed: listed.get(reference) ?? 0, inBreaks, waiting, due: amount - waiting + inBreaks };
    });
  };
  return {
    charge: itemsOf(chargeLines, posted.charge, 'charge'),
    refund: itemsOf(refundLines, posted.refund, 'refund'),
  };
}

/** What open breaks of a kind about the PSP's lines say, by reference. */
function openBreaks(evidence, kind) {
  const isOpen = (found) => found.source === 'psp' && found.status === 'open' && found.kind === kind;
  const outdated = outdatedBreaks(evidence);
  const open = evidence.breaks.filter((found) => isOpen(found) && !outdated.includes(found));
  return keyed(open, referenceOf, amountOf);
}

/** Open breaks about an amount that was wrong in an earlier revision of the file, and is what the ledger has in the last. */
export function outdatedBreaks(evidence) {
  const { charge, refund } = postedOf(evidence);
  return evidence.breaks.filter(({ source, status, kind, reference, about, amount }) => {
    if (source !== 'psp' || status !== 'open' || kind !== 'amountDiffers') return false;
    const said = evidence.stored.flatMap(({ lines }) => lines.filter(({ id }) => id === about)).map(amountOf);
    const due = charge.get(reference) ?? refund.get(reference);
    return said.at(-1) === due && said.some((earlier) => earlier - due === amount);
  });
}

/** A charge that is listed once more is listed with its fee. */
function repeatedFees({ chargeLines }) {
  return sum(chargeLines, ({ fee }) => fee) - sum(firstLines(chargeLines), ({ fee }) => fee);
}

function firstLines(lines) {
  return [...new Map(lines.toReversed().map((line) => [line.reference, line])).values()];
}

function truthsOf(captured, pspRefunds) {
  const told = [
    ...captured.map((charge) => ({ ...charge, at: charge.capturedAt })),
    ...pspRefunds.map((refund) => ({ ...refund, at: refund.refundedAt })),
  ];
  return new Map(told.map((truth) => [truth.reference, truth]));
}

function listedPayouts({ payouts, batches }) {
  const listed = new Set(batches.flatMap((batch) => batch.payouts));
  return payouts.filter(({ id }) => listed.has(id));
}

const DAY_MS = 86_400_000;
