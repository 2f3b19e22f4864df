import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, assign, cancel, emit, raise, sendTo, setup, type AnyStateMachine } from 'xstate';
import { anyMachine, anyVisit, visit } from '../../../test/support/any-machine.ts';
import type { Effect } from '../../domain/effects.ts';
import { createKernel } from '../kernel/kernel.ts';
import { createCompiledInterpreter } from './compiled-interpreter.ts';
import { xstateInterpreter } from './xstate-interpreter.ts';

/** What `npm test` can afford; a longer round gives other numbers and another seed. */
const RUNS = Number(process.env['MACHINES'] ?? 500);

describe('a machine of the subset, whichever it is', () => {
  it('goes through the same states, contexts, effects and timers as with XState, whatever happens to it', () => {
    fc.assert(
      fc.property(anyMachine, anyVisit, (machine, events) => {
        const compiled = visit(createCompiledInterpreter(), machine, events);
        expect(compiled).toEqual(visit(xstateInterpreter, machine, events));
      }),
      { numRuns: RUNS },
    );
  });

  it('is not always at rest: the machines that are tried out do things', () => {
    const machines = fc.sample(fc.tuple(anyMachine, anyVisit), { numRuns: 200, seed: 1 });
    const lines = machines.flatMap(([machine, events]) => visit(xstateInterpreter, machine, events));
    const [lasting, entering, leaving, timing, ending] = [/in [ab]/, /enter/, /exit/, /xstate\.after/, /done/].map(
      (pattern) => lines.filter((line) => pattern.test(line)).length,
    );
    expect(Math.min(lasting ?? 0, entering ?? 0, leaving ?? 0, timing ?? 0, ending ?? 0)).toBeGreaterThan(50);
  });
});

describe('what cannot be compiled', () => {
  const effect: Effect = { type: 'commit', ack: 'x', about: undefined, writes: [] };
  const parts = setup({
    types: { emitted: {} as Effect },
    actions: { plain: () => undefined, away: sendTo('somebody', { type: 'Hello' }) },
    guards: { yes: () => true, both: and(['yes', 'yes']) },
    delays: { patience: 10 },
  });
  const compile = (machine: AnyStateMachine) => (): unknown => {
    const kernel = createKernel(0, 10);
    const host = { perform: () => undefined, after: (ms: number, fire: () => void) => kernel.schedule(ms, fire) };
    return createCompiledInterpreter().start(machine, undefined, host);
  };
  const withState = (state: object, root: object = {}): AnyStateMachine =>
    parts.createMachine({
      id: 'odd',
      initial: 'a',
      states: { a: state, b: {}, c: {} },
      ...root,
    } as never) as unknown as AnyStateMachine;

  it.each<[string, AnyStateMachine, string]>([
    ['parallel regions', withState({ type: 'parallel', states: { x: {}, y: {} } }), 'state a has parallel regions'],
    ['a history state', withState({}, { states: { a: {}, h: { type: 'history' } } }), 'state h has the type history'],
    ['eventless transitions', withState({ always: 'b' }), 'state a has "always"'],
    ['invoked actors', withState({ invoke: { src: 'x' } }), 'state a has "invoke"'],
    ['an output', withState({}, { output: 1 }), 'its root has "output"'],
    [
      'what follows a final state',
      withState({ initial: 'x', states: { x: { type: 'final' } }, onDone: 'b' }),
      'state a has "onDone"',
    ],
    [
      'actions of an initial transition',
      withState({ initial: { target: 'x', actions: emit(effect) }, states: { x: {} } }),
      'state a has actions of its initial transition',
    ],
    ['a wildcard', withState({ on: { '*': 'b' } }), 'state a has the event "*"'],
    ['a part of an event’s name', withState({ on: { 'Order.*': 'b' } }), 'state a has the event "Order.*"'],
    ['an action that is a plain function', withState({ entry: 'plain' }), 'an action that is a plain function'],
    ['an action that reaches another actor', withState({ exit: 'away' }), 'state a has the action xstate.sendTo'],
    ['an action of no name that is known', withState({ entry: 'unknown' }), 'the action "unknown" without an implem'],
    ['a raised event', withState({ entry: raise({ type: 'Go' }) }), 'state a has a raised event'],
    ['the cancelling of an event', withState({ entry: cancel('x') }), 'state a has the cancelling of an event'],
    [
      'a guard made of guards',
      withState({ on: { Go: { guard: 'both', target: 'b' } } }),
      'a guard made of other guards',
    ],
    [
      'a guard of no name that is known',
      withState({ on: { Go: { guard: 'no' } } }),
      'the guard "no" without an implem',
    ],
    ['a delay of no name that is known', withState({ after: { never: 'b' } }), 'the delay "never" without an implem'],
  ])('is refused when the machine is compiled, by machine, state, feature and remedy: %s', (_, machine, feature) => {
    expect(compile(machine)).toThrow(/^machine odd cannot be compiled: (?:state \w+|its root) has .+; .+$/);
    expect(compile(machine)).toThrow(feature);
  });

  it('is also what only XState’s actors have: a machine that asks for itself is told so', () => {
    const me = ({ self }: { readonly self: unknown }): unknown => self;
    const selfish = withState({ entry: assign({ me }) });
    expect(compile(selfish)).toThrow('machine odd failed in state a: a compiled machine has no "self"');
  });
});
