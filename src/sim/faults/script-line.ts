/** One line of a script, as text that reads back to the same fault. */
import { isoInstant } from '../../domain/calendar.ts';
import { formatDuration } from '../scenario/units/duration.ts';
import { kindOfFault } from './catalogue.ts';
import type { Fault } from './fault.ts';
import { numberText } from './number-text.ts';
import type { ScriptedFault } from './plan.ts';
import type { ValueForm, ValueForms } from './value-form.ts';

/** `- { site: "executor→psp ChargeRequested order-17.1 #1", fault: network.delay, by: 2h }` */
export function lineOf(scripted: ScriptedFault): string {
  return `- { ${flow({ site: JSON.stringify(scripted.site), ...entriesOf(scripted) })} }`;
}

/** The same without its site: `fault: network.delay, by: 2h` */
export function faultAt(scripted: ScriptedFault): string {
  return flow(entriesOf(scripted));
}

function entriesOf(scripted: ScriptedFault): Record<string, string> {
  if ('fault' in scripted) {
    const { fault } = scripted;
    return { fault: fault.kind, ...valuesOf(fault, kindOfFault(fault.kind).atSites?.values ?? {}) };
  }
  const { at, forMs, fault } = scripted.episode;
  const on = 'service' in fault ? { on: fault.service } : {};
  const values = valuesOf(fault, kindOfFault(fault.kind).asEpisode?.values ?? {});
  return { fault: fault.kind, ...on, at: isoInstant(at), for: formatDuration(forMs), ...values };
}

function flow(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}

function valuesOf(fault: Fault, forms: ValueForms): Record<string, string> {
  const fields: Readonly<Record<string, unknown>> = { ...fault };
  return Object.fromEntries(
    Object.entries(forms).flatMap(([field, form]) => {
      const value = fields[field];
      return value === undefined ? [] : [[form.key, written(form, value)]];
    }),
  );
}

function written(form: ValueForm, value: unknown): string {
  if (typeof value === 'number' && 'usual' in form) return numberText(form).write(value);
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  // A code of one's own may be a word that YAML has other ideas about.
  return form.form === 'word' && form.words === undefined ? JSON.stringify(value) : String(value);
}
