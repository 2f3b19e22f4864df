/** What a scenario says about faults, in the units that people write. */
import type { Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import { kindOfFault } from '../faults/catalogue.ts';
import { numberText } from '../faults/number-text.ts';
import type { FaultPlan, FaultRule } from '../faults/plan.ts';
import { minutesOf } from './combination.ts';
import { formatDuration } from './units/duration.ts';
import { formatPercentage } from './units/percentage.ts';

/** The whole run, as far as there can be faults in it. */
interface Span {
  readonly start: Instant;
  readonly zone: string;
}

/** A ready-made storm by its name, and rules of one's own one by one. */
export function faultSettings(plan: FaultPlan, span: Span, healAt: Instant): Record<string, string> {
  switch (plan.kind) {
    case 'swarm':
      return { faults: 'swarm' };
    case 'script':
      return { faults: `a script of ${plan.script.length}` };
    case 'rules': {
      if (plan.profile !== 'own') return { faults: plan.profile };
      if (plan.rules.length === 0) return { faults: 'none' };
      const described = plan.rules.map((rule) => ruleText(rule, span, healAt));
      return Object.fromEntries(described.map((text, index) => [`faults.${index}`, text]));
    }
  }
}

/** `network.drop, executor to psp, 2%` */
function ruleText(rule: FaultRule, { start, zone }: Span, healAt: Instant): string {
  const { kind, rate, everyMs, at, window, budget } = rule;
  const always = window.from <= start && window.to >= healAt;
  const parts = [
    kind,
    ...targetText(rule),
    ...(rate === undefined ? [] : [formatPercentage(rate)]),
    ...(everyMs === undefined ? [] : [`every ${formatDuration(everyMs)}`]),
    ...(at === undefined ? [] : [`at ${minutesOf(at, zone)}`]),
    ...Object.entries(rule.values).map(([field, value]) => valueText(kind, field, value)),
    ...(always || at !== undefined ? [] : [`${minutesOf(window.from, zone)} to ${minutesOf(window.to, zone)}`]),
    ...(budget >= UNLIMITED ? [] : [`at most ${counted(budget, 'time')}`]),
  ];
  return parts.join(', ');
}

/** Nobody counts further than this. */
const UNLIMITED = 1_000_000_000;

function targetText({ target: { from, on, message } }: FaultRule): string[] {
  const place = from === undefined ? on : `${from} to ${on ?? 'any'}`;
  return [place, message].filter((part) => part !== undefined);
}

function valueText(kind: FaultRule['kind'], field: string, value: FaultRule['values'][string]): string {
  const { atSites, asEpisode } = kindOfFault(kind);
  const form = asEpisode?.values[field] ?? atSites?.values[field];
  const name = form?.key ?? field;
  if (typeof value === 'string' || typeof value === 'boolean') return `${name} ${String(value)}`;
  const [low, high] = value;
  if (form === undefined || !('usual' in form) || typeof low !== 'number' || typeof high !== 'number')
    return `${name} ${value.join(' and ')}`;
  const { write } = numberText(form);
  return `${name} ${write(low)}${low === high ? '' : ` to ${write(high)}`}`;
}
