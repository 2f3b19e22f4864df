/** The PSP and the bank by their own books: batches, payouts, transfers and statements, exact whatever files say. */
import { comparing, figuresOf, keyed, sum } from './comparisons.mjs';
import { amountOf, idOf } from './evidence.mjs';

/** Each batch is made of the charges, refunds and payouts that name it, and follows the one before it. */
export function compareBatches({ currency, batches, captured, pspRefunds, payouts }) {
  const { each, one, comparisons } = comparing(currency);
  const amounts = keyed(payouts, idOf, amountOf);
  const dates = new Set(batches.map(({ date }) => date));
  const settledOn = (records, on) => records.filter((record) => record.settledOn === on);
  for (const { date, id, payouts: listed, ...batch } of batches) {
    const [charges, refunds] = [settledOn(captured, date), settledOn(pspRefunds, date)];
    const told = {
      gross: sum(charges, amountOf),
      refunded: sum(refunds, amountOf),
      fees: sum(charges, ({ fee }) => fee),
      paidOut: sum(listed, (payout) => amounts.get(payout) ?? Number.NaN),
      charges: charges.length,
    };
    const { gross, refunded, fees, paidOut } = told;
    const closing = batch.opening + gross - refunded - fees - paidOut;
    one(`batch ${id}`, {
      PSP: figuresOf(batch, [...Object.keys(told), 'closing']),
      'what it lists': figuresOf({ ...told, closing }, [...Object.keys(told), 'closing']),
    });
  }
  compareSeries(one, 'batch', batches);
  each('listed by a batch that there is', {
    PSP: keyed([...captured, ...pspRefunds].filter(isListed), idOf, ({ settledOn: on }) => on),
    batch: keyed(
      [...captured, ...pspRefunds].filter(({ settledOn: on }) => dates.has(on)),
      idOf,
      ({ settledOn: on }) => on,
    ),
  });
  const early = [...captured, ...pspRefunds].filter(
    (record) => isListed(record) && record.settledOn < record.businessDate,
  );
  each('listed before its business date', { PSP: keyed(early, idOf, amountOf), nobody: new Map() });
  return comparisons;
}

/** Each payout is the net of its batches, and the same at the bank; the bank's statements show each transfer once. */
export function comparePayouts({ currency, payouts, batches, transfers, bankStatements }) {
  const { each, one, comparisons } = comparing(currency);
  const netOf = new Map(batches.map(({ id, gross, refunded, fees }) => [id, gross - refunded - fees]));
  const toPlatform = transfers.filter(({ sellerId }) => sellerId === undefined);
  const atBank = new Set(toPlatform.map(idOf));
  each('payout', {
    PSP: keyed(payouts, idOf, amountOf),
    'its batches': keyed(payouts, idOf, (payout) => sum(payout.batches, (id) => netOf.get(id) ?? Number.NaN)),
  });
  // What the bank has not accepted yet may be on its books or not.
  each('transfer', {
    PSP: keyed(
      payouts.filter(({ id, status }) => status !== 'instructed' || atBank.has(id)),
      idOf,
      amountOf,
    ),
    bank: keyed(toPlatform, idOf, amountOf),
  });
  each('batches paid out', {
    PSP: keyed(
      batches.filter(({ status }) => status === 'paidOut'),
      idOf,
      idOf,
    ),
    payouts: keyed(
      payouts.flatMap(({ batches: paid }) => paid),
      String,
      String,
    ),
  });
  const dateOf = ({ date }) => date;
  const made = keyed(payouts, idOf, dateOf);
  const early = batches.flatMap(({ date, payouts: listed }) => listed.filter((id) => made.get(id) > date));
  each('listed before it was made', { PSP: keyed(early, String, String), nobody: new Map() });

  const amounts = keyed(transfers, idOf, amountOf);
  for (const { id, transfers: shown, ...statement } of bankStatements) {
    const closing = statement.opening + sum(shown, (transfer) => amounts.get(transfer) ?? Number.NaN);
    one(`statement ${id}`, {
      bank: figuresOf(statement, ['entries', 'closing']),
      'its transfers': figuresOf({ entries: shown.length, closing }, ['entries', 'closing']),
    });
  }
  compareSeries(one, 'statement', bankStatements);
  const shown = bankStatements.flatMap((statement) => statement.transfers);
  const twice = shown.filter((id, index) => shown.indexOf(id) !== index);
  each('stated twice', { bank: keyed(twice, String, String), nobody: new Map() });
  return comparisons;
}

/** Records of a series count from 1 without a gap, and each opens where the one before it closed. */
function compareSeries(one, name, records) {
  for (const [index, { id, sequence, opening }] of records.entries()) {
    const closed = records[index - 1]?.closing ?? 0;
    one(`series at ${name} ${id}`, {
      record: figuresOf({ sequence, opening }, ['sequence', 'opening']),
      'counted by hand': figuresOf({ sequence: index + 1, opening: closed }, ['sequence', 'opening']),
    });
  }
}

function isListed({ settledOn }) {
  return settledOn !== undefined;
}
