/**
 * Closed traffic: users who think, check out, wait for the end of the checkout, and begin again. When a user comes depends
 * on how soon the last checkout ended; which number it has, and with it the basket and all luck, does not: it is that of
 * the user and the turn.
 */
import { checkoutId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Dice } from '../kernel/dice.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { sampleMs } from '../sampling.ts';
import type { ClosedPhase, Scenario } from '../scenario/scenario.ts';
import { usersIn } from '../scenario/closed-traffic.ts';
import type { Answers } from './answers.ts';

export interface UsersParts {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly answers: Answers;
  /** Has the buyer of a checkout come, perhaps later; says when. */
  readonly comes: (n: number) => Instant;
}

export function bringUsers(parts: UsersParts): void {
  const { clock, traffic } = parts.scenario;
  const only = traffic.only === undefined ? undefined : new Set(traffic.only);
  let begins = clock.start;
  let before = 0;
  for (const phase of traffic.phases) {
    if (phase.shape === 'closed') {
      for (let user = 1; user <= phase.users; user += 1)
        bringUser(parts, { phase, begins, user: before + user, users: usersIn(traffic.phases), only });
      before += phase.users;
    }
    begins += phase.durationMs;
  }
}

interface User {
  readonly phase: ClosedPhase;
  /** When the phase begins. */
  readonly begins: Instant;
  /** Counted from 1 over all closed phases, and how many there are in these. */
  readonly user: number;
  readonly users: number;
  /** The numbers of the checkouts that come; all when undefined. */
  readonly only: ReadonlySet<number> | undefined;
}

function bringUser({ scenario, kernel, dice, answers, comes }: UsersParts, its: User): void {
  const { phase, begins, user, users, only } = its;
  const { traffic, policy } = scenario;
  const end = begins + phase.durationMs;
  const patienceMs = policy.buyer.patienceMs * policy.buyer.clicks;

  const thinks = (turn: number): void => {
    const n = traffic.checkouts + (turn - 1) * users + user;
    const at = Math.max(kernel.now(), begins) + sampleMs(phase.think, dice.once('think', checkoutId(n)));
    if (at < end) kernel.schedule(at, () => buys(n, turn));
  };
  const buys = (n: number, turn: number): void => {
    // Who is left out does not come, and takes no time.
    if (only?.has(n) === false) return thinks(turn + 1);
    const id = checkoutId(n);
    const givesUp = kernel.schedule(comes(n) + patienceMs, () => {
      answers.forget(id);
      thinks(turn + 1);
    });
    answers.await(id, () => {
      givesUp.cancel();
      thinks(turn + 1);
    });
  };
  thinks(1);
}
