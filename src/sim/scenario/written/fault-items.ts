/** One rule of the faults section: for each kind of fault the keys that it takes. */
import { z } from 'zod';
import { serviceNames, type ServiceName } from '../../../domain/addresses.ts';
import { kindsOfFault } from '../../faults/catalogue.ts';
import type { FaultKind } from '../../faults/fault.ts';
import type { AnyKindOfFault } from '../../faults/kind.ts';
import type { ValueForm } from '../../faults/value-form.ts';
import { messageNames } from '../../faults/ways.ts';
import { DAY_MS } from '../units/duration.ts';
import { localWindow, numberRange } from './fault-forms.ts';
import { declineCode, durationBetween, localDateTime, percentage } from './forms.ts';
import { mapping, text, wholeNumber, type TextForm } from './leaf.ts';

const MOST_SPACING_MS = 366 * DAY_MS;
const HIGHEST_BUDGET = 1_000_000_000;

export type FaultItem = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>;

/** A key that may be left out. */
const optional = <T>(form: TextForm<T>, description: string) => text(form, description).optional();

const rate = text(percentage, 'The share of cases in which it happens.');
const every = text(
  durationBetween(1_000, MOST_SPACING_MS),
  'The mean time from one to the next, which varies between half of it and one and a half.',
);
const at = text(localDateTime, 'When it begins, by the clock of `clock.zone`.');

const common = {
  during: optional(
    localWindow,
    'When it can happen, by the clock of `clock.zone`; all the time until faults stop when left out.',
  ),
  budget: wholeNumber(1, HIGHEST_BUDGET, 'How often it happens at most; any number of times when left out.').optional(),
};

const message = messageAmong(messageNames, 'a message such as ChargeRequested or CreditSeller');
const commitOrMessage = messageAmong(['commit', ...messageNames], 'a message such as CreditSeller, or commit');

/** A ready-made storm among rules. */
export const storm = mapping(
  {
    profile: z
      .enum(['light', 'heavy'], { error: 'light or heavy' })
      .describe('`heavy`: every kind of fault at high rates. `light`: about a tenth of it.'),
  },
  'The rules of a ready-made storm.',
);

/** The keys that more than one kind of fault takes, whatever else there is. */
export const commonKeys = z.object({
  rate: rate.optional(),
  every: every.optional(),
  at: at.optional(),
  ...common,
  from: service(serviceNames, ''),
  to: service(serviceNames, ''),
  on: service(serviceNames, ''),
  message,
  between: serviceList('').optional(),
  and: serviceList('').optional(),
});

/** For `service.crash` alone: of other kinds, `after` is a duration. */
export const crashKeys = z.object({ before: commitOrMessage, after: commitOrMessage });

export type CommonKeys = z.output<typeof commonKeys> & z.output<typeof crashKeys>;

/** The form of a rule of each kind. */
export const faultItems: ReadonlyMap<FaultKind, FaultItem> = new Map(
  kindsOfFault.map((kind) => [kind.kind, faultItem(kind)]),
);

function faultItem(kind: AnyKindOfFault): FaultItem {
  const shape: Record<string, z.ZodType> = {
    fault: z.literal(kind.kind).describe(kind.effect),
    ...aimKeys(kind),
    ...timingKeys(kind),
    ...common,
  };
  for (const form of [...valuesOf(kind.atSites), ...valuesOf(kind.asEpisode)]) {
    // Before or after what it crashes is said by two keys of those names.
    if (kind.kind === 'service.crash' && form.key === 'when') continue;
    shape[form.key] ??= valueKey(form).optional();
  }
  return mapping(shape, kind.effect);
}

function valuesOf(way: AnyKindOfFault['atSites'] | AnyKindOfFault['asEpisode']): readonly ValueForm[] {
  return way === undefined ? [] : Object.values(way.values);
}

function timingKeys({ atSites, asEpisode }: AnyKindOfFault): Record<string, z.ZodType> {
  if (asEpisode === undefined) return { rate };
  const lasting = { every: every.optional(), at: at.optional() };
  return atSites === undefined ? lasting : { rate: rate.optional(), ...lasting };
}

function aimKeys({ kind, aim, services, messages }: AnyKindOfFault): Record<string, z.ZodType> {
  const only = messages === undefined ? message : messageAmong(messages, messages.join(' or '));
  const aimedAt = only.describe('The message; any when left out.');
  switch (aim) {
    case 'link':
      return {
        from: service(serviceNames, 'The service that sends the message; any when left out.'),
        to: service(serviceNames, 'The service that the message is sent to; any when left out.'),
        message: aimedAt,
      };
    case 'service': {
      const on = service(services ?? serviceNames, 'The service; any when left out.');
      if (kind !== 'service.crash') return { on };
      return {
        on,
        before: commitOrMessage.describe('It crashes before it handles this message, or before it commits.'),
        after: commitOrMessage.describe('It crashes when it has handled this message, or has committed.'),
      };
    }
    case 'message':
      return { message: aimedAt };
    case 'nothing':
      return {};
  }
}

function messageAmong<Name extends string>(names: readonly Name[], expected: string) {
  return z.enum(names, { error: expected }).optional();
}

function service(among: readonly ServiceName[], description: string) {
  return z
    .enum(among, { error: `a service: one of ${among.join(', ')}` })
    .optional()
    .describe(description);
}

function valueKey(form: ValueForm): z.ZodType {
  switch (form.form) {
    case 'duration':
    case 'days':
    case 'count':
    case 'minorUnits':
      return text(numberRange(form), form.description);
    case 'word':
      return form.words === undefined
        ? text(declineCode, form.description)
        : z.enum(form.words, { error: form.words.join(' or ') }).describe(form.description);
    case 'flag':
      return z.boolean({ error: 'true or false' }).describe(form.description);
    case 'services':
      return serviceList(form.description);
  }
}

/** One service, or a list of them. */
function serviceList(description: string) {
  const error = `a service or a list of services: ${serviceNames.join(', ')}`;
  const one = z.enum(serviceNames, { error });
  return z.union([one, z.array(one, { error }).min(1, { error })], { error }).describe(description);
}
