/**
 * Runs machines by the tables that are compiled from their definitions: the same states, contexts, effects and timers in
 * the same order as with XState itself, without its cost. This is the innermost loop of a run. A machine that is at rest
 * is an object with a state, a context and its timers; an event costs one look-up and the steps of one transition.
 */
import type { AnyStateMachine } from 'xstate';
import type { Effect } from '../../domain/effects.ts';
import { compile, type Branch, type CompiledMachine, type CompiledState } from './compile.ts';
import { Arguments } from './compiled-guard.ts';
import type { Step, Timer } from './compiled-steps.ts';
import type { Host, Interpreter, MachineEvent, RunningMachine } from './interpreter.ts';
import { machineFailure } from './machine-failure.ts';

/** Compiles each machine when it is first started. */
export function createCompiledInterpreter(): Interpreter {
  const compiled = new Map<AnyStateMachine, CompiledMachine>();
  return {
    name: 'compiled',
    start(machine, input, host) {
      let table = compiled.get(machine);
      if (table === undefined) compiled.set(machine, (table = compile(machine)));
      return new CompiledRun(table, input, host);
    },
  };
}

/** A class, since there is one for each actor in memory, and closures would cost each of them a set of functions. */
class CompiledRun implements RunningMachine {
  readonly #machine: CompiledMachine;
  readonly #host: Host;
  #state: CompiledState;
  #context: object = {};
  #isDone = false;
  /** By their places; those that are not running are undefined. */
  readonly #timers: (Cancellable | undefined)[] = [];

  constructor(machine: CompiledMachine, input: unknown, host: Host) {
    this.#machine = machine;
    this.#host = host;
    this.#state = machine.start.next;
    this.#perform(this.#started(input));
  }

  dispatch(event: MachineEvent): void {
    if (this.#isDone) return;
    const branches = this.#state.branches.get(event.type);
    if (branches !== undefined) this.#perform(this.#answered(branches, event));
  }

  state(): string {
    return this.#state.path;
  }

  done(): boolean {
    return this.#isDone;
  }

  #started(input: unknown): readonly Effect[] {
    try {
      this.#context = this.#machine.contextOf(input);
      // XState's event of the start says nothing of when it is.
      const event = { type: 'xstate.init', input } as unknown as MachineEvent;
      return this.#taken(this.#machine.start, new Arguments(this.#context, event));
    } catch (error) {
      throw machineFailure(this.#machine.id, this.#state.path, error);
    }
  }

  #answered(branches: readonly Branch[], event: MachineEvent): readonly Effect[] {
    try {
      const args = new Arguments(this.#context, event);
      for (const branch of branches)
        if (branch.guard === undefined || branch.guard(args)) return this.#taken(branch, args);
      return NONE;
    } catch (error) {
      throw machineFailure(this.#machine.id, this.#state.path, error);
    }
  }

  /** @returns what is to be performed when the machine is in its new state */
  #taken({ steps, next, isEnd, windsTimers }: Branch, args: Arguments): readonly Effect[] {
    let effects = NONE;
    let delays = NO_DELAYS;
    for (const step of steps) {
      switch (step.type) {
        case 'assign':
          step.assign(args);
          break;
        case 'emit':
          if (effects === NONE) effects = [step.effect(args)];
          else effects.push(step.effect(args));
          break;
        case 'setTimer':
          if (delays === NO_DELAYS) delays = [step.delayMs(args)];
          else delays.push(step.delayMs(args));
          break;
        case 'cancelTimer':
          break;
      }
    }
    this.#state = next;
    this.#isDone = isEnd;
    if (windsTimers) this.#windTimers(steps, delays);
    return effects;
  }

  /** As XState does: when the machine is in its new state, and before its effects are performed. */
  #windTimers(steps: readonly Step[], delays: readonly number[]): void {
    let set = 0;
    for (const step of steps) {
      if (step.type === 'cancelTimer') {
        this.#timers[step.timer.place]?.cancel();
        this.#timers[step.timer.place] = undefined;
      } else if (step.type === 'setTimer') {
        this.#set(step.timer, delays[set] ?? 0);
        set += 1;
      }
    }
  }

  #set({ place, event }: Timer, ms: number): void {
    this.#timers[place] = this.#host.after(ms, () => {
      this.#timers[place] = undefined;
      this.dispatch(event);
    });
  }

  #perform(effects: readonly Effect[]): void {
    for (const effect of effects) this.#host.perform(effect);
  }
}

interface Cancellable {
  cancel(): void;
}

/** Shared by all transitions without an effect, and without a delay. */
const NONE: Effect[] = [];
const NO_DELAYS: number[] = [];
