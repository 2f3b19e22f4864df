/**
 * One payment order in a storm: its executor crashes, its database loses commits and acknowledgements, and whatever
 * travels between it and the PSP is lost, late, doubled or overtaken. The PSP's books are the truth; what must never
 * happen is thrown as an error.
 */
import type { CommitRefused, Effect } from '../../src/domain/effects.ts';
import type { IdempotencyKey } from '../../src/domain/ids.ts';
import type { ChargeOutcome, Message, MessageOf } from '../../src/domain/messages.ts';
import type { PaymentOrderRecord } from '../../src/domain/executor-records.ts';
import type { BenchEvent } from './machine-bench.ts';
import { captureOf, execute, executor, hardly, requestedAt, settled, softly } from './order-17.ts';

/** What the issuer says to each attempt. */
export type Fate = 'captured' | 'soft' | 'hard';

const REQUEST_VALID_MS = 300_000;
/** The PSP forgets a key after an hour. */
const KEY_FORGOTTEN_MS = 3_600_000;
/** Time passes in short steps: what the executor sends meanwhile is stamped when it is seen. */
const STEP_MS = 30_000;

export interface Storm {
  /** The oldest commit becomes durable, with or without an acknowledgement, or is refused without a word. */
  endCommit(how: 'acknowledged' | 'unacknowledged' | 'lost'): void;
  /** One of the executor's messages reaches the PSP's door; `copied` keeps it on its way. */
  reachPsp(index: number, what: 'enters' | 'refused' | 'lost', copied: boolean): void;
  /** One of the PSP's messages reaches the executor. */
  reachExecutor(index: number, copied: boolean): void;
  wait(ms: number): void;
  /** What becomes of the commits that were asked for: a third way is that they become durable later. */
  crash(commits: 'durable' | 'lost' | 'pending'): void;
  tell(event: BenchEvent): void;
  /** The settlement file lists what was captured. */
  settle(): void;
  stored(): PaymentOrderRecord | undefined;
  captured(): number;
}

interface Letter {
  readonly message: Message;
  readonly sentAt: number;
}

interface Charge {
  readonly attempt: number;
  readonly outcome: ChargeOutcome;
  readonly at: number;
}

/** A commit on its way: only the life of the executor that has asked for it last hears what becomes of it. */
type Commit = Extract<Effect, { type: 'commit' }> & { readonly life: number };

export function orderStorm(fates: readonly Fate[]): Storm {
  const database = createStore();
  let now = requestedAt;
  let life = { number: 1, order: executor(), seen: 0 };
  const commits: Commit[] = [];
  const toPsp: Letter[] = [];
  const toExecutor: Letter[] = [];
  const answer = (message: Message): void => void toExecutor.push({ message, sentAt: now });
  const psp = createPsp(fates, answer);

  const wake = (): void => {
    life = { ...life, order: executor({ record: database.stored(), start: now }), seen: 0 };
  };
  const perform = (): void => {
    const effects = life.order.effects();
    for (const effect of effects.slice(life.seen)) {
      if (effect.type === 'commit') ask(commits, effect, life.number);
      for (const { message } of effect.type === 'send' ? effect.deliveries : []) {
        mustBeBacked(message, database.stored());
        if (isRequest(message)) toPsp.push({ message, sentAt: now });
      }
    }
    life.seen = effects.length;
  };
  const tell = (event: BenchEvent, sentAgoMs = 0): void => {
    if (life.order.done() || life.order.state() === 'waitingForOrder') wake();
    life.order.tell(event, sentAgoMs);
    perform();
  };

  return {
    endCommit(how) {
      const commit = commits.shift();
      if (commit === undefined || how === 'lost') return;
      const reason = database.apply(commit);
      if (how === 'unacknowledged' || commit.life !== life.number) return;
      life.order.tell(endOf(commit, reason));
      perform();
    },
    reachPsp(index, what, copied) {
      const letter = take(toPsp, index, copied);
      if (letter === undefined || what === 'lost') return;
      if (what === 'enters') psp.handle(letter, now);
      else answer(refusalOf(letter, index));
    },
    reachExecutor(index, copied) {
      const letter = take(toExecutor, index, copied);
      if (letter !== undefined) tell(letter.message, now - letter.sentAt);
    },
    wait(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) {
        life.order.wait(Math.min(left, STEP_MS));
        now += Math.min(left, STEP_MS);
        perform();
      }
    },
    crash(fate) {
      life.number += 1;
      if (fate !== 'pending') for (const commit of commits.splice(0)) if (fate === 'durable') database.apply(commit);
      wake();
      tell({ type: 'Resumed' });
    },
    tell,
    settle() {
      for (const { attempt } of psp.captured()) tell(settled(attempt));
    },
    stored: database.stored,
    captured: () => psp.captured().length,
  };
}

/** A commit that is asked for again while it is on its way is one commit. */
function ask(commits: Commit[], effect: Extract<Effect, { type: 'commit' }>, life: number): void {
  const place = commits.findIndex(({ ack, about }) => ack === effect.ack && about === effect.about);
  const asked = commits[place];
  if (asked === undefined) commits.push({ ...effect, life });
  else commits[place] = { ...asked, life };
}

/** What its executor hears of a commit that has ended. */
function endOf({ ack, about = execute.orderId }: Commit, reason: CommitRefused['reason'] | undefined): BenchEvent {
  return reason === undefined ? { type: ack, about } : { type: 'CommitRefused', ack, about, reason };
}

function createStore() {
  let stored: PaymentOrderRecord | undefined;
  return {
    stored: (): PaymentOrderRecord | undefined => stored,
    apply({ writes: [write] }: Commit): CommitRefused['reason'] | undefined {
      if (write?.table !== 'paymentOrders') return undefined;
      if (write.op === 'insert' && stored !== undefined) return 'exists';
      if (write.op === 'advance' && !agrees(stored, write.from)) return 'stale';
      mustBeLegal(stored, write.record);
      stored = write.record;
      return undefined;
    },
  };
}

function agrees(stored: PaymentOrderRecord | undefined, from: string | object): boolean {
  if (stored === undefined || typeof from === 'string') return stored?.status === from;
  return Object.entries(from).every(([name, value]) =>
    Object.entries(stored).some((at) => at[0] === name && at[1] === value),
  );
}

/** The PSP: one charge for a key, until it forgets the key. */
function createPsp(fates: readonly Fate[], answer: (message: Message) => void) {
  const charges = new Map<IdempotencyKey, Charge[]>();
  return {
    handle({ message, sentAt }: Letter, now: number): void {
      if (!isRequest(message)) return;
      const { orderId, key } = message;
      const known = charges.get(key) ?? [];
      const last = known.at(-1);
      if (message.type === 'ChargeInquiry' && last === undefined) answer({ type: 'ChargeNotFound', orderId, key });
      else if (message.type === 'ChargeInquiry' || (last !== undefined && now < last.at + KEY_FORGOTTEN_MS)) {
        answer({ type: 'ChargeAnswered', orderId, key, outcome: last?.outcome ?? hardly });
      } else if (now - sentAt <= REQUEST_VALID_MS) {
        const attempt = attemptOf(key);
        const outcome = outcomeOf(fates[attempt - 1], attempt);
        charges.set(key, [...known, { attempt, outcome, at: now }]);
        answer({ type: 'ChargeNotified', orderId, key, outcome });
        answer({ type: 'ChargeAnswered', orderId, key, outcome });
      }
    },
    captured: (): Charge[] => [...charges.values()].flat().filter(({ outcome }) => outcome.status === 'captured'),
  };
}

function attemptOf(key: IdempotencyKey): number {
  return Number(key.slice(key.indexOf(':') + 1));
}

function isRequest(message: Message): message is MessageOf<'ChargeRequested' | 'ChargeInquiry'> {
  return message.type === 'ChargeRequested' || message.type === 'ChargeInquiry';
}

function refusalOf({ message }: Letter, index: number): Message {
  if (!isRequest(message)) throw new Error(`${message.type} is nothing to refuse`);
  const { orderId, key } = message;
  const status = ([429, 500, 503] as const)[index % 3] ?? 500;
  return { type: 'PspRefused', orderId, key, status, retryAfterMs: index * 1000 };
}

function take(letters: Letter[], index: number, copied: boolean): Letter | undefined {
  const place = letters.length === 0 ? 0 : index % letters.length;
  return copied ? letters[place] : letters.splice(place, 1)[0];
}

function outcomeOf(fate: Fate | undefined, attempt: number): ChargeOutcome {
  if (fate === 'captured') return captureOf(attempt);
  return fate === 'soft' ? softly : hardly;
}

/** Nothing leaves before the record that it rests on is durable. */
function mustBeBacked(message: Message, stored: PaymentOrderRecord | undefined): void {
  const isBacked = ((): boolean => {
    switch (message.type) {
      case 'ChargeRequested':
        return stored?.idempotencyKey === message.key;
      case 'ChargeInquiry':
        return stored !== undefined && attemptOf(message.key) <= stored.attempt;
      case 'OrderExecuted':
        return stored?.status === message.outcome.status;
      default:
        return false;
    }
  })();
  if (!isBacked) throw new Error(`${message.type} rests on nothing: ${JSON.stringify({ message, stored })}`);
}

/** A final record is final, and an attempt follows the one before it. */
function mustBeLegal(before: PaymentOrderRecord | undefined, after: PaymentOrderRecord): void {
  if (before === undefined || JSON.stringify(before) === JSON.stringify(after)) return;
  const isOpen = before.status === 'created' || before.status === 'unknown';
  const due = before.attempt + (after.status === 'created' ? 1 : 0);
  if (!isOpen || after.attempt !== due) throw new Error(`illegal: ${JSON.stringify({ before, after })}`);
}

/** For a while everything arrives in order, nothing is lost, and the saga asks for the order now and then. */
export function lull(storm: Storm, turns: number): void {
  for (let turn = 0; turn < turns && isUnfinished(storm.stored()); turn += 1) {
    storm.endCommit('acknowledged');
    storm.reachPsp(0, 'enters', false);
    storm.reachExecutor(0, false);
    if (turn % 3 === 2) storm.wait(1000);
    if (turn % 10 === 9) storm.tell(execute);
  }
}

function isUnfinished(record: PaymentOrderRecord | undefined): boolean {
  return record?.status !== 'captured' && record?.status !== 'declined';
}
