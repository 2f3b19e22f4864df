/**
 * The sellers' half of I13. A payout is made once and takes no more from a wallet than was available; the bank carries
 * what the wallet gave away and nothing else; the wallet takes a payout for paid when the bank has booked it, and puts it
 * back when the bank has it back. Payouts are few, one a seller and night, and are remembered for the whole run.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { SellerPayoutRecord, SellerTransferRecord } from '../../domain/payout-records.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CreditRecord } from '../../domain/records.ts';
import { availableOf } from '../../domain/seller-payouts.ts';
import type { Written, WrittenTo } from '../facts.ts';
import type { Witness } from './check.ts';
import { priced, spell } from './figures.ts';
import { sameRecord } from './same-record.ts';

export interface SellerPayoutsOnce {
  observe(fact: Written, witness: Witness): void;
}

interface Wallet {
  balance: number;
  /** Those that may still be held. */
  credits: Pick<CreditRecord, 'at' | 'amount'>[];
}

interface State {
  readonly policy: Policy;
  readonly wallets: Map<string, Wallet>;
  readonly payouts: Map<string, SellerPayoutRecord>;
  /** By the wallet and the date. */
  readonly made: Map<string, string>;
  readonly transfers: Map<string, SellerTransferRecord>;
}

export function createSellerPayoutsOnce(policy: Policy): SellerPayoutsOnce {
  const state: State = {
    policy,
    wallets: new Map(),
    payouts: new Map(),
    made: new Map(),
    transfers: new Map(),
  };
  // Where nobody is paid out, nothing needs to be remembered.
  if (policy.payouts === undefined) return { observe: () => undefined };
  return { observe: (fact, witness) => follow(fact, state, witness) };
}

function follow(fact: Written, state: State, witness: Witness): void {
  switch (fact.table) {
    case 'wallets':
      walletOf(fact.after.id, state).balance = fact.after.balance;
      break;
    case 'credits':
      if (fact.before === undefined) walletOf(fact.after.walletId, state).credits.push(fact.after);
      break;
    case 'sellerPayouts':
      if (fact.before === undefined) judgePayout(fact.at, fact.after, state, witness);
      else judgeStep(fact.at, fact.before, fact.after, state, witness);
      state.payouts.set(fact.after.id, fact.after);
      break;
    case 'payoutReturns':
      judgeReturn(fact, state, witness);
      break;
    case 'sellerTransfers':
      judgeTransfer(fact.at, fact.before, fact.after, state, witness);
      state.transfers.set(fact.after.id, fact.after);
      break;
    default:
      break;
  }
}

/** The payout is stored before the balance that it was taken from, in one transaction. */
function judgePayout(at: Instant, payout: SellerPayoutRecord, state: State, witness: Witness): void {
  const { id, walletId, date, asOf, amount, currency } = payout;
  const wallet = walletOf(walletId, state);
  const found = { at, concern: id, ...priced(amount, currency) };
  const twin = state.made.get(`${walletId} ${date}`);
  state.made.set(`${walletId} ${date}`, twin ?? id);
  witness.checked();
  if (twin !== undefined) {
    const sentence = `${walletId} was paid out on ${date} by ${twin} and is again by ${id}, with ${spell(amount, currency)}; one payout was expected`;
    return witness.violated({ ...found, sentence });
  }
  const { payouts: agreed } = state.policy;
  if (agreed === undefined) return;
  wallet.credits = wallet.credits.filter((credit) => credit.at > asOf - agreed.holdMs);
  const available = availableOf(wallet.balance, wallet.credits, asOf, agreed, currency);
  if (amount > 0 && amount <= available) return;
  const sentence = `${id} takes ${spell(amount, currency)} from ${walletId}, of whose ${spell(wallet.balance, currency)} ${spell(available, currency)} was available`;
  witness.violated({ at, concern: id, sentence, ...priced(amount - available, currency) });
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
  witness.violated({ at, concern: id, sentence, ...priced(amount, currency) });
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
  const made =
    expected === undefined
      ? 'no wallet made such a payout'
      : `${before === undefined ? 'the wallet made' : 'it was first'} ${spell(expected.amount, expected.currency)} to ${expected.sellerId}`;
  const sentence = `the bank carries ${spell(amount, currency)} to ${sellerId} as ${id}, and ${made}`;
  witness.violated({ at, concern: id, sentence, ...priced(amount - (expected?.amount ?? 0), currency) });
}

function walletOf(id: string, { wallets }: State): Wallet {
  let wallet = wallets.get(id);
  if (wallet === undefined) wallets.set(id, (wallet = { balance: 0, credits: [] }));
  return wallet;
}
