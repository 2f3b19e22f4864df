/**
 * Transactions on their way into a database: one at a time per record set (the records of one actor), after a latency.
 * Nothing becomes visible before its time; then it is carried out, or whatever went wrong happens.
 */
import type { Address, ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Acknowledged, CommitRefused, Effect, RecordsRead, Write } from '../domain/effects.ts';
import type { Written } from './facts.ts';
import type { Judge, Site, Verdict } from './faults/site.ts';
import type { Sites } from './faults/sites.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';
import { sampleMs } from './sampling.ts';
import type { Quantiles } from './scenario/scenario.ts';
import { concernOfWrites, refusalOf, refuseTwins, type Store } from './store.ts';

export type CommitEffect = Extract<Effect, { readonly type: 'commit' }>;
export type DatabaseAnswer = Acknowledged<string> | CommitRefused | RecordsRead;

export interface DatabaseParts {
  readonly service: ServiceName;
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly sites: Sites;
  readonly judge: Judge;
  readonly latency: Quantiles;
  /** When everything heals: until then, at the latest, a fault keeps a transaction waiting. */
  readonly healAt: Instant;
  /** Told of every transaction as it becomes durable. */
  readonly committed: (facts: readonly Written[]) => void;
  /** Answers an actor, if its service has not started anew since it asked. */
  readonly answer: (to: Address, answer: DatabaseAnswer, incarnation: number) => void;
  /** The service's present start. */
  readonly incarnation: () => number;
  /** Takes the service down for so many milliseconds. */
  readonly crash: (downMs: number) => void;
}

export interface Commits {
  commit(by: Address, effect: CommitEffect): void;
  /** Transactions that became durable so far. */
  count(): number;
}

/** A commit on its way. */
interface Pending {
  readonly by: Address;
  readonly ack: string;
  readonly about: string;
  readonly writes: readonly Write[];
  readonly fault: Verdict<'commit'>;
  /** The start of the service that asked for it last: only that one hears the answer. */
  incarnation: number;
}

/** What one actor has asked for. */
interface Desk {
  /** Its commits that have not ended, in the order in which they will: asking again for one of them changes nothing. */
  readonly pending: Pending[];
  /** Until when its record set is busy with commits that were asked for earlier. */
  busyUntil: Instant;
}

/**
 * The desks of a database. Idle ones are cleared away when there are many: a map that is filled and emptied with every
 * commit builds itself anew all the time.
 */
interface Desks {
  of(by: Address): Desk;
  /** Whatever was asked for is forgotten. */
  loseAll(): void;
}

const MANY = 1024;

function createDesks(now: () => Instant): Desks {
  const desks = new Map<Address, Desk>();
  let most = MANY;
  const clearAway = (): void => {
    for (const [by, { pending, busyUntil }] of desks) if (pending.length === 0 && busyUntil <= now()) desks.delete(by);
    most = Math.max(MANY, 2 * desks.size);
  };
  return {
    of(by) {
      const known = desks.get(by);
      if (known !== undefined) return known;
      if (desks.size >= most) clearAway();
      const desk: Desk = { pending: [], busyUntil: 0 };
      desks.set(by, desk);
      return desk;
    },
    loseAll() {
      for (const { pending } of desks.values()) pending.length = 0;
      desks.clear();
    },
  };
}

export function createCommits(parts: DatabaseParts, store: Store): Commits {
  const { service, kernel, dice, sites, judge } = parts;
  const services = [service];
  const committing = sites.operation(`${service}.db commit`);
  const luck = dice.at('database', committing.name);
  let count = 0;
  const desks = createDesks(kernel.now);

  const verdictOn = (concern: string): { readonly latency: number; readonly fault: Verdict<'commit'> } => {
    const occurrence = sites.of(concern).next(committing);
    const site: Site<'commit'> = { place: 'commit', services, operation: committing.name, concern, occurrence };
    return { latency: sampleMs(parts.latency, luck(concern, occurrence)), fault: judge(site) };
  };
  const carryOut = ({ by, ack, about, writes }: Pending): DatabaseAnswer => {
    refuseTwins(service, writes);
    const reason = refusalOf(store, writes);
    if (reason !== undefined) return { type: 'CommitRefused', ack, about, reason };
    count += 1;
    parts.committed(writes.map((write) => store.write(write, kernel.now(), by)));
    return { type: ack, about };
  };
  const answer = ({ by, incarnation }: Pending, given: DatabaseAnswer): void => parts.answer(by, given, incarnation);
  /** What becomes of a transaction when its time has come. */
  const conclude = (commit: Pending): void => {
    const { fault } = commit;
    switch (fault?.kind) {
      case undefined:
      case 'database.slow':
        return answer(commit, carryOut(commit));
      case 'database.fail':
        return;
      case 'database.stall': {
        const given = carryOut(commit);
        return void kernel.schedule(heldUp(parts, kernel.now(), fault.byMs), () => answer(commit, given));
      }
      case 'database.lose-unsynced':
        desks.loseAll();
        return parts.crash(fault.downMs);
      case 'service.crash':
        if (fault.when === 'after') carryOut(commit);
        return parts.crash(fault.downMs);
    }
  };

  return {
    commit(by, { ack, writes, about: named }) {
      const concern = concernOfWrites(writes, by);
      const about = named ?? concern;
      const desk = desks.of(by);
      const asked = desk.pending.find((one) => one.ack === ack && one.about === about);
      if (asked !== undefined) {
        asked.incarnation = parts.incarnation();
        return;
      }
      const { latency, fault } = verdictOn(concern);
      const commit: Pending = { by, ack, about, writes, fault, incarnation: parts.incarnation() };
      desk.pending.push(commit);
      const start = Math.max(kernel.now(), desk.busyUntil);
      const end = fault?.kind === 'database.slow' ? heldUp(parts, start + latency, fault.byMs) : start + latency;
      desk.busyUntil = end;
      kernel.schedule(end, () => {
        // Otherwise it was lost.
        if (desk.pending[0] !== commit) return;
        desk.pending.shift();
        conclude(commit);
      });
    },
    count: () => count,
  };
}

function heldUp({ healAt }: DatabaseParts, due: Instant, byMs: number): Instant {
  return Math.max(due, Math.min(due + byMs, healAt));
}
