/** simjs, a library for discrete events: entities whose timers call them back, on the library's own heap. */
import { DAY, delays, Flow, isToRepeat } from './flow.mjs';
import { readSettings } from './settings.mjs';
import { printResult } from './tally.mjs';

// It is written for browsers: it exports nothing and leaves what it offers in the window.
globalThis.window ??= {};
await import('simjs');
const { Sim, Entity } = globalThis.window.Sim;

/** One for each order; not added by `addEntity`, which keeps every entity for ever. */
class Order extends Entity {
  #flow;
  #order;
  #attempt = 0;
  #outcome = '';

  constructor(sim, flow, order) {
    super(sim);
    this.#flow = flow;
    this.#order = order;
  }

  begin() {
    this.#wait(delays.append, this.received);
  }

  #wait(seconds, next) {
    this.setTimer(seconds).done(next, this);
  }

  received() {
    this.#flow.received(this.#order, this.time());
    this.#wait(delays.pickUp, this.pickedUp);
  }

  pickedUp() {
    this.#flow.pickedUp();
    this.#wait(delays.store, this.inserted);
  }

  inserted() {
    this.#flow.inserted(this.#order);
    this.#wait(delays.request, this.requested);
  }

  requested() {
    const { outcome, seconds } = this.#flow.requested(this.#order, this.#attempt);
    this.#outcome = outcome;
    this.#wait(seconds, this.answered);
  }

  answered() {
    if (isToRepeat(this.#outcome, this.#attempt)) {
      this.#attempt += 1;
      this.#flow.timedOut();
      return this.#wait(delays.repeat, this.requested);
    }
    this.#flow.answered(this.#order, this.#outcome);
    this.#wait(delays.store, this.updated);
  }

  updated() {
    this.#flow.updated(this.#order, this.#outcome);
    this.#wait(delays.append, this.resulted);
  }

  resulted() {
    this.#flow.resulted(this.#order, this.#outcome, this.time());
    if (this.#outcome === 'ok') this.#wait(delays.pickUp, this.walletPickedUp);
  }

  walletPickedUp() {
    this.#flow.pickedUp();
    this.#wait(delays.store, this.credited);
  }

  credited() {
    this.#flow.credited(this.#order);
    this.#wait(delays.append, this.creditLogged);
  }

  creditLogged() {
    this.#flow.creditLogged(this.#order, this.time());
    this.#wait(delays.pickUp, this.ledgerPickedUp);
  }

  ledgerPickedUp() {
    this.#flow.pickedUp();
    this.#wait(delays.post, this.debitPosted);
  }

  debitPosted() {
    this.#flow.debitPosted(this.#order, this.time());
    this.#wait(delays.post, this.creditPosted);
  }

  creditPosted() {
    this.#flow.creditPosted(this.#order, this.time());
    this.#wait(delays.close, this.closed);
  }

  closed() {
    this.#flow.closed(this.#order);
  }
}

class Arrivals extends Entity {
  start(flow) {
    this.flow = flow;
    this.wait();
  }

  wait() {
    const seconds = this.flow.untilArrival();
    if (seconds !== undefined) this.setTimer(seconds).done(this.arrive, this);
  }

  arrive() {
    for (const order of this.flow.arrived()) new Order(this.sim, this.flow, order).begin();
    this.wait();
  }
}

class Nights extends Entity {
  start(flow) {
    this.flow = flow;
    this.wait();
  }

  wait() {
    this.setTimer(DAY).done(this.settle, this);
  }

  settle() {
    if (!this.flow.settled()) this.wait();
  }
}

const settings = readSettings();
const began = performance.now();
const sim = new Sim();
const flow = new Flow(settings);
sim.addEntity(Arrivals, undefined, flow);
sim.addEntity(Nights, undefined, flow);
sim.simulate(Infinity, Infinity);
printResult('simjs', flow.tally, began);
