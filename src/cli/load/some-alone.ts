/** `traffic.only`, with which a load shows nothing. */
import type { Override } from '../../sim/scenario/overrides.ts';
import { counted } from '../print/columns.ts';
import { unfit, type LoadedScenario } from '../scenario-file.ts';

/**
 * @param overrides those with which the scenario was loaded
 * @param expected what of the traffic there has to be, and why
 * @throws UserError where only some of the checkouts come
 */
export function refuseSomeAlone(
  loaded: LoadedScenario,
  file: string,
  overrides: readonly Override[],
  expected: string,
): void {
  const { only } = loaded.scenario.traffic;
  if (only === undefined) return;
  const seen = `${counted(only.length, 'checkout')} alone`;
  const hint = 'leave it out; penny run lets them come alone';
  throw unfit({ path: ['traffic', 'only'], seen, expected, hint }, loaded, file, overrides);
}
