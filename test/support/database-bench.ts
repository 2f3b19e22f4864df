/** A database by itself: a latency of 0 to 1,000 ms, where luck of 0.9 is 900 ms; 10 ms when nothing is said of a site. */
import { addressOf, type ServiceName } from '../../src/domain/addresses.ts';
import { currency } from '../../src/domain/currency.ts';
import type { Write } from '../../src/domain/effects.ts';
import { orderId, sellerId } from '../../src/domain/ids.ts';
import { minorUnits, money } from '../../src/domain/money.ts';
import type { CreditRecord, WalletRecord } from '../../src/domain/records.ts';
import type { CommitEffect, DatabaseAnswer } from '../../src/sim/commits.ts';
import { createDatabase, type Database } from '../../src/sim/database.ts';
import type { Written } from '../../src/sim/facts.ts';
import type { SiteFault } from '../../src/sim/faults/fault.ts';
import { createSites } from '../../src/sim/faults/sites.ts';
import { createKernel, type Kernel } from '../../src/sim/kernel/kernel.ts';
import { loadedDice } from './loaded-dice.ts';
import { scriptedJudge } from './scripted-judge.ts';

export const EUR = currency('EUR');
export const seller3 = addressOf.wallet(sellerId(3), EUR);
export const seller4 = addressOf.wallet(sellerId(4), EUR);

export interface DatabaseBench {
  readonly database: Database;
  readonly kernel: Kernel;
  /** What was published and answered, and crashes, each with the time. */
  readonly events: string[];
  readonly answers: DatabaseAnswer[];
  readonly facts: Written[];
  /** The sites at which something could have gone wrong. */
  readonly asked: readonly string[];
  /** The service starts anew: answers say to which start of it they belong. */
  restart(): void;
}

export interface DatabaseConditions {
  /** By site. */
  readonly luck?: Readonly<Record<string, number>>;
  readonly faults?: Readonly<Record<string, SiteFault>>;
  readonly service?: ServiceName;
  /** When everything heals; in a while when left out. */
  readonly healAt?: number;
}

export function databaseBench(conditions: DatabaseConditions = {}): DatabaseBench {
  const { luck = {}, faults = {}, service = 'wallet', healAt = 100_000 } = conditions;
  const kernel = createKernel(0, 1000);
  const [events, answers, facts]: [string[], DatabaseAnswer[], Written[]] = [[], [], []];
  const { judge, asked } = scriptedJudge(faults);
  let incarnation = 1;
  const database = createDatabase({
    service,
    kernel,
    dice: loadedDice((_, site) => luck[site] ?? 0.01),
    sites: createSites(),
    judge,
    latency: [
      { share: 0, ms: 0 },
      { share: 1_000_000, ms: 1000 },
    ],
    healAt,
    committed: (written) => {
      facts.push(...written);
      events.push(`${kernel.now()} ${written.map(({ table, after }) => `${table} ${after.id}`).join(', ')} durable`);
    },
    answer: (to, answer, start) => {
      answers.push(answer);
      const of = start === 1 ? '' : ` of start ${start}`;
      events.push(`${kernel.now()} ${to}${of} gets ${JSON.stringify(answer)}`);
    },
    incarnation: () => incarnation,
    crash: (downMs) => void events.push(`${kernel.now()} down for ${downMs}`),
  });
  return { database, kernel, events, answers, facts, asked, restart: () => void (incarnation += 1) };
}

export function creditOf(n: number, at = 0): CreditRecord {
  return { id: orderId(n, 1), walletId: 'seller-3:EUR', at, ...money(100, EUR) };
}

export function walletOf(version: number): WalletRecord {
  return { id: 'seller-3:EUR', sellerId: sellerId(3), currency: EUR, balance: minorUnits(100 * version), version };
}

/** One transaction of these writes, acknowledged by that name. */
export function transaction(ack: string, ...writes: readonly Write[]): CommitEffect {
  return { type: 'commit', ack, about: undefined, writes };
}

/** A credit of 1.00 to seller 3 for the n-th checkout's order. */
export function insertCredit(n: number): Write {
  return { op: 'insert', table: 'credits', record: creditOf(n) };
}
