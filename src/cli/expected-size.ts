/** A hint for a run that does not exercise what its scenario expects, and is of another size than the scenario's own. */
import type { Report } from '../sim/report/report.ts';
import { readScenario } from '../sim/scenario/read.ts';
import { overridesOf, type Changes } from './overrides.ts';
import { counted } from './print/columns.ts';
import type { LoadedScenario } from './scenario-file.ts';

/** @returns undefined where its size has nothing to do with the result */
export function expectedSizeHint(
  { verdict, expectations }: Pick<Report, 'verdict' | 'expectations'>,
  { scenario: file, checkouts, ...others }: Changes & { readonly scenario: string },
  { text, scenario }: LoadedScenario,
): string | undefined {
  if (checkouts === undefined || verdict !== 'inconclusive' || expectations.every(({ met }) => met)) return undefined;
  const own = readScenario(text, file, overridesOf({ ...others, checkouts: undefined }));
  if (!own.ok || own.scenario.traffic.checkouts === scenario.traffic.checkouts) return undefined;
  return `hint: what \`expect\` asks for does not change with --checkouts ${checkouts}: it is meant for the scenario's own ${counted(own.scenario.traffic.checkouts, 'checkout')}`;
}
