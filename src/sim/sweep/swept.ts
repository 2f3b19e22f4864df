/** The result of a sweep, as `sweep.json` holds it. It does not depend on how many workers there were. */
import type { DefectName } from '../../domain/defects.ts';
import type { Report, ThresholdResult } from '../report/report.ts';
import { busiestOf, firstSaturated, kneeOf, type Saturation } from './knee.ts';
import type { StepResult } from './step.ts';

export interface Swept {
  readonly schemaVersion: 1;
  readonly version: string;
  readonly scenario: Report['scenario'];
  readonly seed: string;
  /** The mistakes that were switched on in the payment system. */
  readonly defects: readonly DefectName[];
  /** What every rate was held to. */
  readonly thresholds: readonly string[];
  /** The users of the scenario's own traffic, in whose place buyers come by rates. */
  readonly usersReplaced: number;
  readonly outcome: 'knee' | 'allMeet' | 'noneMeets';
  /** The highest rate below all that miss something; null where the lowest does. */
  readonly knee: string | null;
  /** The lowest rate that misses something, and what; null where none does. */
  readonly missing: Missing | null;
  /** Higher rates that met everything again: luck decides around there. */
  readonly again: readonly string[];
  /** The first service without room; null where all have room at every rate, or nothing limits them. */
  readonly saturated: Saturation | null;
  /** The busiest service at the lowest rate that misses, or else at the highest; null where nothing limits them. */
  readonly busiest: string | null;
  /** From the lowest rate to the highest. */
  readonly steps: readonly SweptStep[];
  readonly reproduce: string;
}

interface Missing {
  readonly rate: string;
  readonly thresholds: readonly ThresholdResult[];
  /** Why its run was not consistent, in sentences. */
  readonly because: readonly string[];
}

export type SweptStep = StepResult & {
  /** The command that runs this rate alone. */
  readonly reproduce: string;
};

export interface Sweeping extends Pick<
  Swept,
  'version' | 'scenario' | 'seed' | 'defects' | 'thresholds' | 'usersReplaced' | 'reproduce'
> {
  /** In the order of their rates. */
  readonly steps: readonly StepResult[];
  readonly reproduceStep: (step: StepResult) => string;
}

export function swept({ steps, reproduceStep, reproduce, ...given }: Sweeping): Swept {
  const { highest, missing, again } = kneeOf(steps);
  const telling = missing ?? steps.at(-1);
  return {
    schemaVersion: 1,
    ...given,
    outcome: missing === null ? 'allMeet' : highest === null ? 'noneMeets' : 'knee',
    knee: highest?.rate ?? null,
    missing: missing && missingOf(missing),
    again: again.map(({ rate }) => rate),
    saturated: firstSaturated(steps),
    busiest: busiestOf(telling?.services ?? [])?.service ?? null,
    steps: steps.map((step) => ({ ...step, reproduce: reproduceStep(step) })),
    reproduce,
  };
}

function missingOf({ rate, thresholds, violations, inconclusiveBecause }: StepResult): Missing {
  return {
    rate,
    thresholds: thresholds.filter(({ met }) => !met),
    because: [...violations.map(({ invariant, name }) => `${invariant} ${name} is violated`), ...inconclusiveBecause],
  };
}
