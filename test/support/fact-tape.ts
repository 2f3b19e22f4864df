/** Facts made by hand, for tests of what watches a run: messages and commits one after the other, as the simulator reports them. */
import { serviceOf, type Address, type ServiceName } from '../../src/domain/addresses.ts';
import { instantOf, type BusinessDate, type Instant } from '../../src/domain/calendar.ts';
import { concernOf } from '../../src/domain/concern.ts';
import type { IssuerDecision } from '../../src/domain/effects.ts';
import type { IdempotencyKey, OrderId } from '../../src/domain/ids.ts';
import type { Message } from '../../src/domain/messages.ts';
import type { TableName, Tables } from '../../src/domain/records.ts';
import type { Delivered, Fact, Label, Lost, Sent, Written } from '../../src/sim/facts.ts';
import type { FileFault, LineFault } from '../../src/sim/faults/fault.ts';
import { tables } from '../../src/sim/tables.ts';

/** A record and the table that it goes to. */
export type Row = { [T in TableName]: readonly [table: T, record: Tables[T]] }[TableName];

export interface FactTape {
  readonly facts: readonly Fact[];
  now(): Instant;
  /** Moves the clock forward to an instant. */
  waitUntil(instant: Instant): void;
  wait(ms: number): void;
  /** A message leaves, and arrives two milliseconds later. */
  send(from: Address, to: Address, message: Message): void;
  /** A message leaves and never arrives. */
  lose(from: Address, to: Address, message: Message): void;
  /** A copy of a message arrives. */
  deliverAgain(from: Address, to: Address, message: Message): void;
  /** A service loses its memory, and starts again so many milliseconds later. */
  crash(service: ServiceName, downMs: number): void;
  /** The PSP's file, or a line of it, is about to leave otherwise than it should. */
  distort(fault: LineFault | FileFault, label: Label): void;
  /** The card's issuer decides about a charge. */
  decide(orderId: OrderId, key: IdempotencyKey, decision: IssuerDecision): void;
  /** Faults stop and everything is driven. */
  heal(): void;
  /** One transaction becomes durable, three milliseconds later. */
  commit(by: Address, ...rows: readonly Row[]): void;
}

export function createFactTape(start: Instant): FactTape {
  const facts: Fact[] = [];
  let now = start;
  const wait = (ms: number): void => void (now += ms);
  return {
    facts,
    now: () => now,
    wait,
    waitUntil(instant) {
      if (instant < now) throw new Error(`the tape is at ${now} already, after ${instant}`);
      now = instant;
    },
    send(from, to, message) {
      facts.push(sent(now, from, to, message));
      wait(2);
      facts.push(delivered(now, from, to, message));
    },
    lose: (from, to, message) => void facts.push(sent(now, from, to, message), lost(now, from, to, message)),
    deliverAgain: (from, to, message) => void facts.push(delivered(now, from, to, message)),
    crash(service, downMs) {
      facts.push({ kind: 'crashed', at: now, service, concern: service });
      wait(downMs);
      facts.push({ kind: 'restarted', at: now, service, concern: service, resumed: 1 });
    },
    distort(fault, label) {
      const { currency, date, reference = 'file' } = label;
      const site = `settlement psp ${currency}/${date} ${reference} #1`;
      facts.push({ kind: 'faulted', at: now, site, concern: reference, fault, label });
    },
    decide: (concern, key, decision) => void facts.push({ kind: 'decided', at: now, concern, key, decision }),
    heal: () => void facts.push({ kind: 'healed', at: now, concern: 'all services' }),
    commit(by, ...rows) {
      wait(3);
      for (const row of rows) facts.push(written(now, by, row));
    },
  };
}

export function sent(at: Instant, from: Address, to: Address, message: Message): Sent {
  return { kind: 'sent', at, from, to, message, concern: concernOf(message) };
}

export function delivered(at: Instant, from: Address, to: Address, message: Message): Delivered {
  return { kind: 'delivered', at, from, to, message, concern: concernOf(message) };
}

export function lost(at: Instant, from: Address, to: Address, message: Message): Lost {
  return { kind: 'lost', at, from, to, message, concern: concernOf(message) };
}

/** A record as it becomes durable; `threaded` knows what it replaces. */
export function written(at: Instant, by: Address, [table, after]: Row): Written {
  // Table and record belong together by the type of the row, which the compiler does not follow here.
  const concernIn = tables[table].concern as (record: Row[1]) => string;
  return {
    kind: 'written',
    at,
    service: serviceOf(by),
    by,
    table,
    before: undefined,
    after,
    concern: concernIn(after),
  } as Written;
}

/** Gives each record the version before it that the same facts hold. */
export function threaded(facts: readonly Fact[]): Fact[] {
  const stored = new Map<string, Written['after']>();
  return facts.map((fact) => {
    if (fact.kind !== 'written') return fact;
    const key = `${fact.table} ${fact.after.id}`;
    const before = stored.get(key);
    stored.set(key, fact.after);
    return { ...fact, before } as Written;
  });
}

/** The instant of a wall-clock time in Berlin, written `10:00` or `23:59:58`. */
export function berlin(date: BusinessDate, time: string): Instant {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return instantOf(date, hours * 60 + minutes, 'Europe/Berlin') + seconds * 1000;
}
