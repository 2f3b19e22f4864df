/** What a judge is made of, and where its rulings come from: rules, or a script. */
import type { Instant } from '../../domain/calendar.ts';
import type { Faulted } from '../facts.ts';
import type { Dice } from '../kernel/dice.ts';
import type { Place, SiteFault } from './fault.ts';
import type { FaultPlan } from './plan.ts';
import type { Site } from './site.ts';

export interface JudgeParts {
  readonly plan: FaultPlan;
  readonly dice: Dice;
  readonly now: () => Instant;
  /** When the run begins, and when faults stop. */
  readonly start: Instant;
  readonly healAt: Instant;
  readonly publish: (fact: Faulted) => void;
}

/** What is to happen at a site of a place; of the kinds that were possible there, the counts are told. */
export type Ruling = (site: Site, nameOf: () => string, at: Instant) => SiteFault | undefined;

/** Where rulings come from. */
export interface Rulings {
  /** Undefined for places at which nothing can ever happen. */
  readonly at: (place: Place) => Ruling | undefined;
  /** Sites of a script that nobody has asked about. */
  readonly unreached: () => string[];
}
