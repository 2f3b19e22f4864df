/** What reconciliation made of the files: matches, items that wait, and breaks, each with the amount of its occasion. */
import { comparing, grouped, keyed, sum } from './comparisons.mjs';
import { amountOf, idOf, one as once, postedOf } from './evidence.mjs';

/** Every line was matched or is in a break; every item that waits is what the ledger holds. */
export function compareReconciliation(evidence) {
  const { currency, pspFiles, statements, stored, postings, matches, openItems, files } = evidence;
  const { each, one, comparisons } = comparing(currency);
  const waited = postings.filter(isWaiting);
  const inLedger = keyed(waited, idOf, dueOf);
  const versions = stored.flatMap(({ lines }) => lines);
  const said = grouped(versions, idOf);

  each('match', {
    reconciliation: keyed(matches, idOf, amountOf),
    ledger: keyed(matches, idOf, ({ transactionId }) => inLedger.get(transactionId)),
    file: keyed(matches, idOf, ({ id, amount }) => oneOf(said.get(id)?.map(amountOf), amount)),
  });
  const disputed = new Set(evidence.breaks.filter(isAboutLine).map(({ about }) => about));
  const matched = new Set(matches.map(idOf));
  const lines = [...pspFiles, ...statements].flatMap((file) => file.lines);
  each('what became of', {
    line: new Map(lines.map(({ id }) => [id, 'in use'])),
    reconciliation: new Map(lines.map(({ id }) => [id, matched.has(id) || disputed.has(id) ? 'in use' : 'nothing'])),
  });
  const shownTo = (source, ...kinds) => {
    const cursors = files.filter((file) => file.source === source).map(({ ledgerCursor }) => ledgerCursor);
    return waited.filter(({ kind }) => kinds.includes(kind)).slice(0, Math.max(0, ...cursors));
  };
  const booked = [...shownTo('psp', 'capture', 'refundPaid'), ...shownTo('bank', 'sellerPayout', 'sellerReturn')];
  each('item', {
    reconciliation: keyed(openItems, idOf, amountOf),
    // The ledger shows what it has in the order of posting; payouts are known from the file that led to them.
    ledger: keyed([...booked, ...waited.filter(({ kind }) => kind === 'payout')], idOf, dueOf),
  });
  each('match of item', {
    item: keyed(
      openItems.filter(({ status }) => status === 'matched'),
      idOf,
      once,
    ),
    // A payout is matched where the PSP lists it, and once more where the bank shows it: that is what it waits for.
    match: keyed(matches.filter(isWaitedFor), ({ transactionId }) => transactionId, once),
  });
  compareBreaks(evidence, said, { each, one });
  return comparisons;
}

/** What a line is waited for: of a payout to a seller, or of its return, the posting that the bank is to carry out. */
function isWaiting({ kind, from, to }) {
  return !['sellerPayout', 'sellerReturn'].includes(kind) || from === 'payout:clearing' || to === 'payout:clearing';
}

/** The amount that the line will have: below zero for what leaves the bank account. */
function dueOf({ kind, amount }) {
  return kind === 'sellerPayout' ? 0 - amount : amount;
}

function isWaitedFor({ id }) {
  return !/^psp\/.*\/payout\//.test(id);
}

/** Breaks that say why a line is not matched, or not with what it says. */
function isAboutLine({ kind, status }) {
  return status === 'open' && ['missingInLedger', 'amountDiffers', 'listedTwice'].includes(kind);
}

/** Each break, open or explained, is about as much as what it is about. */
function compareBreaks(evidence, said, { each, one }) {
  const { breaks, files } = evidence;
  each('amount of', {
    reconciliation: keyed(breaks, idOf, amountOf),
    'its occasion': new Map(breaks.map((found) => [found.id, oneOf(occasionsOf(found, evidence, said), found.amount)])),
  });
  for (const source of ['psp', 'bank']) {
    const mine = breaks.filter((found) => found.source === source);
    const ofFiles = (figure) =>
      sum(
        files.filter((file) => file.source === source),
        (file) => file[figure],
      );
    // That a file has not come, or does not prove itself, is said before it is matched.
    one(`breaks opened by ${source} files`, {
      files: ofFiles('opened'),
      breaks: mine.filter(({ id, kind, about }) => kind !== 'fileMissing' && id !== `break-fileDoesNotProve-${about}`)
        .length,
    });
    one(`breaks explained by ${source} files`, {
      files: ofFiles('resolved'),
      breaks: mine.filter(({ status }) => status === 'resolved').length,
    });
  }
}

/** The amounts that a break may have: there is one for each revision of the line or the file that it is about. */
function occasionsOf({ id, kind, source, about, reference }, evidence, said) {
  const lines = said.get(about) ?? [];
  const { postings, captured, delivered } = evidence;
  switch (kind) {
    case 'missingInFile':
      return [...keyed(postings.filter((posting) => posting.id === about).filter(isWaiting), idOf, dueOf).values()];
    case 'missingInLedger':
    case 'listedTwice':
    case 'dateDiffers':
      return lines.map(amountOf);
    case 'amountDiffers': {
      const { charge, refund, payout, cash } = postedOf(evidence);
      const posted = source === 'bank' ? [payout, cash] : [charge, refund, payout];
      const known = posted.filter((amounts) => amounts.has(reference)).map((amounts) => amounts.get(reference));
      return lines.flatMap(({ amount }) => known.map((due) => amount - due));
    }
    case 'feeDiffers': {
      const agreed = captured.find((charge) => charge.reference === reference)?.fee;
      return lines.map(({ fee }) => fee - agreed);
    }
    case 'fileDoesNotProve':
      return id.endsWith('/opening')
        ? [0]
        : delivered.filter((file) => file.id === about && !proves(file)).map(shortOf);
    case 'fileMissing':
      return [0];
    default:
      throw new Error(`${id} is a break of an unknown kind`);
  }
}

function proves(file) {
  return file.lines.length === file.lineCount && shortOf(file) === 0;
}

/** By how much a file's lines fall short of its closing balance. */
function shortOf({ opening, closing, lines }) {
  return closing - opening - sum(lines, ({ net }) => net);
}

/** The amount itself when it is among those that may be; otherwise those that may be, in words. */
function oneOf(amounts = [], amount) {
  return amounts.includes(amount) ? amount : [...new Set(amounts)].join(' or ') || undefined;
}
