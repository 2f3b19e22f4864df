/** The actions of a machine as steps: a change of the context, an effect, a timer that is set or cancelled. */
import type { AnyStateNode } from 'xstate';
import type { Effect } from '../../domain/effects.ts';
import { named, type Arguments } from './compiled-guard.ts';
import type { MachineEvent } from './interpreter.ts';
import { unsupported } from './unsupported.ts';

export type Step =
  | { readonly type: 'assign'; readonly assign: (args: Arguments) => void }
  | { readonly type: 'emit'; readonly effect: (args: Arguments) => Effect }
  | { readonly type: 'setTimer'; readonly timer: Timer; readonly delayMs: (args: Arguments) => number }
  | { readonly type: 'cancelTimer'; readonly timer: Timer };

/** A delay of a state. */
export interface Timer {
  /** Its place among the machine's timers, from 0. */
  readonly place: number;
  /** What the machine hears when it runs out, as XState names it: `xstate.after.patience.machine.state`. */
  readonly event: MachineEvent;
}

/** The machine's timers by the type of their event. Filled while the machine is compiled. */
export type Timers = Map<string, Timer>;

type Computed<T> = (args: Arguments, params?: unknown) => T;

/** @param action as the machine has it: a name, a name with params, or what `assign` and `emit` return */
export function stepOf(node: AnyStateNode, action: unknown, timers: Timers): Step {
  if (typeof action === 'function') return builtIn(node, action as unknown as BuiltIn, undefined, timers);
  const { type, params } = named(action);
  const implementation: unknown = node.machine.implementations.actions[type];
  if (implementation === undefined) unsupported(node, `the action "${type}" without an implementation`, 'write it');
  return builtIn(node, implementation as BuiltIn, params, timers);
}

/** What XState's action creators return, as far as it is read here. */
interface BuiltIn {
  readonly type?: unknown;
  readonly assignment?: unknown;
  readonly event?: unknown;
  readonly id?: unknown;
  readonly delay?: unknown;
  readonly sendId?: unknown;
}

function builtIn(node: AnyStateNode, action: BuiltIn, params: unknown, timers: Timers): Step {
  switch (action.type) {
    case 'xstate.assign':
      return { type: 'assign', assign: assignmentOf(action.assignment, params) };
    case 'xstate.emit':
      return { type: 'emit', effect: withParams(computed(action.event), params) as (args: Arguments) => Effect };
    case 'xstate.raise':
      return { type: 'setTimer', timer: timerOf(node, action, timers), delayMs: delayOf(node, action.delay) };
    case 'xstate.cancel':
      return { type: 'cancelTimer', timer: timerNamed(node, action.sendId, timers) };
    default: {
      const what = typeof action.type === 'string' ? `the action ${action.type}` : 'an action that is a plain function';
      return unsupported(node, what, 'use assign for what the machine remembers, and emit for what it wants done');
    }
  }
}

/**
 * Changes the context where it is: it belongs to its run alone, and a new one for each change, as XState makes it, is what
 * would cost most here. Everything is computed from the old context before anything is changed.
 */
function assignmentOf(assignment: unknown, params: unknown): (args: Arguments) => void {
  if (typeof assignment === 'function') {
    const changesOf = withParams(assignment as Computed<Changes>, params);
    return (args) => change(args.context as Changes, changesOf(args));
  }
  const parts = Object.entries(assignment as object).map(([key, value]) => {
    return { key, compute: withParams(computed(value), params) };
  });
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) {
    const { key, compute } = only;
    return (args) => void ((args.context as Changes)[key] = compute(args));
  }
  return (args) => {
    const values = parts.map(({ compute }) => compute(args));
    const context = args.context as Changes;
    let place = 0;
    for (const { key } of parts) {
      context[key] = values[place];
      place += 1;
    }
  };
}

type Changes = Record<string, unknown>;

function change(context: Changes, changes: Changes): void {
  for (const key of Object.keys(changes)) context[key] = changes[key];
}

/** A value, or a function of the arguments, as a function of the arguments. */
function computed(value: unknown): Computed<unknown> {
  return typeof value === 'function' ? (value as Computed<unknown>) : () => value;
}

function withParams<T>(compute: Computed<T>, params: unknown): (args: Arguments) => T {
  if (params === undefined) return compute;
  const paramsOf = computed(params);
  return (args) => compute(args, paramsOf(args));
}

const AFTER = 'xstate.after.';

/** XState writes a state's delays as an entry action that raises an event later, and an exit action that cancels it. */
function timerOf(node: AnyStateNode, { event, id }: BuiltIn, timers: Timers): Timer {
  const isDelay = typeof id === 'string' && id.startsWith(AFTER) && (event as { readonly type?: unknown }).type === id;
  if (!isDelay) unsupported(node, 'a raised event', 'take the transition that it would lead to');
  return timerNamed(node, id, timers);
}

function timerNamed(node: AnyStateNode, id: unknown, timers: Timers): Timer {
  if (typeof id !== 'string' || !id.startsWith(AFTER))
    return unsupported(node, 'the cancelling of an event', 'leave the state whose delay it is');
  const known = timers.get(id);
  if (known !== undefined) return known;
  // XState's event of a delay says nothing of when it comes.
  const timer: Timer = { place: timers.size, event: { type: id } as unknown as MachineEvent };
  timers.set(id, timer);
  return timer;
}

function delayOf(node: AnyStateNode, delay: unknown): (args: Arguments) => number {
  const written: unknown = typeof delay === 'string' ? node.machine.implementations.delays[delay] : delay;
  if (written === undefined) unsupported(node, `the delay "${String(delay)}" without an implementation`, 'write it');
  return computed(written) as (args: Arguments) => number;
}
