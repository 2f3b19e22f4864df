/** A transition's guard as a plain function. */
import type { AnyStateNode } from 'xstate';
import type { MachineEvent } from './interpreter.ts';
import { unsupported } from './unsupported.ts';

/** What guards and actions are called with, as in XState, which also offers `self` and `system`: see below. */
export class Arguments {
  readonly context: object;
  readonly event: MachineEvent;

  constructor(context: object, event: MachineEvent) {
    this.context = context;
    this.event = event;
  }

  /** A machine is pure: whoever reaches for itself as an actor is told so. */
  get self(): never {
    throw new Error('a compiled machine has no "self": what it wants done it emits');
  }

  get system(): never {
    throw new Error('a compiled machine has no "system": what it wants done it emits');
  }
}

export type CompiledGuard = (args: Arguments) => boolean;

type GuardFunction = (args: Arguments, params: unknown) => boolean;

/** @param written the guard as the machine has it: a name, a name with params, or a function */
export function guardOf(node: AnyStateNode, written: unknown): CompiledGuard | undefined {
  if (written === undefined) return undefined;
  if (typeof written === 'function') return plain(node, written, undefined);
  const { type, params } = named(written);
  const implementation: unknown = node.machine.implementations.guards[type];
  if (implementation === undefined) unsupported(node, `the guard "${type}" without an implementation`, 'write it');
  if (typeof implementation !== 'function') return guardOf(node, implementation);
  return plain(node, implementation, params);
}

function plain(node: AnyStateNode, guard: object, params: unknown): CompiledGuard {
  if ('check' in guard) unsupported(node, 'a guard made of other guards', 'write it as one function');
  const decide = guard as GuardFunction;
  if (typeof params !== 'function')
    return params === undefined ? (decide as CompiledGuard) : (args) => decide(args, params);
  const paramsOf = params as (args: Arguments) => unknown;
  return (args) => decide(args, paramsOf(args));
}

/** `'isX'` or `{ type: 'isX', params: ... }`, as actions and guards are referred to. */
export function named(written: unknown): { readonly type: string; readonly params: unknown } {
  if (typeof written === 'string') return { type: written, params: undefined };
  const { type, params } = written as { readonly type: string; readonly params?: unknown };
  return { type, params };
}
