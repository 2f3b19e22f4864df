/** What a run is about to do: the effective settings, as they are in force. */
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { describeSettings } from '../../sim/scenario/settings.ts';
import type { Style } from '../terminal.ts';
import { columns } from './columns.ts';

export function bannerLines(scenario: Scenario, style: Style): string[] {
  const rows = describeSettings(scenario).map(({ name, value }) => [name, value]);
  const about = scenario.description === '' ? '' : `: ${scenario.description}`;
  return [`${style('strong', scenario.name)}${about}`, ...columns(rows, ['left', 'left']), ''];
}
