/**
 * Reconciliation on a rig: its real machines with tables of their own, in virtual time, and a ledger, a PSP and a bank
 * that are a few lines each. A test delivers files in any order and number, and crashes the service whenever it likes.
 */
import type { AnyStateMachine } from 'xstate';
import { bankNight } from '../../src/actors/bank-night.ts';
import { reconciliationBreak } from '../../src/actors/break.ts';
import { settlementNight } from '../../src/actors/settlement-night.ts';
import { addressOf, entityOf, serviceOf, type Address } from '../../src/domain/addresses.ts';
import { businessDate, businessDates } from '../../src/domain/calendar.ts';
import type { Delivery, Effect } from '../../src/domain/effects.ts';
import type { LedgerItem } from '../../src/domain/ledger-item.ts';
import type { Message } from '../../src/domain/messages.ts';
import type { ActorInput } from '../../src/domain/policy.ts';
import type { TableName, Tables } from '../../src/domain/records.ts';
import type { BankLine, BankStatement, SettlementFile, SettlementLine } from '../../src/domain/settlement-file.ts';
import type { RunningMachine } from '../../src/sim/interpreter/interpreter.ts';
import { xstateInterpreter } from '../../src/sim/interpreter/xstate-interpreter.ts';
import { createKernel, type Kernel } from '../../src/sim/kernel/kernel.ts';
import { benchPolicy, EUR } from './machine-bench.ts';
import { rigDatabase, type RigDatabase } from './rig-database.ts';

export interface RigSettings {
  /** What the ledger holds from the beginning, in the order in which it was posted. */
  readonly ledger?: readonly LedgerItem[];
  /** What the PSP and the bank send when they are asked for a file: the last one of its date. */
  readonly files?: readonly (SettlementFile | BankStatement)[];
  /** How long the n-th message, commit or read of all takes, in milliseconds. */
  readonly delayOf?: (n: number) => number;
}

export interface Rig {
  /** Delivers a message to reconciliation after so many milliseconds. */
  deliver(to: Address, message: Message, afterMs?: number): void;
  /** A file arrives. */
  bring(file: SettlementFile | BankStatement, afterMs?: number): void;
  /** The ledger posts something more. */
  post(item: LedgerItem): void;
  /**
   * Memory and mailboxes are lost; commits that were asked for come about all the same, or do not. Then whatever is
   * unfinished is taken up again.
   */
  crash(afterMs: number, commitsComeAbout: boolean): void;
  /**
   * Until nothing is left to happen.
   * @throws Error when it does not come to that
   */
  run(): void;
  all<T extends TableName>(table: T): Tables[T][];
  /** The states that an actor has been in, in order. */
  statesOf(address: Address): readonly string[];
  /** What left reconciliation for another service. */
  readonly sent: readonly Delivery[];
  /** The lines that the ledger has posted, by request. */
  readonly posted: ReadonlyMap<string, readonly (SettlementLine | BankLine)[]>;
}

const START = Date.parse('2026-03-05T12:00:00Z');
const MOST_EVENTS = 50_000;

export function reconciliationRig({ ledger = [], files = [], delayOf = () => 1 }: RigSettings = {}): Rig {
  const kernel = createKernel(START, MOST_EVENTS);
  let happened = 0;
  const later = (happens: () => void): void => {
    happened += 1;
    kernel.schedule(kernel.now() + delayOf(happened), happens);
  };
  const afterwards = (ms: number, happens: () => void): void => void kernel.schedule(kernel.now() + ms, happens);
  const database = rigDatabase({ later, answer: (to, event) => actors.answer(to, event) });
  const outside = theOutside(ledger, files);
  const sent: Delivery[] = [];
  const perform = (by: Address, effect: Effect): void => {
    if (effect.type === 'commit') database.commit(by, effect);
    if (effect.type === 'read') database.read(by, effect.queries);
    if (effect.type === 'send') for (const delivery of effect.deliveries) send(delivery);
  };
  const actors = theActors(kernel, database, perform);
  const send = (delivery: Delivery): void => {
    const { to, message } = delivery;
    if (serviceOf(to) === 'reconciliation') return later(actors.inThisLife(() => actors.tell(to, message)));
    sent.push(delivery);
    later(() => {
      for (const answer of outside.serve(message)) later(() => actors.tell(answer.to, answer.message));
    });
  };

  return {
    deliver: (to, message, afterMs = 0) => afterwards(afterMs, () => actors.tell(to, message)),
    bring(file, afterMs = 0) {
      const { to, message } = sentAs(file);
      afterwards(afterMs, () => actors.tell(to, message));
    },
    post: outside.post,
    crash(afterMs, commitsComeAbout) {
      afterwards(afterMs, () => {
        database.crash(commitsComeAbout);
        actors.crash();
        for (const address of database.table('files').unfinished()) actors.tell(address, { type: 'Resumed' });
      });
    },
    run() {
      if (kernel.run(MOST_EVENTS + 1) !== 'quiet') throw new Error('reconciliation does not come to rest');
    },
    all: (name) => [...database.table(name).all()],
    statesOf: actors.statesOf,
    sent,
    posted: outside.posted,
  };
}

const machines: readonly { readonly prefix: string; readonly machine: AnyStateMachine }[] = [
  { prefix: 'psp-', machine: settlementNight },
  { prefix: 'bank-', machine: bankNight },
  { prefix: 'break-', machine: reconciliationBreak },
];

interface Heard {
  readonly type: string;
}

/** Actors are woken by what comes for them, with the record that the database holds of them. */
function theActors(kernel: Kernel, database: RigDatabase, perform: (by: Address, effect: Effect) => void) {
  const running = new Map<Address, RunningMachine>();
  const visited = new Map<Address, string[]>();
  let life = 1;
  const dates = {
    first: businessDate('2026-03-02'),
    psp: businessDates(benchPolicy.pspCalendar),
    bank: businessDates(benchPolicy.bankCalendar),
  };

  const during = (address: Address, actor: RunningMachine, happens: () => void): void => {
    happens();
    visited.set(address, [...(visited.get(address) ?? []), actor.state()]);
    if (actor.done()) running.delete(address);
  };
  const wake = (address: Address): RunningMachine => {
    const entity = entityOf(address);
    const machine = machines.find(({ prefix }) => entity.startsWith(prefix))?.machine;
    if (machine === undefined) throw new Error(`nobody lives at ${address}`);
    const record = entity.startsWith('break-')
      ? database.table('breaks').get(entity)
      : database.table('files').get(entity.replace('-', '/').replace('-', '/'));
    const input: ActorInput<unknown> = { entity, policy: benchPolicy, luck: () => 0, dates, record };
    const actor: RunningMachine = xstateInterpreter.start(machine, input, {
      perform: (effect) => perform(address, effect),
      after: (ms, fire) =>
        kernel.schedule(kernel.now() + ms, () => {
          if (running.get(address) === actor) during(address, actor, fire);
        }),
    });
    return actor;
  };
  const dispatch = (address: Address, actor: RunningMachine, body: Heard): void =>
    during(address, actor, () => actor.dispatch({ type: body.type, at: kernel.now(), sentAt: kernel.now(), body }));

  return {
    tell(address: Address, event: Heard): void {
      const awake = running.get(address);
      if (awake !== undefined) return dispatch(address, awake, event);
      const actor = wake(address);
      const resting = actor.state();
      running.set(address, actor);
      dispatch(address, actor, event);
      if (actor.state() === resting) running.delete(address);
    },
    answer(address: Address, event: Heard): void {
      const actor = running.get(address);
      if (actor !== undefined) dispatch(address, actor, event);
    },
    crash(): void {
      life += 1;
      running.clear();
    },
    inThisLife(happens: () => void): () => void {
      const born = life;
      return () => {
        if (born === life) happens();
      };
    },
    statesOf: (address: Address): readonly string[] => visited.get(address) ?? [],
  };
}

/** The other services, as far as reconciliation needs them. */
function theOutside(ledger: readonly LedgerItem[], files: readonly (SettlementFile | BankStatement)[]) {
  const items = [...ledger];
  const posted = new Map<string, readonly (SettlementLine | BankLine)[]>();
  const serve = (message: Message): Delivery[] => {
    switch (message.type) {
      case 'LedgerExtractRequested': {
        const { currency, date, after } = message;
        const found = { items: items.slice(after), upTo: items.length };
        const to = addressOf.settlementNight(currency, date);
        return [{ to, message: { type: 'LedgerExtractSent', currency, date, ...found } }];
      }
      case 'PostFile':
      case 'PostStatement': {
        const { requestId, currency, date, lines } = message;
        if (!posted.has(requestId)) posted.set(requestId, lines);
        const night = message.type === 'PostFile' ? addressOf.settlementNight : addressOf.bankNight;
        return [{ to: night(currency, date), message: { type: 'FilePosted', requestId, currency, date } }];
      }
      case 'FileRequested':
      case 'StatementRequested': {
        const source = message.type === 'FileRequested' ? 'psp' : 'bank';
        const file = files.findLast((made) => made.date === message.date && sourceOf(made) === source);
        return file === undefined ? [] : [sentAs(file)];
      }
      default:
        return [];
    }
  };
  return { serve, posted, post: (item: LedgerItem) => void items.push(item) };
}

function sentAs(file: SettlementFile | BankStatement): Delivery {
  return isStatement(file)
    ? { to: addressOf.bankNight(EUR, file.date), message: { type: 'BankStatementSent', statement: file } }
    : { to: addressOf.settlementNight(EUR, file.date), message: { type: 'SettlementFileSent', file } };
}

function sourceOf(file: SettlementFile | BankStatement): 'psp' | 'bank' {
  return isStatement(file) ? 'bank' : 'psp';
}

/** Only statements have lines with value dates; an empty file is the PSP's. */
function isStatement(file: SettlementFile | BankStatement): file is BankStatement {
  return file.lines.some((line) => 'valueDate' in line);
}
