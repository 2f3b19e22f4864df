/** One event to a machine: a look-up, a guard, an assignment and an effect, by compiled tables and by XState. */
import { assign, emit, initialTransition, setup, transition } from 'xstate';
import { createCompiledInterpreter } from '../../dist/sim/interpreter/compiled-interpreter.js';
import { xstateInterpreter } from '../../dist/sim/interpreter/xstate-interpreter.js';

/** It lets a visitor through for each coin, for ever. */
const turnstile = setup({
  guards: { isEnough: ({ event }) => event.amount >= 100 },
  actions: {
    count: assign({ visitors: ({ context }) => context.visitors + 1 }),
    open: emit(({ context }) => ({ type: 'opened', visitors: context.visitors })),
  },
}).createMachine({
  id: 'turnstile',
  context: { visitors: 0 },
  initial: 'locked',
  states: {
    locked: { on: { coin: { guard: 'isEnough', target: 'unlocked', actions: ['count', 'open'] } } },
    unlocked: { on: { coin: { guard: 'isEnough', target: 'locked', actions: ['count', 'open'] } } },
  },
});

const coin = { type: 'coin', at: 0, amount: 250 };

const COMPILED = 'dispatch: compiled tables';

export const dispatch = [
  { name: COMPILED, repeat: dispatchBy(createCompiledInterpreter()) },
  { name: 'dispatch: an XState actor', beside: COMPILED, repeat: dispatchBy(xstateInterpreter) },
  { name: "dispatch: XState's pure `transition`", beside: COMPILED, repeat: pureTransition() },
];

function dispatchBy(interpreter) {
  let effects = 0;
  const host = {
    perform: () => (effects += 1),
    after: () => ({ cancel: () => undefined }),
  };
  const machine = interpreter.start(turnstile, undefined, host);
  return (count) => {
    const before = effects;
    for (let i = 0; i < count; i += 1) machine.dispatch(coin);
    if (effects - before !== count) throw new Error(`${interpreter.name} lost an effect of the turnstile`);
    return effects;
  };
}

function pureTransition() {
  let [snapshot] = initialTransition(turnstile);
  return (count) => {
    for (let i = 0; i < count; i += 1) [snapshot] = transition(turnstile, snapshot, coin);
    return snapshot.context.visitors;
  };
}
