/**
 * The payment flow that every peer simulates (README.md), apart from how time passes in it: what each step does, and how
 * long it takes to come to it. A method that stands for a step counts as one event. Times are in seconds.
 */
import { exponential, luckOf, streamOfCheckout } from './settings.mjs';
import { newTally } from './tally.mjs';

export const DAY = 86_400;

/** From one step to the next. */
export const delays = {
  append: 0.001,
  pickUp: 0.0005,
  store: 0.002,
  request: 0.005,
  repeat: 0.105,
  post: 0.001,
  close: 0.001,
};

const TIMEOUT = 3;
const MEAN_ANSWER = 0.2;
const MOST_RETRIES = 3;

/** What becomes of a call to the PSP, and after how long it is known. */
export function answerOf(draw, order, attempt) {
  const luck = draw(order, 10 + 2 * attempt);
  if (luck < 0.01) return { outcome: 'timeout', seconds: TIMEOUT };
  const seconds = exponential(draw(order, 11 + 2 * attempt)) * MEAN_ANSWER;
  return { outcome: luck < 0.03 ? 'declined' : 'ok', seconds };
}

export function isToRepeat(outcome, attempt) {
  return outcome === 'timeout' && attempt < MOST_RETRIES;
}

/** Services, their databases and the nightly settlement. */
export class Flow {
  tally = newTally();
  #draw;
  #checkouts;
  #meanGap;
  #eventStore = [];
  #orderStore = new Map();
  #wallets = new Map();
  #ledger = [];
  #ledgerOf = new Map();
  #charges = [];

  constructor(settings) {
    this.#draw = luckOf(settings);
    this.#checkouts = settings.checkouts;
    this.#meanGap = (settings.days * DAY) / settings.checkouts;
  }

  /** How long it takes until the next checkout; undefined after the last one. */
  untilArrival() {
    const { checkouts } = this.tally;
    if (checkouts === this.#checkouts) return undefined;
    return exponential(this.#draw(streamOfCheckout(checkouts), 0)) * this.#meanGap;
  }

  /** @returns the orders of the next checkout */
  arrived() {
    const { tally } = this;
    tally.events += 1;
    const checkout = { left: 1 + Math.floor(this.#draw(streamOfCheckout(tally.checkouts), 1) * 3) };
    tally.checkouts += 1;
    const orders = [];
    while (orders.length < checkout.left) {
      const number = tally.orders;
      tally.orders += 1;
      const amount = 100 + Math.floor(this.#draw(number, 2) * 9900);
      orders.push({ number, checkout, amount, merchant: Math.floor(this.#draw(number, 3) * 1000) });
    }
    return orders;
  }

  received(order, now) {
    this.tally.events += 1;
    this.#log(order, 'received', now);
  }

  pickedUp() {
    this.tally.events += 1;
  }

  inserted(order) {
    this.tally.events += 1;
    this.#orderStore.set(order.number, 'executing');
  }

  /** The call to the PSP. @returns its answer, and after how long it comes */
  requested(order, attempt) {
    this.tally.events += 1;
    return answerOf(this.#draw, order.number, attempt);
  }

  /** An answer that did not come: the call is made again. */
  timedOut() {
    this.tally.events += 1;
    this.tally.retries += 1;
  }

  answered(order, outcome) {
    const { tally } = this;
    tally.events += 1;
    if (outcome === 'ok') {
      tally.captured += 1;
      this.#charges.push(order);
    } else if (outcome === 'declined') tally.declined += 1;
    else tally.failed += 1;
  }

  updated(order, outcome) {
    this.tally.events += 1;
    this.#orderStore.set(order.number, outcome);
  }

  /** An order that was not captured ends here. */
  resulted(order, outcome, now) {
    this.tally.events += 1;
    this.#log(order, outcome, now);
    if (outcome !== 'ok') this.#end(order);
  }

  credited(order) {
    this.tally.events += 1;
    this.#wallets.set(order.merchant, (this.#wallets.get(order.merchant) ?? 0) + order.amount);
  }

  creditLogged(order, now) {
    this.tally.events += 1;
    this.#log(order, 'wallet updated', now);
  }

  debitPosted(order, now) {
    this.tally.events += 1;
    this.#ledgerOf.set(order.number, [this.#post(order, 0, order.amount, now)]);
  }

  creditPosted(order, now) {
    this.tally.events += 1;
    this.#ledgerOf.get(order.number).push(this.#post(order, 1, -order.amount, now));
  }

  closed(order) {
    this.tally.events += 1;
    this.#orderStore.set(order.number, 'success');
    this.#end(order);
  }

  /** The night: each charge is matched with its two ledger entries, or carried over. @returns whether it was the last */
  settled() {
    const { tally } = this;
    tally.events += 1;
    tally.settlements += 1;
    const carried = [];
    for (const order of this.#charges) {
      const [debit, credit] = this.#ledgerOf.get(order.number) ?? [];
      if (credit !== undefined && debit.amount === order.amount && debit.amount + credit.amount === 0) {
        tally.settledCount += 1;
        tally.settledAmount += order.amount;
      } else carried.push(order);
    }
    tally.carried += carried.length;
    this.#charges = carried;
    return tally.done === this.#checkouts;
  }

  #log({ number }, kind, at) {
    this.#eventStore.push({ at, number, kind });
    this.tally.eventLog += 1;
  }

  #post({ number }, account, amount, at) {
    const entry = { at, number, account, amount };
    this.#ledger.push(entry);
    this.tally.ledgerEntries += 1;
    return entry;
  }

  #end({ checkout }) {
    checkout.left -= 1;
    if (checkout.left === 0) this.tally.done += 1;
  }
}
