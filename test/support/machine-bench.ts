/**
 * A bench for one machine: it runs in virtual time with a host that notes what the machine wants done instead of doing
 * it. A test plays everybody else: it tells the machine what happens and reads what the machine wants.
 */
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { businessDate, businessDates, type Instant } from '../../src/domain/calendar.ts';
import { currency } from '../../src/domain/currency.ts';
import type {
  Acknowledged,
  CommitRefused,
  Effect,
  IssuerAnswered,
  Query,
  RecordsRead,
  Resumed,
  Write,
} from '../../src/domain/effects.ts';
import type { OrderId } from '../../src/domain/ids.ts';
import type { Message, MessageOf } from '../../src/domain/messages.ts';
import { noDefects } from '../../src/domain/defects.ts';
import type { ActorInput, Luck, Policy } from '../../src/domain/policy.ts';
import { xstateInterpreter } from '../../src/sim/interpreter/xstate-interpreter.ts';
import { tables } from '../../src/sim/tables.ts';

export const EUR = currency('EUR');

/** The first date that is settled on a bench. */
const FIRST_NIGHT = businessDate('2026-03-02');

/**
 * A PSP that keeps 2.9 % and closes at midnight in Amsterdam, and a bank in New York. Half of each back-off is luck. Work
 * without an answer is taken up again every ten minutes, three rounds in all.
 */
export const benchPolicy: Policy = {
  platformFee: 100_000,
  calls: { timeoutMs: 1000, attempts: 3, backoff: { firstMs: 200, maxMs: 5000, jitter: 500_000 } },
  psp: { timeoutMs: 10_000, attempts: 4, backoff: { firstMs: 500, maxMs: 30_000, jitter: 500_000 } },
  redrive: { everyMs: 600_000, rounds: 3 },
  breaker: { failures: 5, openMs: 30_000 },
  requestValidMs: 300_000,
  fileGraceMs: 3_600_000,
  softDeclineRetries: 1,
  softDeclineWaitMs: 3000,
  storageTimeoutMs: 2000,
  buyer: { patienceMs: 8000, clicks: 3 },
  pspFee: { rate: 29_000, fixed: {} },
  pspCalendar: { zone: 'Europe/Amsterdam', cutOff: 0 },
  payoutAfterDays: 1,
  bankCalendar: { zone: 'America/New_York', cutOff: 0 },
  bankTransitMs: 7_200_000,
  defects: noDefects,
};

export type BenchEvent = Message | CommitRefused | RecordsRead | IssuerAnswered | Resumed | Acknowledged<string>;

export interface BenchSettings {
  readonly entity: string;
  /** What the service's database holds of the entity when the machine is woken. */
  readonly record?: unknown;
  readonly policy?: Partial<Policy>;
  /** Always 0 unless the test says otherwise. */
  readonly luck?: Luck;
  /** The instant at which the machine starts; 2026-03-02T12:00:00Z unless the test says otherwise. */
  readonly start?: string | Instant;
  /** The executor's gateway grants every call to the PSP at once, and nothing is told of it. */
  readonly gateway?: 'grants' | undefined;
}

/** Whatever a machine wants is told as a line: `commit OrderStored`, `SalePosted → payment-service/order-17.1`. */
export interface Bench {
  /** Hands the machine an event now; a message was sent just now, or so long ago. Returns what it wants done about it. */
  tell(event: BenchEvent, sentAgoMs?: number): string[];
  /** The latest commit is durable. */
  acknowledge(): string[];
  /** The latest commit is refused. */
  refuse(reason: CommitRefused['reason']): string[];
  /** The answer to the latest read: these records, in any order of tables. */
  answerRead(...results: RecordsRead['results']): string[];
  /** Lets time pass. Returns what the machine wants done meanwhile. */
  wait(ms: number): string[];
  /** At which milliseconds since the start the machine wanted this. */
  times(line: string): number[];
  /** The messages that the machine sent last, together. */
  messages(): readonly Message[];
  /** The changes that the machine asked for last. */
  writes(): readonly Write[];
  /** What the machine wanted to read last. */
  queries(): readonly Query[];
  /** What the machine did last, whatever it was. */
  effect(): Effect | undefined;
  /** All that the machine has done. */
  effects(): readonly Effect[];
  now(): number;
  state(): string;
  done(): boolean;
}

/** The states that the machines on benches have been in, by machine. */
const visited = new Map<string, Set<string>>();

/** Starts a machine on a bench. */
export function bench(machine: AnyStateMachine, settings: BenchSettings): Bench {
  const { start: startsAt = '2026-03-02T12:00:00Z' } = settings;
  const start = typeof startsAt === 'number' ? startsAt : Date.parse(startsAt);
  const clock = createClock(start);
  const noted: { readonly at: number; readonly effect: Effect }[] = [];
  const input = inputOf(settings);
  const note = (): void => {
    const states = visited.get(machine.id) ?? new Set();
    visited.set(machine.id, states.add(running.state()));
  };
  const callsAsked: OrderId[] = [];
  const running = xstateInterpreter.start(machine, input, {
    perform(effect) {
      const forGateway = settings.gateway === 'grants' ? gatewayMessageOf(effect) : undefined;
      if (forGateway === undefined) noted.push({ at: clock.now(), effect });
      else if (forGateway.type === 'PspCallAsked') callsAsked.push(forGateway.orderId);
    },
    after: (ms, fire) => clock.schedule(ms, () => (fire(), settle())),
  });
  const dispatch = (event: BenchEvent, sentAgoMs: number): void => {
    // A machine that is done has left memory and hears nothing more.
    if (running.done()) return;
    running.dispatch({ type: event.type, at: clock.now(), sentAt: clock.now() - sentAgoMs, body: event });
    settle();
  };
  const settle = (): void => {
    note();
    const orderId = callsAsked.shift();
    if (orderId !== undefined) dispatch({ type: 'PspCallGranted', orderId }, 0);
  };
  note();

  const during = (happens: () => void): string[] => {
    const before = noted.length;
    happens();
    return noted.slice(before).flatMap(({ effect }) => linesOf(effect));
  };
  const tell = (event: BenchEvent, sentAgoMs = 0): string[] => during(() => dispatch(event, sentAgoMs));
  const latest = <T extends Effect['type']>(type: T): Extract<Effect, { type: T }> => {
    const found = noted.findLast(({ effect }) => effect.type === type);
    if (found === undefined) throw new Error(`${machine.id} has not asked for a ${type} yet`);
    return found.effect as Extract<Effect, { type: T }>;
  };

  return {
    tell,
    acknowledge() {
      const commit = latest('commit');
      return tell({ type: commit.ack, about: aboutOf(commit) });
    },
    refuse(reason) {
      const commit = latest('commit');
      return tell({ type: 'CommitRefused', ack: commit.ack, about: aboutOf(commit), reason });
    },
    answerRead: (...results) => tell({ type: 'RecordsRead', queries: latest('read').queries, results }),
    wait: (ms) => during(() => clock.wait(ms)),
    times: (line) => noted.filter(({ effect }) => linesOf(effect).includes(line)).map(({ at }) => at - start),
    messages: () => latest('send').deliveries.map(({ message }) => message),
    writes: () => latest('commit').writes,
    queries: () => latest('read').queries,
    effect: () => noted.at(-1)?.effect,
    effects: () => noted.map(({ effect }) => effect),
    now: clock.now,
    state: running.state,
    done: running.done,
  };
}

/** Each file of tests begins with machines that have been nowhere. */
export function forgetVisits(): void {
  visited.clear();
}

/** The states of a machine in which no machine on a bench has been, in this file of tests. */
export function unvisitedStates(machine: AnyStateMachine): string[] {
  return leavesOf(machine.root).filter((state) => visited.get(machine.id)?.has(state) !== true);
}

function leavesOf(node: AnyStateNode): string[] {
  const children = Object.values(node.states) as AnyStateNode[];
  return children.length === 0 ? [node.path.join('.')] : children.flatMap(leavesOf);
}

function inputOf({ entity, record, luck, policy: changes }: BenchSettings): ActorInput<unknown> {
  const policy = { ...benchPolicy, ...changes };
  return {
    entity,
    policy,
    luck: luck ?? (() => 0),
    dates: {
      first: FIRST_NIGHT,
      psp: businessDates(policy.pspCalendar),
      bank: businessDates(policy.bankCalendar),
    },
    record,
  };
}

/** What a machine tells the executor's gateway. */
function gatewayMessageOf(effect: Effect): MessageOf<'PspCallAsked' | 'PspCallEnded'> | undefined {
  const message = effect.type === 'send' ? effect.deliveries[0]?.message : undefined;
  return message?.type === 'PspCallAsked' || message?.type === 'PspCallEnded' ? message : undefined;
}

function linesOf(effect: Effect): string[] {
  switch (effect.type) {
    case 'send':
      return effect.deliveries.map(({ to, message }) => `${message.type} → ${to}`);
    case 'commit':
      return [`commit ${effect.ack}`];
    case 'read':
      return [`read ${effect.queries.map(({ table }) => table).join(', ')}`];
    case 'authorise':
      return [`authorise ${effect.key}`];
  }
}

/** What the database says that a commit is about, when the machine does not: the concern of its first record. */
function aboutOf({ about, writes }: Extract<Effect, { type: 'commit' }>): string {
  const [first] = writes;
  if (about !== undefined || first === undefined) return about ?? '';
  const { concern } = tables[first.table] as { concern(record: Write['record']): string };
  return concern(first.record);
}

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

function createClock(start: number) {
  const timers = new Set<Timer>();
  let now = start;
  return {
    now: () => now,
    schedule(ms: number, fire: () => void): { cancel(): void } {
      const timer = { due: now + ms, fire };
      timers.add(timer);
      return { cancel: () => timers.delete(timer) };
    },
    /** Moves the clock and fires what comes due, first things first. */
    wait(ms: number): void {
      const until = now + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.due <= until);
        const next = due.reduce<Timer | undefined>(
          (first, timer) => (first && first.due <= timer.due ? first : timer),
          undefined,
        );
        if (next === undefined) break;
        timers.delete(next);
        now = next.due;
        next.fire();
      }
      now = until;
    },
  };
}
