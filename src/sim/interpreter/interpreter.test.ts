import { describe, expect, it } from 'vitest';
import { assign, emit, setup, type AnyStateMachine } from 'xstate';
import type { Effect } from '../../domain/effects.ts';
import { createKernel, type Kernel } from '../kernel/kernel.ts';
import { createCompiledInterpreter } from './compiled-interpreter.ts';
import type { Interpreter, MachineEvent, RunningMachine } from './interpreter.ts';
import { xstateInterpreter } from './xstate-interpreter.ts';

/** An effect that can be told by its name. */
function effect(name: string): Effect {
  return { type: 'commit', ack: name, about: undefined, writes: [] };
}

const delays = { patience: 100, longPatience: 250 };

/** A machine in the style of the actors: named delays, effects through `emit`. */
const toolkit = setup({
  types: { context: {} as { readonly n: number }, emitted: {} as Effect, input: {} as { readonly n: number } },
  actions: {
    count: assign({ n: ({ context }) => context.n + 1 }),
    say: emit((_, { name }: { readonly name: string }) => effect(name)),
  },
  delays,
});

interface Bench {
  readonly kernel: Kernel;
  readonly actor: RunningMachine;
  /** Effects by name, each with the time at which it was performed. */
  readonly performed: string[];
  dispatch(type: string): void;
}

function startWith(interpreter: Interpreter, machine: AnyStateMachine): Bench {
  const kernel = createKernel(0, 1000);
  const performed: string[] = [];
  const actor = interpreter.start(
    machine,
    { n: 5 },
    {
      perform: (done) => performed.push(`${kernel.now()} ${done.type === 'commit' ? done.ack : done.type}`),
      after: (ms, fire) => kernel.schedule(kernel.now() + ms, fire),
    },
  );
  const event = (type: string): MachineEvent => ({ type, at: kernel.now(), body: { type } });
  return { kernel, actor, performed, dispatch: (type) => actor.dispatch(event(type)) };
}

function say(name: string): { readonly type: 'say'; readonly params: { readonly name: string } } {
  return { type: 'say', params: { name } };
}

describe.each([xstateInterpreter, createCompiledInterpreter()])('by the interpreter $name', (interpreter) => {
  const start = (machine: AnyStateMachine): Bench => startWith(interpreter, machine);

  describe('a running machine', () => {
    it('begins in its initial state with its input, and performs what it wants done on entry', () => {
      const machine = toolkit.createMachine({
        id: 'greeter',
        context: ({ input }) => input,
        initial: 'greeting',
        states: { greeting: { entry: emit(({ context }) => effect(`hello ${context.n}`)) } },
      });
      const { actor, performed } = start(machine);
      expect(performed).toEqual(['0 hello 5']);
      expect(actor.state()).toBe('greeting');
      expect(actor.done()).toBe(false);
    });

    it('performs effects in order and after the transition: exit, then action, then entry, in the new state', () => {
      const seen: string[] = [];
      const machine = toolkit.createMachine({
        id: 'mover',
        context: { n: 0 },
        initial: 'here',
        states: {
          here: { exit: ['count', say('exit')], on: { Go: { target: 'there', actions: ['count', say('action')] } } },
          there: { entry: ['count', emit(({ context }) => effect(`entry ${context.n}`)), say('last')] },
        },
      });
      const kernel = createKernel(0, 10);
      const actor: RunningMachine = interpreter.start(machine, undefined, {
        perform: (done) => seen.push(`${done.type === 'commit' ? done.ack : ''} in ${actor.state()}`),
        after: (ms, fire) => kernel.schedule(ms, fire),
      });
      actor.dispatch({ type: 'Go', at: 0, body: { type: 'Go' } });
      expect(seen).toEqual(['exit in there', 'action in there', 'entry 3 in there', 'last in there']);
    });

    it('takes no notice of an event that its state has no use for', () => {
      const { actor, performed, dispatch } = start(
        toolkit.createMachine({ id: 'deaf', context: { n: 0 }, initial: 'here', states: { here: {} } }),
      );
      dispatch('Anything');
      expect([actor.state(), performed]).toEqual(['here', []]);
    });

    it('is named by the path of its state, and is done in a final one', () => {
      const { actor, performed, dispatch } = start(
        toolkit.createMachine({
          id: 'nested',
          context: { n: 0 },
          initial: 'outer',
          states: {
            outer: {
              initial: 'middle',
              states: { middle: { initial: 'inner', states: { inner: { on: { End: '#nested.end' } } } } },
            },
            end: { type: 'final', entry: say('the end') },
          },
        }),
      );
      expect(actor.state()).toBe('outer.middle.inner');
      dispatch('End');
      expect([actor.state(), actor.done(), performed]).toEqual(['end', true, ['0 the end']]);
    });
  });

  describe('a delay', () => {
    const waiting = toolkit.createMachine({
      id: 'waiting',
      context: { n: 0 },
      initial: 'calling',
      after: { longPatience: '.over' },
      states: {
        calling: {
          entry: say('call'),
          on: { Answer: 'resting', End: 'over' },
          after: { patience: { target: 'calling', reenter: true } },
        },
        resting: { on: { Call: 'calling' } },
        over: { type: 'final', entry: say('over') },
      },
    });

    it('passes in virtual time, and what follows from it is performed then', () => {
      const { kernel, performed, actor } = start(waiting);
      expect(kernel.run(100)).toBe('quiet');
      expect(performed).toEqual(['0 call', '100 call', '200 call', '250 over']);
      expect(actor.done()).toBe(true);
    });

    it('is cancelled when its state is left, and begins anew when it is entered again', () => {
      const { kernel, performed, dispatch } = start(waiting);
      kernel.schedule(90, () => dispatch('Answer'));
      kernel.schedule(120, () => dispatch('Call'));
      kernel.run(100);
      expect(performed).toEqual(['0 call', '120 call', '220 call', '250 over']);
    });

    it('is cancelled when the machine is done: nothing is left to happen', () => {
      const { kernel, performed, dispatch } = start(waiting);
      dispatch('End');
      expect(kernel.run(100)).toBe('quiet');
      expect(kernel.events()).toBe(0);
      expect(performed).toEqual(['0 call', '0 over']);
    });
  });

  describe('a mistake in a machine', () => {
    const boom = (): never => {
      throw new Error('boom');
    };
    const broken = toolkit.createMachine({
      id: 'broken',
      context: { n: 0 },
      initial: 'whole',
      states: {
        whole: {
          initial: 'part',
          states: {
            part: {
              on: {
                Guard: { guard: boom, target: '#broken.next' },
                Assign: { actions: [say('before it broke'), assign({ n: boom })] },
                Emit: { actions: emit(boom) },
                Wait: '#broken.next',
              },
            },
          },
        },
        next: { after: { patience: { actions: assign({ n: boom }), target: 'whole' } } },
      },
    });

    it.each(['Guard', 'Assign', 'Emit'])('stops the run with the names of machine and state: in %s', (type) => {
      const { performed, dispatch } = start(broken);
      expect(() => dispatch(type)).toThrow(/^machine broken failed in state whole\.part: [^]*boom/);
      expect(performed).toEqual([]);
    });

    it('stops the run also when time brings it about', () => {
      const { kernel, dispatch } = start(broken);
      dispatch('Wait');
      expect(() => kernel.run(10)).toThrow('machine broken failed in state next: boom');
      expect(kernel.now()).toBe(100);
    });

    it('stops the run also when the machine starts', () => {
      const states = { first: {} };
      const unborn = toolkit.createMachine({ id: 'unborn', context: boom, initial: 'first', states });
      expect(() => start(unborn)).toThrow('machine unborn failed in state first: boom');
      const entering = toolkit.createMachine({
        id: 'entering',
        context: { n: 0 },
        initial: 'first',
        states: { first: { entry: emit(boom) } },
      });
      expect(() => start(entering)).toThrow('machine entering failed in state first: boom');
    });

    it('keeps its cause', () => {
      const { dispatch } = start(broken);
      expect(() => dispatch('Assign')).toThrow(expect.objectContaining({ cause: new Error('boom') }));
    });

    it('of a delay that is no whole number of milliseconds is seen at once', () => {
      const machine = setup({ delays: { half: 0.5 } }).createMachine({
        id: 'hasty',
        initial: 'idle',
        states: { idle: { on: { Go: 'waiting' } }, waiting: { after: { half: 'idle' } } },
      });
      const { dispatch } = start(machine);
      expect(() => dispatch('Go')).toThrow('machine hasty failed in state waiting: nothing can be scheduled at 0.5');
    });
  });
});
