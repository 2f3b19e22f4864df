/** XState, one interpreted actor for each order: its delays are `after` transitions on a clock of virtual time. */
import { assign, createActor, setup } from 'xstate';
import { DAY, delays, Flow, isToRepeat } from './flow.mjs';
import { readSettings } from './settings.mjs';
import { printResult } from './tally.mjs';
import { Timetable } from './timetable.mjs';

/** Virtual seconds here, milliseconds where XState asks. */
class Clock {
  now = 0;
  #timetable = new Timetable();
  #stopped = false;

  setTimeout(task, ms) {
    return this.#timetable.add(this.now + ms / 1000, task);
  }

  clearTimeout(timer) {
    if (timer !== undefined) timer.what = undefined;
  }

  stop() {
    this.#stopped = true;
  }

  run() {
    for (let due = this.#timetable.take(); due !== undefined; due = this.#timetable.take()) {
      if (due.what === undefined) continue;
      this.now = due.at;
      due.what();
      if (this.#stopped) return;
    }
  }
}

const ms = Object.fromEntries(Object.entries(delays).map(([name, seconds]) => [name, seconds * 1000]));

function implementations(flow, clock) {
  return setup({
    delays: {
      append: ms.append,
      pickUp: ms.pickUp,
      store: ms.store,
      post: ms.post,
      close: ms.close,
      request: ({ context }) => (context.attempt === 0 ? ms.request : ms.repeat),
      answer: ({ context }) => context.seconds * 1000,
    },
    guards: {
      isOk: ({ context }) => context.outcome === 'ok',
      isToRepeat: ({ context }) => isToRepeat(context.outcome, context.attempt),
    },
    actions: {
      received: ({ context }) => flow.received(context.order, clock.now),
      pickedUp: () => flow.pickedUp(),
      inserted: ({ context }) => flow.inserted(context.order),
      requested: assign(({ context }) => flow.requested(context.order, context.attempt)),
      timedOut: () => flow.timedOut(),
      anotherAttempt: assign(({ context }) => ({ attempt: context.attempt + 1 })),
      answered: ({ context }) => flow.answered(context.order, context.outcome),
      updated: ({ context }) => flow.updated(context.order, context.outcome),
      resulted: ({ context }) => flow.resulted(context.order, context.outcome, clock.now),
      credited: ({ context }) => flow.credited(context.order),
      creditLogged: ({ context }) => flow.creditLogged(context.order, clock.now),
      debitPosted: ({ context }) => flow.debitPosted(context.order, clock.now),
      creditPosted: ({ context }) => flow.creditPosted(context.order, clock.now),
      closed: ({ context }) => flow.closed(context.order),
    },
  });
}

function orderMachine(flow, clock) {
  return implementations(flow, clock).createMachine({
    context: ({ input }) => ({ order: input, attempt: 0, outcome: '', seconds: 0 }),
    initial: 'receiving',
    states: {
      receiving: { after: { append: { target: 'pickingUp', actions: 'received' } } },
      pickingUp: { after: { pickUp: { target: 'inserting', actions: 'pickedUp' } } },
      inserting: { after: { store: { target: 'requesting', actions: 'inserted' } } },
      requesting: { after: { request: { target: 'awaitingPsp', actions: 'requested' } } },
      awaitingPsp: {
        after: {
          answer: [
            { guard: 'isToRepeat', target: 'requesting', actions: ['timedOut', 'anotherAttempt'] },
            { target: 'updating', actions: 'answered' },
          ],
        },
      },
      updating: { after: { store: { target: 'resulting', actions: 'updated' } } },
      resulting: {
        after: {
          append: [
            { guard: 'isOk', target: 'walletPickingUp', actions: 'resulted' },
            { target: 'ended', actions: 'resulted' },
          ],
        },
      },
      walletPickingUp: { after: { pickUp: { target: 'crediting', actions: 'pickedUp' } } },
      crediting: { after: { store: { target: 'loggingCredit', actions: 'credited' } } },
      loggingCredit: { after: { append: { target: 'ledgerPickingUp', actions: 'creditLogged' } } },
      ledgerPickingUp: { after: { pickUp: { target: 'postingDebit', actions: 'pickedUp' } } },
      postingDebit: { after: { post: { target: 'postingCredit', actions: 'debitPosted' } } },
      postingCredit: { after: { post: { target: 'closing', actions: 'creditPosted' } } },
      closing: { after: { close: { target: 'ended', actions: 'closed' } } },
      ended: { type: 'final' },
    },
  });
}

function bringOrders(flow, clock) {
  const machine = orderMachine(flow, clock);
  const wait = () => {
    const seconds = flow.untilArrival();
    if (seconds !== undefined) clock.setTimeout(arrive, seconds * 1000);
  };
  const arrive = () => {
    for (const order of flow.arrived()) createActor(machine, { clock, input: order }).start();
    wait();
  };
  wait();
}

function bringNights(flow, clock) {
  const settle = () => {
    if (flow.settled()) clock.stop();
    else clock.setTimeout(settle, DAY * 1000);
  };
  clock.setTimeout(settle, DAY * 1000);
}

const settings = readSettings();
const began = performance.now();
const clock = new Clock();
const flow = new Flow(settings);
bringOrders(flow, clock);
bringNights(flow, clock);
clock.run();
printResult('XState, one actor an order', flow.tally, began);
