/** What a run is about to do: the effective settings, as they are in force. */
import { switchedOn } from '../../sim/defects/switched-on.ts';
import type { Scenario } from '../../sim/scenario/scenario.ts';
import { describeSettings } from '../../sim/scenario/settings.ts';
import type { Style } from '../terminal.ts';
import { columns } from './columns.ts';

export function bannerLines(scenario: Scenario, style: Style): string[] {
  const rows = describeSettings(scenario).map(({ name, value }) => [name, value]);
  const about = scenario.description === '' ? '' : `: ${scenario.description}`;
  const mistakes = switchedOn([...scenario.policy.defects]);
  const named = style('strong', scenario.name) + (mistakes === '' ? '' : `, ${style('bad', mistakes)}`);
  return [`${named}${about}`, ...columns(rows, ['left', 'left']), ''];
}
