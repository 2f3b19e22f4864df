/** Reads one item of a script: a site, the fault that fires there, and the values that it was drawn with. */
import { serviceNames, type ServiceName } from '../../domain/addresses.ts';
import { didYouMean } from '../scenario/did-you-mean.ts';
import { kindHint } from '../scenario/kind-hint.ts';
import { isMapping, type Complaint } from '../scenario/written/leaf.ts';
import { isFaultKind, kindOfFault, kindsAt } from './catalogue.ts';
import { createChance } from './chance.ts';
import { parseInstant } from './instant-text.ts';
import type { AnyKindOfFault } from './kind.ts';
import type { FaultRule, ScriptedFault } from './plan.ts';
import { readValue } from './script-value.ts';
import { placeNames, placeOfSite } from './site-places.ts';
import type { ValueForms } from './value-form.ts';

type Item = Readonly<Record<string, unknown>>;
type About = (complaint: Complaint) => undefined;

const example = '{ site: "executor→psp ChargeRequested order-17.1 #1", fault: network.drop }';

const numberHint =
  'end it with its number, #1 where it happens first, all within quotes: outside of them, YAML takes " #1" for a comment';
const siteHint =
  'a script names sites, such as "episode service.crash wallet #1"; `penny run SCENARIO --sites ORDER` lists those of an order, and rules without sites belong into the scenario';
export const quotesHint = 'put the site in quotes: without them, YAML takes " #1" for a comment';

/** Undefined when it was complained of. */
export function readScriptItem(item: unknown, about: About): ScriptedFault | undefined {
  if (!isMapping(item)) return about({ expected: `a fault such as ${example}` });
  const site = readSite(item, about);
  const kind = readKind(item, about);
  if (kind === undefined) return undefined;
  const lasts = kind.atSites === undefined || (kind.asEpisode !== undefined && 'at' in item);
  if (site === undefined) return undefined;
  return lasts ? readEpisode(site, kind, item, about) : readSiteFault(site, kind, item, about);
}

function readSite({ site }: Item, about: About): string | undefined {
  if (typeof site === 'string' && / #[1-9]\d*$/.test(site)) return site.replaceAll('->', '→');
  const expected = 'a site with its number, such as "executor→psp ChargeRequested order-17.1 #1"';
  return about({ path: ['site'], expected, hint: typeof site === 'string' ? numberHint : siteHint });
}

function readKind({ fault }: Item, about: About): AnyKindOfFault | undefined {
  if (typeof fault === 'string' && isFaultKind(fault)) return kindOfFault(fault);
  const hint = typeof fault === 'string' ? kindHint(fault) : undefined;
  return about({ path: ['fault'], expected: 'a kind of fault such as network.drop or service.crash', hint });
}

function readSiteFault(site: string, kind: AnyKindOfFault, item: Item, about: About): ScriptedFault | undefined {
  if (kind.atSites === undefined) return undefined;
  const place = placeOfSite(site);
  if (site.startsWith('episode ')) {
    const expected = `when it begins, as \`at\`; or the site of a single case for ${kind.kind}`;
    return about({ path: ['site'], expected });
  }
  if (place !== undefined && !kind.atSites.places.includes(place)) {
    const seen = `${kind.kind} at ${placeNames[place]}`;
    return about({ path: ['fault'], seen, expected: `one of ${kindsAt(place).join(', ')}` });
  }
  if (kind.services !== undefined && !kind.services.some((name) => belongsTo(name, site))) {
    return about({ path: ['site'], expected: `a site of one of ${kind.services.join(', ')}` });
  }
  const { values: forms, draw } = kind.atSites;
  const values = readValues(kind, forms, ['site', 'fault'], item, about);
  return values === undefined ? undefined : { site, fault: draw(exactly(kind, forms, values)) };
}

/** `wallet.db commit`, `psp job FileDue`, `settlement bank`: the service comes first, or after the word settlement. */
function belongsTo(service: ServiceName, site: string): boolean {
  const named = site.replace(/^settlement /, '');
  return named.startsWith(`${service} `) || named.startsWith(`${service}.`);
}

function readEpisode(site: string, kind: AnyKindOfFault, item: Item, about: About): ScriptedFault | undefined {
  if (kind.asEpisode === undefined) return undefined;
  const { values: forms, draw } = kind.asEpisode;
  const name = `episode ${kind.kind} `;
  if (!site.startsWith(name)) return about({ path: ['site'], expected: `a name of its own such as "${name}#1"` });
  const hasService = kind.aim === 'service';
  const on = hasService ? readService(kind, item, about) : undefined;
  const at = parseInstant(typeof item['at'] === 'string' ? item['at'] : '');
  if (!at.ok) about({ path: ['at'], expected: at.expected, hint: at.hint });
  const values = readValues(kind, forms, ['site', 'fault', 'at', ...(hasService ? ['on'] : [])], item, about);
  if (!at.ok || values === undefined || (hasService && on === undefined)) return undefined;
  const both = onBothSides(values);
  if (both !== undefined) {
    return about({ path: ['and'], seen: `${both} on both sides`, expected: 'each service on one side' });
  }
  const chance = exactly(kind, forms, values, on);
  return { site, episode: { at: at.value, forMs: chance.number('forMs'), fault: draw(chance) } };
}

function onBothSides({ between, and }: FaultRule['values']): string | undefined {
  if (typeof between !== 'object' || typeof and !== 'object') return undefined;
  const other = new Set<string | number>(and);
  return between.map(String).find((name) => other.has(name));
}

function readService({ services = serviceNames }: AnyKindOfFault, { on }: Item, about: About): ServiceName | undefined {
  const service = services.find((name) => name === on);
  if (service !== undefined) return service;
  const hint = typeof on === 'string' ? didYouMean(on, services) : undefined;
  return about({ path: ['on'], expected: `a service: one of ${services.join(', ')}`, hint });
}

/** Each value that the kind has, exactly once; undefined when one of them, or another key, was complained of. */
function readValues(
  { kind }: AnyKindOfFault,
  forms: ValueForms,
  others: readonly string[],
  item: Item,
  about: About,
): FaultRule['values'] | undefined {
  const known = [...others, ...Object.values(forms).map(({ key }) => key)];
  const unknown = Object.keys(item).filter((key) => !known.includes(key));
  for (const key of unknown) {
    const expected = `one of the keys ${known.join(', ')}`;
    about({
      path: [key],
      atKey: true,
      seen: `a key that ${kind} does not take`,
      expected,
      hint: didYouMean(key, known),
    });
  }
  const values: Record<string, FaultRule['values'][string]> = {};
  for (const [field, form] of Object.entries(forms)) {
    const value = readValue(form, item[form.key]);
    if (value.ok) values[field] = value.value;
    else about({ path: [form.key], expected: value.expected, hint: value.hint });
  }
  return unknown.length === 0 && Object.keys(values).length === Object.keys(forms).length ? values : undefined;
}

/** With bounds that meet there is nothing left to chance. */
function exactly({ kind }: AnyKindOfFault, forms: ValueForms, values: FaultRule['values'], on?: ServiceName) {
  const target = on === undefined ? {} : { on };
  const rule: FaultRule = { kind, target, values, window: { from: 0, to: 0 }, budget: 1 };
  return createChance(() => 0, forms, rule);
}
