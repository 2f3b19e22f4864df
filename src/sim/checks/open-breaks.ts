/** Breaks as they are on record: which are open about a line, a payout or a file, and which have ever been raised. */
import type { BreakKind, BreakRecord } from '../../domain/night-records.ts';
import type { Hearing } from '../hearing.ts';

export interface OpenBreaks {
  readonly hears: Hearing;
  /** All open breaks. */
  all(): readonly BreakRecord[];
  /** The open breaks about a reference: the PSP's of a charge or refund, a payout's id, or a file's. */
  about(reference: string): readonly BreakRecord[];
  /** True when a break of this kind about the reference has ever been on record. */
  wasRaised(kind: BreakKind, reference: string): boolean;
  /** True when open breaks of these kinds about the reference say that it is off by just so much, one of them or all together. */
  explain(reference: string, difference: number, kinds: readonly BreakKind[]): boolean;
  /** True when a break is open that says of a file, whose name begins so, that it does not prove itself. */
  doubtsFileOf(account: string): boolean;
}

export function createOpenBreaks(): OpenBreaks {
  const open = new Map<string, Map<string, BreakRecord>>();
  /** Breaks are few: they are remembered for the whole run. */
  const raised = new Set<string>();
  const about = (reference: string): readonly BreakRecord[] => [...(open.get(reference)?.values() ?? [])];
  return {
    hears: {
      written: {
        breaks({ after }) {
          const { id, kind, reference, status } = after;
          raised.add(`${kind} ${reference}`);
          const held = open.get(reference) ?? new Map<string, BreakRecord>();
          if (status === 'open') held.set(id, after);
          else held.delete(id);
          if (held.size === 0) open.delete(reference);
          else open.set(reference, held);
        },
      },
    },
    all: () => [...open.values()].flatMap((held) => [...held.values()]),
    about,
    wasRaised: (kind, reference) => raised.has(`${kind} ${reference}`),
    doubtsFileOf(account) {
      for (const [reference, breaks] of open) {
        if (!reference.startsWith(`${account}/`)) continue;
        if ([...breaks.values()].some(({ kind }) => kind === 'fileDoesNotProve')) return true;
      }
      return false;
    },
    explain(reference, difference, kinds) {
      const sizes = about(reference)
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ amount }) => Math.abs(amount));
      const size = Math.abs(difference);
      return sizes.includes(size) || (sizes.length > 1 && sizes.reduce((sum, one) => sum + one, 0) === size);
    },
  };
}
