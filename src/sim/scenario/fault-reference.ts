/** What a person needs to know of a kind of fault to write a rule of it: where it strikes, its keys, and an example. */
import { z } from 'zod';
import { kindOfFault } from '../faults/catalogue.ts';
import type { FaultKind, Place } from '../faults/fault.ts';
import type { AnyKindOfFault } from '../faults/kind.ts';
import { numberText } from '../faults/number-text.ts';
import type { ValueForm } from '../faults/value-form.ts';
import { faultItems } from './written/fault-items.ts';

export interface FaultReference {
  readonly kind: FaultKind;
  /** What happens, in one sentence. */
  readonly effect: string;
  /** The sites at which it is decided by a rate; none for what only begins at a time. */
  readonly places: readonly Place[];
  /** It can begin at a time and last for a while. */
  readonly lasts: boolean;
  readonly keys: readonly KeyReference[];
  /** A rule as it stands in a scenario. */
  readonly example: string;
}

export interface KeyReference {
  readonly key: string;
  /** What is written there: `a duration from 1ms to 30d`. */
  readonly value: string;
  /** Between which it is drawn when the key is left out; null where there is nothing of the sort. */
  readonly usual: string | null;
  readonly description: string;
}

export function faultReference(kind: FaultKind): FaultReference {
  const known = kindOfFault(kind);
  const { effect, atSites, asEpisode } = known;
  return {
    kind,
    effect,
    places: atSites?.places ?? [],
    lasts: asEpisode !== undefined,
    keys: keysOf(known),
    example: exampleOf(known),
  };
}

/** In the order in which they are complained of: those that aim, those that say when, then the values. */
function keysOf(known: AnyKindOfFault): KeyReference[] {
  const forms = valueForms(known);
  const { properties } = described.parse(z.toJSONSchema(faultItems.get(known.kind) ?? z.never(), { io: 'input' }));
  return Object.entries(properties).flatMap(([key, { description = '', enum: words, anyOf }]): KeyReference[] => {
    if (key === 'fault') return [];
    const form = forms.find((each) => each.key === key);
    const among = words ?? anyOf?.find((each) => each.enum !== undefined)?.enum;
    const value = form === undefined ? (plainValues[key] ?? oneOf(among ?? [])) : valueText(form);
    return [{ key, value, usual: form === undefined ? null : usualText(form), description }];
  });
}

const choices = z.object({ enum: z.array(z.string()).optional() });
const described = z.object({
  properties: z.record(
    z.string(),
    choices.extend({ description: z.string().optional(), anyOf: z.array(choices).optional() }),
  ),
});

const plainValues: Readonly<Record<string, string>> = {
  rate: 'a percentage such as 2.5%',
  every: 'a duration such as 30min',
  at: 'a local time such as 2026-03-02 10:00',
  during: 'two local times such as 2026-03-02 10:00 to 2026-03-02 11:00',
  budget: 'a whole number',
};

const MOST_WORDS = 10;

function oneOf(words: readonly string[]): string {
  if (words.length <= MOST_WORDS) return words.join(', ');
  return `the name of a message, such as ${words.includes('commit') ? 'CreditSeller, or commit' : 'ChargeRequested'}`;
}

function valueText(form: ValueForm): string {
  switch (form.form) {
    case 'duration':
    case 'days':
    case 'count':
    case 'minorUnits':
      return `${numberText(form).written}, or a range`;
    case 'word':
      return form.words === undefined ? 'a code' : oneOf(form.words);
    case 'flag':
      return 'true or false';
    case 'services':
      return 'a service, or a list of services';
  }
}

/** Of words, flags and services one is drawn. */
function usualText(form: ValueForm): string {
  return 'usual' in form ? rangeText(form) : 'drawn';
}

function rangeText(form: Extract<ValueForm, { readonly usual: unknown }>): string {
  const { write } = numberText(form);
  return form.usual.map(write).join(' to ');
}

/** What lasts begins every hour; all else happens in one case of a hundred. */
function exampleOf(known: AnyKindOfFault): string {
  const { kind, asEpisode } = known;
  const timing = asEpisode === undefined ? 'rate: 1%' : 'every: 1h';
  const forms = Object.values((asEpisode ?? known.atSites)?.values ?? {});
  const values = forms.flatMap((form) =>
    'usual' in form ? [`${form.key}: ${rangeText(form)}`] : (words[form.key] ?? []),
  );
  return `{ ${[`fault: ${kind}`, ...aimOf(known), timing, ...values].join(', ')} }`;
}

const words: Readonly<Record<string, string>> = {
  kind: 'kind: soft',
  code: 'code: insufficient_funds',
  between: 'between: ledger',
  and: 'and: [payment-service, reconciliation]',
  oneWay: 'oneWay: false',
};

function aimOf({ aim, services, messages, atSites }: AnyKindOfFault): string[] {
  switch (aim) {
    case 'link':
      return ['from: executor', 'to: psp', 'message: ChargeRequested'];
    case 'service':
      // The wallet has a job only where sellers are paid out.
      if (atSites?.places.includes('job')) return [`on: ${services?.[0] ?? 'psp'}`];
      return [`on: ${services?.find((name) => name === 'wallet') ?? services?.[0] ?? 'wallet'}`];
    case 'message':
      return [`message: ${messages?.[0] ?? 'ChargeRequested'}`];
    case 'nothing':
      return [];
  }
}

/** One for each key, of both ways in which a kind may happen. */
function valueForms({ atSites, asEpisode }: AnyKindOfFault): ValueForm[] {
  return [...Object.values(atSites?.values ?? {}), ...Object.values(asEpisode?.values ?? {})];
}
