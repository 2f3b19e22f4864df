/**
 * When unfinished work has to be over: some time after the world has healed, which it has not as long as a service makes
 * messages wait for a place, or rejects them. A run in which nothing had to heal gives it that time from the last sign of it.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Hearing } from '../hearing.ts';
import { spellDuration } from './figures.ts';

/** Work under way. */
export interface Underway {
  readonly since: Instant;
  /** The last sign of it. */
  lastAt: Instant;
}

export interface Settling {
  readonly hears: Hearing;
  /** Of work that ends now: by how much too late, in words; undefined when it is in time. */
  late(work: Underway, at: Instant): string | undefined;
  /** Of work that has not ended when the run has: for how long it should have, in words; undefined when there is time left. */
  hanging(work: Underway, at: Instant): string | undefined;
}

/** @param settleWithinMs how long after the healing, or after the last sign of it, work may stay unfinished */
export function createSettling(settleWithinMs: number): Settling {
  let healedAt: Instant | undefined;
  let heldUpAt = -Infinity;
  const sinceHealing = ({ since }: Underway, healed: Instant, at: Instant): string => {
    if (heldUpAt > Math.max(since, healed)) return `${spellDuration(at - heldUpAt)} after the last message had to wait`;
    return since > healed
      ? `${spellDuration(at - since)} after it began`
      : `${spellDuration(at - healed)} after everything healed`;
  };
  return {
    hears: {
      healed: ({ at }) => void (healedAt = at),
      rejected: ({ at }) => void (heldUpAt = at),
      occupied({ at, waiting }) {
        if (waiting > 0) heldUpAt = at;
      },
    },
    late(work, at) {
      if (healedAt === undefined || at <= Math.max(healedAt, work.since, heldUpAt) + settleWithinMs) return undefined;
      return sinceHealing(work, healedAt, at);
    },
    hanging(work, at) {
      // After the healing, what has not ended when nothing moves any more never will.
      if (healedAt !== undefined) return sinceHealing(work, healedAt, at);
      return at - work.lastAt < settleWithinMs
        ? undefined
        : `${spellDuration(at - work.lastAt)} after the last sign of it`;
    },
  };
}
