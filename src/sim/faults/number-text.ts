/** A number of a fault as people write it: `250ms`, `-90s`, `2d`, `17`. Exact to the millisecond and the minor unit. */
import { formatDuration, parseDuration } from '../scenario/units/duration.ts';
import { parsed, refused, type Parsed } from '../scenario/units/parsed.ts';
import { ms, type NumberForm } from './value-form.ts';

export interface NumberText {
  /** Within the bounds of its form. */
  parse(text: string): Parsed<number>;
  write(value: number): string;
  /** A noun phrase with the bounds: `a duration from 1ms to 30d`. */
  readonly written: string;
}

export function numberText(form: NumberForm): NumberText {
  const write = (value: number): string => {
    if (form.form === 'count' || form.form === 'minorUnits') return String(value);
    const size = formatDuration(Math.abs(value) * (form.form === 'days' ? ms.day : 1));
    return value < 0 ? `-${size}` : size;
  };
  const bounds = `from ${write(form.least)} to ${write(form.most)}`;
  const written = `${noun(form)} ${bounds}`;
  return {
    write,
    written,
    parse(text) {
      const value = readNumber(form, text.trim());
      if (!value.ok) return refused(written, value.hint);
      return value.value < form.least || value.value > form.most ? refused(written) : value;
    },
  };
}

function noun({ form }: NumberForm): string {
  switch (form) {
    case 'duration':
      return 'a duration';
    case 'days':
      return 'whole days';
    case 'count':
      return 'a whole number';
    case 'minorUnits':
      return 'a whole number of minor units';
  }
}

function readNumber({ form }: NumberForm, text: string): Parsed<number> {
  if (form === 'count' || form === 'minorUnits') {
    return /^-?\d{1,15}$/.test(text) ? parsed(plainZero(Number(text))) : refused('a whole number');
  }
  const size = parseDuration(text.replace(/^-/, ''));
  if (!size.ok) return size;
  const value = plainZero(text.startsWith('-') ? -size.value : size.value);
  if (form === 'duration') return parsed(value);
  return value % ms.day === 0 ? parsed(plainZero(value / ms.day)) : refused('whole days');
}

/** Minus zero would be another value than zero to whoever compares. */
function plainZero(value: number): number {
  return value === 0 ? 0 : value;
}
