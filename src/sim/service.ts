/**
 * A service: a fault domain with volatile memory and its own database. Its actors are virtual: a message to an address
 * wakes the actor from the database, or creates it; an actor that is final leaves memory.
 */
import { entityOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Effect } from '../domain/effects.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { ActorKind } from './actor-kind.ts';
import type { Database } from './database.ts';
import type { Host, Interpreter, MachineEvent, RunningMachine } from './interpreter/interpreter.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';

export interface Service {
  readonly name: ServiceName;
  /** A message arrives: its actor is woken if it sleeps. */
  deliver(to: Address, event: MachineEvent): void;
  /** An answer to something that an actor asked for: it is dropped when the actor is gone. */
  answer(to: Address, event: MachineEvent): void;
  /** How many actors are in memory. */
  actorsInMemory(): number;
}

export interface ServiceParts {
  readonly name: ServiceName;
  readonly kinds: readonly ActorKind[];
  readonly database: Database;
  readonly interpreter: Interpreter;
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly policy: Policy;
  readonly dates: BusinessDates;
  readonly perform: (by: Address, effect: Effect) => void;
}

export function createService(parts: ServiceParts): Service {
  const running = new Map<Address, RunningMachine>();

  const dispatch = (to: Address, actor: RunningMachine, event: MachineEvent): void => {
    actor.dispatch(event);
    leaveIfDone(to, actor);
  };
  const leaveIfDone = (address: Address, actor: RunningMachine): void => {
    if (actor.done()) running.delete(address);
  };

  const wake = (address: Address): RunningMachine => {
    const entity = entityOf(address);
    const kind = kindOf(parts, entity);
    const input: ActorInput<unknown> = {
      entity,
      policy: parts.policy,
      dates: parts.dates,
      luck: (occasion) => parts.dice.once('backoff', `${address}#${occasion}`),
      record: kind.record(parts.database, entity),
    };
    const host: Host = {
      perform: (effect) => parts.perform(address, effect),
      after: (ms, fire) =>
        parts.kernel.schedule(parts.kernel.now() + ms, () => {
          // An actor that went back to sleep has no timers; another one may be awake at its address by now.
          if (running.get(address) !== actor) return;
          fire();
          leaveIfDone(address, actor);
        }),
    };
    const actor = parts.interpreter.start(kind.machine, input, host);
    return actor;
  };

  return {
    name: parts.name,
    deliver(to, event) {
      const awake = running.get(to);
      if (awake !== undefined) return dispatch(to, awake, event);
      const actor = wake(to);
      const resting = actor.state();
      running.set(to, actor);
      dispatch(to, actor, event);
      // An actor that was woken by a message which it has no use for goes back to sleep.
      if (actor.state() === resting) running.delete(to);
    },
    answer(to, event) {
      const actor = running.get(to);
      if (actor !== undefined) dispatch(to, actor, event);
    },
    actorsInMemory: () => running.size,
  };
}

function kindOf(parts: ServiceParts, entity: string): ActorKind {
  const kind = parts.kinds.find(({ prefix }) => entity.startsWith(prefix));
  if (kind === undefined) throw new Error(`${parts.name} has no kind of actor for ${entity}`);
  return kind;
}
