/** What went wrong, in words: a fault with the values it had, and what reconciliation should find of it. */
import { formatMoney, money } from '../../domain/money.ts';
import type { Faulted, Label } from '../facts.ts';
import { kindOfFault } from '../faults/catalogue.ts';
import type { Fault } from '../faults/fault.ts';
import { numberText } from '../faults/number-text.ts';
import type { ValueForm } from '../faults/value-form.ts';
import { formatDuration } from '../scenario/units/duration.ts';

/** `network.delay, by 2s, at executor→psp ChargeRequested order-1.1 #1: a message between two services arrives late` */
export function tellFaulted({ fault, site, forMs, label }: Faulted): string {
  const lasts = forMs === undefined ? [] : [`for ${formatDuration(forMs)}`];
  const what = [fault.kind, ...valuesOf(fault), ...lasts, `at ${site}`].join(', ');
  return `${what}: ${asClause(kindOfFault(fault.kind).effect)}${label === undefined ? '' : tellLabel(label)}`;
}

function valuesOf(fault: Fault): string[] {
  const { atSites, asEpisode } = kindOfFault(fault.kind);
  const forms = new Map(Object.entries({ ...asEpisode?.values, ...atSites?.values }));
  return Object.entries(fault).flatMap(([field, value]: [string, unknown]) =>
    field === 'kind' ? [] : [tellValue(field, forms.get(field), value)],
  );
}

function tellValue(field: string, form: ValueForm | undefined, value: unknown): string {
  if (typeof value === 'number' && form !== undefined && 'usual' in form) {
    const unit = form.form === 'minorUnits' ? ' minor units' : '';
    return `${form.key} ${numberText(form).write(value)}${unit}`;
  }
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  return `${form?.key ?? field} ${words.join(' and ')}`;
}

function tellLabel({ source, currency, date, reference, amount }: Label): string {
  const where = `${source}/${currency}/${date}${reference === undefined ? '' : ` about ${reference}`}`;
  const wrong = amount === 0 ? '' : `, wrong by ${formatMoney(money(amount, currency))}`;
  return ` (for reconciliation to find in ${where}${wrong})`;
}

/** A sentence as a part of another. */
function asClause(sentence: string): string {
  return (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, '');
}
