/**
 * The limit in JavaScript: one loop over a heap of numbers, all state in columns of numbers, no objects and no layers.
 * Nobody would want to read a payment system that is written like this; it shows what the rest costs.
 */
import { DAY } from './flow.mjs';
import { doubled, NumberHeap } from './number-heap.mjs';
import { exponential, luckOf, readSettings, streamOfCheckout } from './settings.mjs';
import { newTally, printResult } from './tally.mjs';

/** Payloads of the heap below zero; the others are orders. */
const ARRIVAL = -1;
const SETTLEMENT = -2;

/** From one step to the next, by the number of the step that is come to; the fifth is drawn. */
const DELAYS = [0.001, 0.0005, 0.002, 0.005, 0, 0.002, 0.001, 0.0005, 0.002, 0.001, 0.0005, 0.001, 0.001, 0.001];
const REPEAT = 0.105;
const TIMEOUT = 3;

/** Outcomes of a call to the PSP. */
const OK = 0;
const DECLINED = 1;
const TIMED_OUT = 2;

class Loop {
  tally = newTally();
  #checkouts;
  #draw;
  #meanGap;
  #heap = new NumberHeap();
  #wallets = new Float64Array(1000);
  #charges = new Int32Array(16_384);
  #chargeCount = 0;
  #log = { at: new Float64Array(65_536), order: new Int32Array(65_536), kind: new Uint8Array(65_536) };
  #ledger = {
    at: new Float64Array(65_536),
    order: new Int32Array(65_536),
    account: new Uint8Array(65_536),
    amount: new Int32Array(65_536),
  };

  constructor(settings) {
    const { checkouts, days } = settings;
    const orders = 3 * checkouts;
    this.#checkouts = checkouts;
    this.#draw = luckOf(settings);
    this.#meanGap = (days * DAY) / checkouts;
    this.left = new Uint8Array(checkouts);
    this.step = new Uint8Array(orders);
    this.attempt = new Uint8Array(orders);
    this.outcome = new Uint8Array(orders);
    this.status = new Uint8Array(orders);
    this.merchant = new Uint16Array(orders);
    this.amount = new Int32Array(orders);
    this.checkout = new Int32Array(orders);
    this.debit = new Int32Array(orders).fill(-1);
    this.credit = new Int32Array(orders).fill(-1);
  }

  run() {
    const heap = this.#heap;
    const { tally } = this;
    this.#scheduleArrival();
    heap.add(DAY, SETTLEMENT);
    for (;;) {
      const payload = heap.take();
      tally.events += 1;
      if (payload >= 0) {
        const seconds = this.#advance(payload, heap.now);
        if (seconds >= 0) heap.add(heap.now + seconds, payload);
      } else if (payload === ARRIVAL) this.#arrive();
      else if (this.#settle()) return;
      else heap.add(heap.now + DAY, SETTLEMENT);
    }
  }

  #scheduleArrival() {
    const { checkouts } = this.tally;
    if (checkouts === this.#checkouts) return;
    this.#heap.add(this.#heap.now + exponential(this.#draw(streamOfCheckout(checkouts), 0)) * this.#meanGap, ARRIVAL);
  }

  #arrive() {
    const { tally } = this;
    const checkout = tally.checkouts;
    const orders = 1 + Math.floor(this.#draw(streamOfCheckout(checkout), 1) * 3);
    tally.checkouts += 1;
    this.left[checkout] = orders;
    for (let i = 0; i < orders; i += 1) {
      const order = tally.orders;
      tally.orders += 1;
      this.checkout[order] = checkout;
      this.amount[order] = 100 + Math.floor(this.#draw(order, 2) * 9900);
      this.merchant[order] = Math.floor(this.#draw(order, 3) * 1000);
      this.#heap.add(this.#heap.now + DELAYS[0], order);
    }
    this.#scheduleArrival();
  }

  /** One step of an order. @returns how long it takes to come to the next; -1 when there is none */
  #advance(order, now) {
    const step = this.step[order];
    switch (step) {
      case 0:
        this.#append(now, order, 0);
        break;
      case 2:
        this.status[order] = 1;
        break;
      case 3:
        return this.#request(order);
      case 4:
        if (this.#hasToRepeat(order)) return REPEAT;
        break;
      case 5:
        this.status[order] = 2 + this.outcome[order];
        break;
      case 6:
        this.#append(now, order, 1 + this.outcome[order]);
        if (this.outcome[order] !== OK) return this.#end(order);
        break;
      case 8:
        this.#wallets[this.merchant[order]] += this.amount[order];
        break;
      case 9:
        this.#append(now, order, 4);
        break;
      case 11:
        this.debit[order] = this.#post(now, order, 0, this.amount[order]);
        break;
      case 12:
        this.credit[order] = this.#post(now, order, 1, -this.amount[order]);
        break;
      case 13:
        this.status[order] = 5;
        return this.#end(order);
    }
    this.step[order] = step + 1;
    return DELAYS[step + 1];
  }

  #request(order) {
    const attempt = this.attempt[order];
    const luck = this.#draw(order, 10 + 2 * attempt);
    this.step[order] = 4;
    if (luck < 0.01) {
      this.outcome[order] = TIMED_OUT;
      return TIMEOUT;
    }
    this.outcome[order] = luck < 0.03 ? DECLINED : OK;
    return exponential(this.#draw(order, 11 + 2 * attempt)) * 0.2;
  }

  /** Takes the answer of the PSP; an order that has none may have to go back to its request. */
  #hasToRepeat(order) {
    const { tally } = this;
    const outcome = this.outcome[order];
    if (outcome === TIMED_OUT && this.attempt[order] < 3) {
      this.attempt[order] += 1;
      this.step[order] = 3;
      tally.retries += 1;
      return true;
    }
    if (outcome === OK) {
      tally.captured += 1;
      if (this.#chargeCount === this.#charges.length) this.#charges = doubled(this.#charges);
      this.#charges[this.#chargeCount] = order;
      this.#chargeCount += 1;
    } else if (outcome === DECLINED) tally.declined += 1;
    else tally.failed += 1;
    return false;
  }

  #append(now, order, kind) {
    const log = this.#log;
    const place = this.tally.eventLog;
    if (place === log.at.length) grow(log);
    log.at[place] = now;
    log.order[place] = order;
    log.kind[place] = kind;
    this.tally.eventLog += 1;
  }

  #post(now, order, account, amount) {
    const ledger = this.#ledger;
    const place = this.tally.ledgerEntries;
    if (place === ledger.at.length) grow(ledger);
    ledger.at[place] = now;
    ledger.order[place] = order;
    ledger.account[place] = account;
    ledger.amount[place] = amount;
    this.tally.ledgerEntries += 1;
    return place;
  }

  #end(order) {
    const checkout = this.checkout[order];
    this.left[checkout] -= 1;
    if (this.left[checkout] === 0) this.tally.done += 1;
    return -1;
  }

  #settle() {
    const { tally } = this;
    const { amount } = this.#ledger;
    let carried = 0;
    for (let i = 0; i < this.#chargeCount; i += 1) {
      const order = this.#charges[i];
      const debit = this.debit[order];
      const credit = this.credit[order];
      const isPosted = debit >= 0 && credit >= 0;
      if (isPosted && amount[debit] === this.amount[order] && amount[debit] + amount[credit] === 0) {
        tally.settledCount += 1;
        tally.settledAmount += this.amount[order];
      } else {
        this.#charges[carried] = order;
        carried += 1;
      }
    }
    this.#chargeCount = carried;
    tally.carried += carried;
    tally.settlements += 1;
    return tally.done === this.#checkouts;
  }
}

function grow(columns) {
  for (const name of Object.keys(columns)) columns[name] = doubled(columns[name]);
}

const settings = readSettings();
const began = performance.now();
const loop = new Loop(settings);
loop.run();
printResult('hand-written loop', loop.tally, began);
