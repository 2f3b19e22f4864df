/** What a scenario says about faults: rates and windows, or an exact script. */
import type { ServiceName } from '../../domain/addresses.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { PartsPerMillion } from '../../domain/money.ts';
import type { Episode, FaultKind, SiteFault } from './fault.ts';

export const profiles = ['none', 'light', 'heavy', 'swarm'] as const;
export type Profile = (typeof profiles)[number];

/** Which sites a rule looks at; what is left out does not matter. */
export interface Target {
  /** A service; or a link's receiver when `from` is given too. */
  readonly on?: ServiceName;
  /** The sender of a link. */
  readonly from?: ServiceName;
  readonly message?: MessageType;
}

/** One cause of trouble, by rate or at a time. */
export interface FaultRule {
  readonly kind: FaultKind;
  readonly target: Target;
  /** The share of sites at which it fires. */
  readonly rate?: PartsPerMillion;
  /** For what begins at a time and lasts: the mean time from one to the next, or one instant. */
  readonly everyMs?: number;
  readonly at?: Instant;
  readonly window: { readonly from: Instant; readonly to: Instant };
  /** It fires at most so many times. */
  readonly budget: number;
  /** The values of the fault, each drawn between two bounds: `byMs: [50, 2000]`. Words stand for themselves. */
  readonly values: Readonly<Record<string, readonly [number, number] | string | readonly string[] | boolean>>;
}

/** One line of a script: at this site, this happens. */
export type ScriptedFault =
  { readonly site: string; readonly fault: SiteFault } | { readonly site: string; readonly episode: Episode };

export type FaultPlan =
  | { readonly kind: 'rules'; readonly profile: Profile | 'own'; readonly rules: readonly FaultRule[] }
  /** A swarm's rules are drawn from the seed. */
  | { readonly kind: 'swarm' }
  | { readonly kind: 'script'; readonly script: readonly ScriptedFault[] };

/** A swarm may turn out to be empty, which only its seed knows. */
export function hasFaults(plan: FaultPlan): boolean {
  switch (plan.kind) {
    case 'rules':
      return plan.rules.length > 0;
    case 'swarm':
      return true;
    case 'script':
      return plan.script.length > 0;
  }
}
