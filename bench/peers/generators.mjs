/**
 * Generator processes on the least kernel that can run them, the way of SimPy in JavaScript: a process yields how long
 * it waits.
 */
import { DAY, delays, Flow, isToRepeat } from './flow.mjs';
import { readSettings } from './settings.mjs';
import { printResult } from './tally.mjs';
import { Timetable } from './timetable.mjs';

class Kernel {
  now = 0;
  #timetable = new Timetable();
  #stopped = false;

  start(process) {
    const { done, value } = process.next();
    if (!done) this.#timetable.add(this.now + value, process);
  }

  stop() {
    this.#stopped = true;
  }

  run() {
    for (let due = this.#timetable.take(); due !== undefined; due = this.#timetable.take()) {
      this.now = due.at;
      this.start(due.what);
      if (this.#stopped) return;
    }
  }
}

function* orderProcess(kernel, flow, order) {
  yield delays.append;
  flow.received(order, kernel.now);
  yield delays.pickUp;
  flow.pickedUp();
  yield delays.store;
  flow.inserted(order);
  const outcome = yield* chargeProcess(flow, order);
  yield delays.store;
  flow.updated(order, outcome);
  yield delays.append;
  flow.resulted(order, outcome, kernel.now);
  if (outcome !== 'ok') return;
  yield delays.pickUp;
  flow.pickedUp();
  yield delays.store;
  flow.credited(order);
  yield delays.append;
  flow.creditLogged(order, kernel.now);
  yield delays.pickUp;
  flow.pickedUp();
  yield delays.post;
  flow.debitPosted(order, kernel.now);
  yield delays.post;
  flow.creditPosted(order, kernel.now);
  yield delays.close;
  flow.closed(order);
}

function* chargeProcess(flow, order) {
  let wait = delays.request;
  for (let attempt = 0; ; attempt += 1) {
    yield wait;
    const { outcome, seconds } = flow.requested(order, attempt);
    yield seconds;
    if (!isToRepeat(outcome, attempt)) {
      flow.answered(order, outcome);
      return outcome;
    }
    flow.timedOut();
    wait = delays.repeat;
  }
}

function* arrivals(kernel, flow) {
  for (let wait = flow.untilArrival(); wait !== undefined; wait = flow.untilArrival()) {
    yield wait;
    for (const order of flow.arrived()) kernel.start(orderProcess(kernel, flow, order));
  }
}

function* nights(kernel, flow) {
  do yield DAY;
  while (!flow.settled());
  kernel.stop();
}

const settings = readSettings();
const began = performance.now();
const kernel = new Kernel();
const flow = new Flow(settings);
kernel.start(arrivals(kernel, flow));
kernel.start(nights(kernel, flow));
kernel.run();
printResult('generator processes', flow.tally, began);
