/** Draws the values of one fault: between the bounds that its rule gives, or else between the usual ones. */
import type { ServiceName } from '../../domain/addresses.ts';
import type { Draw } from '../kernel/dice.ts';
import type { FaultRule } from './plan.ts';
import type { NumberForm, ValueForms } from './value-form.ts';

export interface Chance {
  /** A whole number of a field that has bounds, both included. */
  number(field: string): number;
  /** One of the words that the rule gives, or else of these. */
  word<Word extends string>(field: string, words: readonly Word[]): Word;
  /** A text of the rule's, or else one of these. */
  text(field: string, usual: readonly string[]): string;
  /** What the rule says, or else heads or tails. */
  flag(field: string): boolean;
  /** The service that the rule is aimed at, or else one of these. */
  service(among: readonly ServiceName[]): ServiceName;
  /** Those of these services that the rule names; undefined where it names none. */
  services(field: string, among: readonly ServiceName[]): readonly ServiceName[] | undefined;
}

export function createChance(draw: Draw, forms: ValueForms, { values, target }: FaultRule): Chance {
  const among = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(draw() * items.length)];
    if (item === undefined) throw new RangeError('there is nothing to draw from');
    return item;
  };
  const given = (field: string): readonly string[] => {
    const value = values[field];
    if (typeof value === 'string') return [value];
    return typeof value === 'object' ? value.filter((each) => typeof each === 'string') : [];
  };
  return {
    number(field) {
      const form = forms[field];
      if (form === undefined || !('usual' in form)) throw new RangeError(`${field} is no number`);
      return numberBetween(form, boundsOf(values[field]) ?? form.usual, draw());
    },
    word(field, words) {
      const wanted = words.filter((word) => given(field).includes(word));
      return among(wanted.length === 0 ? words : wanted);
    },
    text: (field, usual) => among(given(field).length === 0 ? usual : given(field)),
    flag(field) {
      const value = values[field];
      return typeof value === 'boolean' ? value : draw() < 0.5;
    },
    service: (services) => target.on ?? among(services),
    services(field, services) {
      const named = services.filter((service) => given(field).includes(service));
      return named.length === 0 ? undefined : named;
    },
  };
}

/** The two numbers of a rule's value; undefined for words. */
export function boundsOf(value: FaultRule['values'][string] | undefined): readonly [number, number] | undefined {
  if (typeof value !== 'object') return undefined;
  const [low, high] = value;
  return typeof low === 'number' && typeof high === 'number' ? [low, high] : undefined;
}

/** Every whole number between the bounds is as likely as any other. */
function numberBetween({ notZero }: NumberForm, [low, high]: readonly [number, number], drawn: number): number {
  const skipsZero = notZero === true && low <= 0 && high >= 0 && high > low;
  const count = high - low + (skipsZero ? 0 : 1);
  const value = low + Math.floor(drawn * count);
  return skipsZero && value >= 0 ? value + 1 : value;
}
