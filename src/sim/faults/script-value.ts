/** Reads one value of a script by its form. */
import { serviceNames } from '../../domain/addresses.ts';
import { didYouMean } from '../scenario/did-you-mean.ts';
import { parsed, refused, type Parsed } from '../scenario/units/parsed.ts';
import { declineCode } from '../scenario/written/forms.ts';
import { numberText } from './number-text.ts';
import type { FaultRule } from './plan.ts';
import type { ValueForm } from './value-form.ts';

type Value = FaultRule['values'][string];

export function readValue(form: ValueForm, value: unknown): Parsed<Value> {
  switch (form.form) {
    case 'word':
      return readWord(form.words, value);
    case 'flag':
      return typeof value === 'boolean' ? parsed(value) : refused('true or false');
    case 'services':
      return readServices(value);
    default: {
      const { parse, written } = numberText(form);
      if (typeof value !== 'string' && typeof value !== 'number') return refused(written);
      const number = parse(String(value));
      if (!number.ok) return number;
      if (form.notZero === true && number.value === 0) return refused(`${written}, other than zero`);
      return parsed([number.value, number.value]);
    }
  }
}

function readWord(words: readonly string[] | undefined, value: unknown): Parsed<Value> {
  const text = typeof value === 'string' ? value : '';
  if (words === undefined) return declineCode.parse(text);
  return words.includes(text) ? parsed(text) : refused(words.join(' or '), didYouMean(text, words));
}

function readServices(value: unknown): Parsed<Value> {
  const expected = `a service or a list of services: ${serviceNames.join(', ')}`;
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = serviceNames.filter((name) => listed.includes(name));
  return known.length > 0 && known.length === listed.length ? parsed(known) : refused(expected);
}
