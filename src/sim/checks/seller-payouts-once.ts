/**
 * The sellers' half of I13. A batch that is due begins, with everybody who has something available. A payout is made once,
 * by a batch that has begun, and takes from a wallet what may be paid out, no less and no more, nor does a wallet that has
 * something say that it has nothing; the bank carries what the wallet gave away and nothing else; the wallet takes a payout
 * for paid when the bank has booked it, and puts it back when the bank has it back. Payouts are few, one a seller and night,
 * and are remembered for the whole run.
 */
import type { Instant } from '../../domain/calendar.ts';
import { walletId } from '../../domain/ids.ts';
import type { MessageOf } from '../../domain/messages.ts';
import type { SellerPayoutRecord, SellerTransferRecord } from '../../domain/payout-records.ts';
import type { Policy } from '../../domain/policy.ts';
import { payoutRunId } from '../../domain/seller-payouts.ts';
import type { Delivered, Sent, WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { createPayoutRuns } from './payout-runs.ts';
import { sameRecord } from './same-record.ts';
import { createSellerFunds, type SellerFunds } from './seller-funds.ts';
import { holderOf, thePlatform } from './whose.ts';

export interface SellerPayoutsOnce {
  readonly hears: readonly Hearing<Witness>[];
  conclude(at: Instant, witness: Witness): void;
}

/** A wallet that has been asked to pay out, and has not answered. */
interface Asked {
  readonly walletId: string;
  readonly asOf: Instant;
  /** Each time that it was asked, something was available. */
  readonly hasFunds: boolean;
}

interface State {
  readonly funds: SellerFunds;
  /** When each batch began: its credits are judged by that. */
  readonly runs: Map<string, Instant>;
  /** By the payout that it is to make. */
  readonly asked: Map<string, Asked>;
  readonly payouts: Map<string, SellerPayoutRecord>;
  /** By the wallet and the date. */
  readonly made: Map<string, string>;
  readonly transfers: Map<string, SellerTransferRecord>;
}

export function createSellerPayoutsOnce({ payouts: agreed }: Policy): SellerPayoutsOnce {
  // Where nobody is paid out, nothing needs to be remembered.
  if (agreed === undefined) return { hears: [], conclude: () => undefined };
  const funds = createSellerFunds(agreed);
  const batches = createPayoutRuns(funds);
  const state: State = {
    funds,
    runs: new Map(),
    asked: new Map(),
    payouts: new Map(),
    made: new Map(),
    transfers: new Map(),
  };
  return {
    hears: [following(state), batches.hears, funds.hears],
    conclude: (at, witness) => batches.conclude(at, witness),
  };
}

function following(state: State): Hearing<Witness> {
  const { runs, payouts, transfers } = state;
  return {
    delivered: { PayoutDue: (fact) => noteAsked(fact, state) },
    sent: { PayoutAnswered: (fact, witness) => judgeAnswer(fact, state, witness) },
    written: {
      payoutRuns({ before, after }) {
        if (before === undefined) runs.set(after.id, after.asOf);
      },
      sellerPayouts({ at, before, after }, witness) {
        if (before === undefined) judgePayout(at, after, state, witness);
        else judgeStep(at, before, after, state, witness);
        payouts.set(after.id, after);
      },
      payoutReturns: (fact, witness) => judgeReturn(fact, state, witness),
      sellerTransfers({ at, before, after }, witness) {
        judgeTransfer(at, before, after, state, witness);
        transfers.set(after.id, after);
      },
    },
  };
}

function judgePayout(
  at: Instant,
  { id, walletId: wallet, date, amount, currency }: SellerPayoutRecord,
  { funds, runs, made }: State,
  witness: Witness,
): void {
  const found = { at, concern: id, whose: thePlatform, ...priced(amount, currency) };
  const twin = made.get(`${wallet} ${date}`);
  made.set(`${wallet} ${date}`, twin ?? id);
  witness.checked();
  if (twin !== undefined) {
    const sentence = `${wallet} was paid out on ${date} by ${twin} and is again by ${id}, with ${spell(amount, currency)}; one payout was expected`;
    return witness.violated({ ...found, sentence });
  }
  const asOf = runs.get(payoutRunId(currency, date));
  if (asOf === undefined) {
    const sentence = `${id} takes ${spell(amount, currency)} from ${wallet}, and no batch of ${date} has begun`;
    return witness.violated({ ...found, sentence });
  }
  const payable = funds.payable(wallet, currency, asOf);
  if (amount > 0 && (amount === payable.amount || (payable.isAtMost && amount < payable.amount))) return;
  const sentence = `${id} takes ${spell(amount, currency)} from ${wallet}, of whose ${spell(funds.all(wallet), currency)} ${spell(payable.amount, currency)} was available`;
  const tooMuch = amount - payable.amount;
  const whose = tooMuch < 0 ? holderOf(wallet) : thePlatform;
  witness.violated({ ...found, sentence, whose, ...priced(tooMuch, currency) });
}

function noteAsked({ message }: Delivered<MessageOf<'PayoutDue'>>, { funds, runs, asked }: State): void {
  const { payoutId, sellerId, currency, date } = message;
  const asOf = runs.get(payoutRunId(currency, date));
  if (asOf === undefined) return;
  const id = walletId(sellerId, currency);
  const { amount, isAtMost } = funds.payable(id, currency, asOf);
  const hadFunds = asked.get(payoutId)?.hasFunds ?? true;
  asked.set(payoutId, { walletId: id, asOf, hasFunds: hadFunds && amount > 0 && !isAtMost });
}

/** What comes into a wallet after it was asked may come too late; what was there before and is there still does not. */
function judgeAnswer(
  { at, message }: Sent<MessageOf<'PayoutAnswered'>>,
  { funds, asked }: State,
  witness: Witness,
): void {
  const { payoutId, currency, outcome } = message;
  const due = asked.get(payoutId);
  asked.delete(payoutId);
  if (due === undefined || outcome !== 'nothingAvailable') return;
  witness.checked();
  const { amount, isAtMost } = funds.payable(due.walletId, currency, due.asOf);
  if (!due.hasFunds || amount === 0 || isAtMost) return;
  const sentence = `${due.walletId} has nothing available for ${payoutId}, it says, and of its ${spell(funds.all(due.walletId), currency)} ${spell(amount, currency)} was`;
  witness.violated({ at, concern: payoutId, sentence, whose: holderOf(due.walletId), ...priced(amount, currency) });
}

function judgeStep(
  at: Instant,
  before: SellerPayoutRecord,
  after: SellerPayoutRecord,
  { transfers }: State,
  witness: Witness,
): void {
  const { id, amount, currency, status } = after;
  witness.checked();
  if (!sameRecord(before, after, 'status')) {
    const sentence = `${id} was made with ${spell(before.amount, currency)} and is made again with ${spell(amount, currency)}; one payout was expected`;
    return witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
  }
  const transfer = transfers.get(id);
  if (status !== 'paid' || (transfer !== undefined && transfer.status !== 'inTransit')) return;
  const sentence = `${id} of ${spell(amount, currency)} is stored as paid, and the bank ${transfer === undefined ? 'knows of no such transfer' : 'has not booked it'}`;
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
}

function judgeReturn({ at, before, after }: WrittenTo<'payoutReturns'>, state: State, witness: Witness): void {
  const { id, amount, currency } = after;
  const transfer = state.transfers.get(id);
  const isBack = transfer?.status === 'returned' || transfer?.status === 'acknowledged';
  witness.checked();
  if (before === undefined && isBack && transfer.amount === amount && transfer.currency === currency) return;
  const truth =
    transfer === undefined
      ? 'the bank knows of no such transfer'
      : `the bank has ${isBack ? `had ${spell(transfer.amount, transfer.currency)} back` : 'not had it back'}`;
  const again = before === undefined ? '' : ' once more';
  const sentence = `${spell(amount, currency)} of ${id} is put back into the wallet${again}, and ${truth}`;
  witness.violated({ at, concern: id, sentence, whose: thePlatform, ...priced(amount, currency) });
}

function judgeTransfer(
  at: Instant,
  before: SellerTransferRecord | undefined,
  after: SellerTransferRecord,
  { payouts }: State,
  witness: Witness,
): void {
  const { id, amount, currency, sellerId } = after;
  const expected = before ?? payouts.get(id);
  witness.checked();
  if (expected?.amount === amount && expected.currency === currency && expected.sellerId === sellerId) return;
  const twin = expected === undefined ? twinOf(after, payouts) : undefined;
  const made =
    expected === undefined
      ? `no wallet made such a payout${twin === undefined ? '' : ` but ${twin.id}`}`
      : `${before === undefined ? 'the wallet made' : 'it was first'} ${spell(expected.amount, expected.currency)} to ${expected.sellerId}`;
  const sentence = `the bank carries ${spell(amount, currency)} to ${sellerId} as ${id}, and ${made}`;
  const tooMuch = amount - (expected?.amount ?? 0);
  const whose = tooMuch > 0 ? thePlatform : expected?.sellerId;
  witness.violated({ at, concern: id, cause: twin?.id, sentence, whose, ...priced(tooMuch, currency) });
}

/** The payout that was made, where the bank carries it under another name. */
function twinOf(
  { sellerId, amount, currency }: SellerTransferRecord,
  payouts: State['payouts'],
): SellerPayoutRecord | undefined {
  return [...payouts.values()].findLast(
    (payout) => payout.sellerId === sellerId && payout.amount === amount && payout.currency === currency,
  );
}
