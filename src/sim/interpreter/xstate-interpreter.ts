/** Runs machines as real XState actors. Their delays go through the host's clock, their emitted effects to the host. */
import { createActor, type AnyMachineSnapshot, type StateValue } from 'xstate';
import type { Effect } from '../../domain/effects.ts';
import type { Interpreter } from './interpreter.ts';
import { machineFailure } from './machine-failure.ts';

export const xstateInterpreter: Interpreter = {
  name: 'xstate',
  start(machine, input, host) {
    // XState swallows what a listener throws, so effects are collected while it works and performed when it is done.
    const effects: Effect[] = [];
    let failure: { readonly error: unknown } | undefined;

    const timers = new Map<number, { cancel(): void }>();
    let lastTimer = 0;
    const clock = {
      setTimeout(fire: () => void, ms: number): number {
        const id = (lastTimer += 1);
        const timer = host.after(ms, () => {
          timers.delete(id);
          fire();
          settle();
        });
        timers.set(id, timer);
        return id;
      },
      clearTimeout(id: number): void {
        timers.get(id)?.cancel();
        timers.delete(id);
      },
    };

    const actor = createActor(machine, { input, clock });
    actor.on('*', (effect) => effects.push(effect as unknown as Effect));
    actor.subscribe({ error: (error: unknown) => (failure = { error }) });

    const path = (): string => {
      const snapshot: AnyMachineSnapshot = actor.getSnapshot();
      return pathOf(snapshot.value as StateValue);
    };
    const settle = (): void => {
      if (failure !== undefined) throw machineFailure(machine.id, path(), failure.error);
      for (const effect of effects.splice(0)) host.perform(effect);
    };

    actor.start();
    settle();
    return {
      dispatch(event) {
        actor.send(event);
        settle();
      },
      state: path,
      done: () => actor.getSnapshot().status === 'done',
    };
  },
};

/** `{ charging: 'awaitingPsp' }` as `charging.awaitingPsp`. */
function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([state, inner]) => (inner === undefined ? state : `${state}.${pathOf(inner)}`))
    .join('|');
}
