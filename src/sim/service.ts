/**
 * A service: a fault domain with volatile memory and its own database. Its actors are virtual: a message to an address
 * wakes the actor from the database, or creates it; an actor that is final leaves memory. A crash empties the memory, and
 * a restart wakes the actors of all records that are unfinished.
 */
import { entityOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Effect } from '../domain/effects.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { ActorKind } from './actor-kind.ts';
import type { Database } from './database.ts';
import type { Host, Interpreter, MachineEvent, RunningMachine } from './interpreter/interpreter.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';

export interface Service {
  readonly name: ServiceName;
  isUp(): boolean;
  /** Counts its starts: what was under way for an earlier start is lost. */
  incarnation(): number;
  /** A message arrives, while the service is up: its actor is woken if it sleeps. */
  deliver(to: Address, event: MachineEvent): void;
  /** An answer to something that an actor of this start asked for: it is dropped when the actor is gone. */
  answer(to: Address, event: MachineEvent): void;
  /** Loses actors, mailboxes and timers. */
  crash(): void;
  /** Starts again, with nothing in memory. */
  start(): void;
  /**
   * Tells the actors of all unfinished records to take up their work.
   * @returns how many there are
   */
  resume(): number;
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
  /** What the service's clock shows. */
  readonly clock: () => Instant;
  /** Until when everything that the service has to do waits; undefined when nothing holds it up. */
  readonly heldUntil: () => Instant | undefined;
  readonly perform: (by: Address, effect: Effect) => void;
}

export function createService(parts: ServiceParts): Service {
  const running = new Map<Address, RunningMachine>();
  let up = true;
  let incarnation = 1;

  const dispatch = (to: Address, actor: RunningMachine, event: MachineEvent): void => {
    actor.dispatch(event);
    leaveIfDone(to, actor);
  };
  const leaveIfDone = (address: Address, actor: RunningMachine): void => {
    if (actor.done()) running.delete(address);
  };
  const wake = (address: Address): RunningMachine => {
    const entity = entityOf(address);
    const { machine, record } = kindOf(parts, entity);
    const timer = { isAlive: () => running.get(address) === actor, fired: () => leaveIfDone(address, actor) };
    const host: Host = {
      perform: (effect) => parts.perform(address, effect),
      after: (ms, fire) => startTimer(parts, ms, fire, timer),
    };
    const actor = parts.interpreter.start(machine, inputOf(parts, address, record(parts.database, entity)), host);
    return actor;
  };

  const deliver = (to: Address, event: MachineEvent): void => {
    const awake = running.get(to);
    if (awake !== undefined) return dispatch(to, awake, event);
    const actor = wake(to);
    const resting = actor.state();
    running.set(to, actor);
    dispatch(to, actor, event);
    // An actor that was woken by a message which it has no use for goes back to sleep.
    if (actor.state() === resting) running.delete(to);
  };

  return {
    name: parts.name,
    isUp: () => up,
    incarnation: () => incarnation,
    deliver,
    answer(to, event) {
      const actor = running.get(to);
      if (actor !== undefined) dispatch(to, actor, event);
    },
    crash() {
      up = false;
      running.clear();
    },
    start() {
      up = true;
      incarnation += 1;
    },
    resume() {
      const actors = parts.database.unfinished();
      for (const address of actors) deliver(address, { type: 'Resumed', at: parts.clock() });
      return actors.length;
    },
    actorsInMemory: () => running.size,
  };
}

function inputOf({ policy, dates, dice }: ServiceParts, address: Address, record: unknown): ActorInput<unknown> {
  const luck = (occasion: string): number => dice.once('backoff', `${address}#${occasion}`);
  return { entity: entityOf(address), policy, dates, luck, record };
}

interface Timed {
  /** An actor that went back to sleep has no timers; another one may be awake at its address by now. */
  readonly isAlive: () => boolean;
  readonly fired: () => void;
}

/** A timer of an actor; while its service is held up it waits, as everything does. */
function startTimer(
  { kernel, heldUntil }: ServiceParts,
  ms: number,
  fire: () => void,
  { isAlive, fired }: Timed,
): { cancel(): void } {
  const fireWhenFree = (): void => {
    if (!isAlive()) return;
    const until = heldUntil();
    if (until !== undefined && until > kernel.now()) {
      waiting = kernel.schedule(until, fireWhenFree);
      return;
    }
    fire();
    fired();
  };
  let waiting = kernel.schedule(kernel.now() + ms, fireWhenFree);
  return { cancel: () => waiting.cancel() };
}

function kindOf(parts: ServiceParts, entity: string): ActorKind {
  const kind = parts.kinds.find(({ prefix }) => entity.startsWith(prefix));
  if (kind === undefined) throw new Error(`${parts.name} has no kind of actor for ${entity}`);
  return kind;
}
