/**
 * What runs a machine for the simulator. A machine is pure: it takes an event and leaves effects. An interpreter holds
 * its state between events, hands its effects to the host in order, and keeps its delays in virtual time.
 */
import type { AnyStateMachine } from 'xstate';
import type { Effect } from '../../domain/effects.ts';

/** An event as it reaches a machine: what came, and when. */
export interface MachineEvent {
  /** That of its body. */
  readonly type: string;
  readonly at: number;
  /** When it was sent; undefined for what is no message. */
  readonly sentAt?: number;
  readonly body: { readonly type: string };
}

export interface Host {
  perform(effect: Effect): void;
  /** Calls back once, after so many milliseconds of virtual time. */
  after(ms: number, fire: () => void): { cancel(): void };
}

export interface RunningMachine {
  dispatch(event: MachineEvent): void;
  /** The path of the active state: `captureUnknown.inquiring`. */
  state(): string;
  /** The machine is in a final state. */
  done(): boolean;
}

export interface Interpreter {
  readonly name: string;
  start(machine: AnyStateMachine, input: unknown, host: Host): RunningMachine;
}
