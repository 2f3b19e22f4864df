/** What a scenario lists as going wrong, and what never will. */
import { HOUR_MS } from '../../sim/scenario/units/duration.ts';
import { minutesOf } from '../../sim/scenario/combination.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { idleFaults } from '../../sim/idle-faults.ts';
import { listed } from '../../sim/report/html/format.ts';

/** A line for each time after which it is too late; empty for a scenario whose faults all have their chance. */
export function idleFaultLines(scenario: Scenario): string[] {
  const { clock, phases } = scenario;
  return idleFaults(scenario).map(({ kinds, until, first }) => {
    const [over, since] = [until, first].map((instant) => minutesOf(instant, clock.zone));
    const what = `hint: ${listed([...kinds])} cannot strike: there is nothing to strike at before ${since ?? ''}, and`;
    if (until < phases.healAt) return `${what} \`during\` is over at ${over ?? ''}`;
    const later = minutesOf(first + HOUR_MS, clock.zone);
    return `${what} all faults stop at ${over ?? ''}: write \`phases: { heal: ${later} }\`, or a later time`;
  });
}
