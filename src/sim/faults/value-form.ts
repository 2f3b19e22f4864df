/**
 * The values that a fault can be given: how each is written in a scenario and a script, what bounds it keeps to, and
 * between which it is drawn when a scenario says nothing.
 */

export interface NumberForm {
  /** Durations are whole milliseconds; minor units are those of the currency that the value is applied to. */
  readonly form: 'duration' | 'days' | 'count' | 'minorUnits';
  /** How the value is called where people write it: `by` for `byMs`. */
  readonly key: string;
  /** Both included. Below zero only where the value has a direction. */
  readonly least: number;
  readonly most: number;
  readonly usual: readonly [number, number];
  /** Where zero would be no fault. */
  readonly notZero?: boolean;
  readonly description: string;
}

export interface WordForm {
  readonly form: 'word';
  readonly key: string;
  /** The only words there are; undefined for a code of one's own. */
  readonly words?: readonly string[];
  readonly description: string;
}

export interface FlagForm {
  readonly form: 'flag';
  readonly key: string;
  readonly description: string;
}

/** One or more services. */
export interface ServicesForm {
  readonly form: 'services';
  readonly key: string;
  readonly description: string;
}

export type ValueForm = NumberForm | WordForm | FlagForm | ServicesForm;

/** By the name of the fault's own field. */
export type ValueForms = Readonly<Record<string, ValueForm>>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Durations in milliseconds, for tables. */
export const ms = { second: SECOND, minute: MINUTE, hour: HOUR, day: 24 * HOUR };

/** A duration of at least a millisecond and at most thirty days. */
export function duration(key: string, usual: readonly [number, number], description: string): NumberForm {
  return { form: 'duration', key, least: 1, most: 30 * ms.day, usual, description };
}
