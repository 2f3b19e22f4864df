/**
 * A service: a fault domain with volatile memory and its own database. Its actors are virtual: a message to an address
 * wakes the actor from the database, or creates it; an actor that is final leaves memory. A crash empties the memory, and
 * a restart wakes the actors of all records that are unfinished.
 */
import { entityOf, type Address, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Effect, Resumed } from '../domain/effects.ts';
import type { ActorInput, BusinessDates, Policy } from '../domain/policy.ts';
import type { ActorKind } from './actor-kind.ts';
import type { Database } from './database.ts';
import type { Host, Interpreter, MachineEvent, RunningMachine } from './interpreter/interpreter.ts';
import type { Dice } from './kernel/dice.ts';
import type { Scheduled } from './kernel/event-queue.ts';
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
  const awake: Awake = new Map();
  let up = true;
  let incarnation = 1;

  const deliver = (to: Address, event: MachineEvent): void => {
    const known = awake.get(to);
    if (known !== undefined) return known.hear(event);
    const actor = new Actor(parts, awake, to);
    const resting = actor.state();
    awake.set(to, actor);
    actor.hear(event);
    // An actor that was woken by a message which it has no use for goes back to sleep.
    if (actor.state() === resting) awake.delete(to);
  };

  return {
    name: parts.name,
    isUp: () => up,
    incarnation: () => incarnation,
    deliver,
    answer: (to, event) => awake.get(to)?.hear(event),
    crash() {
      up = false;
      awake.clear();
    },
    start() {
      up = true;
      incarnation += 1;
    },
    resume() {
      const actors = parts.database.unfinished();
      for (const address of actors) deliver(address, { type: 'Resumed', at: parts.clock(), body: RESUMED });
      return actors.length;
    },
    actorsInMemory: () => awake.size,
  };
}

const RESUMED: Resumed = { type: 'Resumed' };

/** The actors in memory. */
type Awake = Map<Address, Actor>;

/** An actor in memory, and the host of its machine. A class: closures would cost each of them a set of functions. */
class Actor implements Host {
  readonly #parts: ServiceParts;
  readonly #awake: Awake;
  readonly #address: Address;
  readonly #machine: RunningMachine;

  constructor(parts: ServiceParts, awake: Awake, address: Address) {
    this.#parts = parts;
    this.#awake = awake;
    this.#address = address;
    const entity = entityOf(address);
    const { machine, record } = kindOf(parts, entity);
    const input = inputOf(parts, address, entity, record(parts.database, entity));
    this.#machine = parts.interpreter.start(machine, input, this);
  }

  state(): string {
    return this.#machine.state();
  }

  hear(event: MachineEvent): void {
    this.#machine.dispatch(event);
    this.leaveIfDone();
  }

  leaveIfDone(): void {
    if (this.#machine.done()) this.#awake.delete(this.#address);
  }

  /** False for one that went back to sleep: another one may be awake at its address by now. */
  isAwake(): boolean {
    return this.#awake.get(this.#address) === this;
  }

  perform(effect: Effect): void {
    this.#parts.perform(this.#address, effect);
  }

  after(ms: number, fire: () => void): Timer {
    return new Timer(this.#parts, this, ms, fire);
  }
}

function inputOf(
  { policy, dates, dice }: ServiceParts,
  address: Address,
  entity: string,
  record: unknown,
): ActorInput<unknown> {
  const luck = (occasion: string): number => dice.once('backoff', `${address}#${occasion}`);
  return { entity, policy, dates, luck, record };
}

/** A timer of an actor; while its service is held up it waits, as everything does. */
class Timer {
  readonly #parts: ServiceParts;
  readonly #actor: Actor;
  readonly #fire: () => void;
  #waiting: Scheduled;

  constructor(parts: ServiceParts, actor: Actor, ms: number, fire: () => void) {
    this.#parts = parts;
    this.#actor = actor;
    this.#fire = fire;
    this.#waiting = parts.kernel.schedule(parts.kernel.now() + ms, () => this.#fireWhenFree());
  }

  cancel(): void {
    this.#waiting.cancel();
  }

  #fireWhenFree(): void {
    if (!this.#actor.isAwake()) return;
    const { kernel, heldUntil } = this.#parts;
    const until = heldUntil();
    if (until !== undefined && until > kernel.now()) {
      this.#waiting = kernel.schedule(until, () => this.#fireWhenFree());
      return;
    }
    this.#fire();
    this.#actor.leaveIfDone();
  }
}

function kindOf(parts: ServiceParts, entity: string): ActorKind {
  const kind = parts.kinds.find(({ prefix }) => entity.startsWith(prefix));
  if (kind === undefined) throw new Error(`${parts.name} has no kind of actor for ${entity}`);
  return kind;
}
