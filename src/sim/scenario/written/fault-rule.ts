/** One item of the faults section, read: a ready-made storm, or a rule. */
import type { z } from 'zod';
import { isFaultKind, kindOfFault } from '../../faults/catalogue.ts';
import type { FaultKind } from '../../faults/fault.ts';
import type { FaultRule, Target } from '../../faults/plan.ts';
import type { ValueForms } from '../../faults/value-form.ts';
import { kindHint } from '../kind-hint.ts';
import type { LocalDateTime } from '../units/wall-clock.ts';
import type { LocalWindow } from './fault-forms.ts';
import { commonKeys, crashKeys, faultItems, storm, type CommonKeys, type FaultItem } from './fault-items.ts';
import { complaintsOf } from './fault-issues.ts';
import { ruleComplaints } from './fault-rule-checks.ts';
import { isMapping, type Complaint } from './leaf.ts';

export interface WrittenRule {
  readonly kind: FaultKind;
  readonly target: Target;
  /** Parts per million. */
  readonly rate?: number;
  readonly everyMs?: number;
  readonly at?: LocalDateTime;
  readonly during?: LocalWindow;
  readonly budget?: number;
  readonly values: FaultRule['values'];
}

export type WrittenItem = WrittenRule | z.output<typeof storm>;

type About = (complaint: Complaint) => undefined;

/** Undefined when it was complained of. */
export function readItem(item: unknown, about: About): WrittenItem | undefined {
  if (!isMapping(item)) {
    const isKind = typeof item === 'string' && isFaultKind(item);
    const hint = isKind ? `write { fault: ${item}, ... }: \`penny faults ${item}\` has an example` : undefined;
    return about({ expected: 'a rule such as { fault: network.drop, rate: 1% }', hint });
  }
  if ('profile' in item) return parsedBy(storm, item, about);
  const { fault: kind } = item;
  if (typeof kind !== 'string' || !isFaultKind(kind)) {
    const hint = typeof kind === 'string' ? kindHint(kind) : undefined;
    return about({ path: ['fault'], expected: 'a kind of fault such as network.drop or service.crash', hint });
  }
  const form = faultItems.get(kind);
  const written = form === undefined ? undefined : parsedBy(form, item, about);
  if (written === undefined) return undefined;
  const keys = { ...commonKeys.parse(item), ...(kind === 'service.crash' ? crashKeys.parse(item) : {}) };
  const complaints = ruleComplaints(kindOfFault(kind), keys);
  for (const complaint of complaints) about(complaint);
  return complaints.length > 0 ? undefined : ruleOf(kind, keys, written);
}

function parsedBy<Form extends FaultItem>(form: Form, item: unknown, about: About): z.output<Form> | undefined {
  const result = form.safeParse(item);
  if (result.success) return result.data;
  for (const complaint of complaintsOf(result.error.issues, form, item)) about(complaint);
  return undefined;
}

function ruleOf(kind: FaultKind, keys: CommonKeys, written: Readonly<Record<string, unknown>>): WrittenRule {
  const { rate, every, at, during, budget } = keys;
  const { atSites, asEpisode } = kindOfFault(kind);
  const forms = (rate === undefined ? asEpisode : atSites)?.values ?? {};
  return {
    kind,
    target: targetOf(keys),
    ...(rate === undefined ? {} : { rate }),
    ...(every === undefined ? {} : { everyMs: every }),
    ...(at === undefined ? {} : { at }),
    ...(during === undefined ? {} : { during }),
    ...(budget === undefined ? {} : { budget }),
    values: { ...valuesOf(forms, written), ...whenOf(keys) },
  };
}

function targetOf({ from, to, on, message, before, after }: CommonKeys): Target {
  const service = to ?? on;
  const crashesAt = before ?? after;
  const aboutMessage = crashesAt === 'commit' ? undefined : (crashesAt ?? message);
  return {
    ...(service === undefined ? {} : { on: service }),
    ...(from === undefined ? {} : { from }),
    ...(aboutMessage === undefined ? {} : { message: aboutMessage }),
  };
}

function whenOf({ before, after }: CommonKeys): FaultRule['values'] {
  const crashesAt = before ?? after;
  if (crashesAt === undefined) return {};
  const place = crashesAt === 'commit' ? 'commit' : 'handling';
  return { when: before === undefined ? 'after' : 'before', place };
}

function valuesOf(forms: ValueForms, written: Readonly<Record<string, unknown>>): FaultRule['values'] {
  const values: Record<string, FaultRule['values'][string]> = {};
  for (const [field, { key }] of Object.entries(forms)) {
    const value = written[key];
    if (isValue(value)) values[field] = value;
  }
  return values;
}

/** What the forms of values read to: bounds, a word, words, or yes and no. */
function isValue(value: unknown): value is FaultRule['values'][string] {
  return Array.isArray(value) || typeof value === 'string' || typeof value === 'boolean';
}
