/** What differs between two scenarios, setting by setting, as they are in force: two files may write the same differently. */
import type { ScriptedFault } from '../faults/plan.ts';
import { faultAt } from '../faults/script-line.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { describeSettings, type Setting } from '../scenario/settings.ts';

export interface DifferingSetting {
  /** The keys that lead to it; `faults at SITE` for a line of a script. */
  readonly name: string;
  /** Null where a scenario has no such setting. */
  readonly a: string | null;
  readonly b: string | null;
}

/** The names of the scenarios, and their seeds, are left out: those are not what is compared. */
export function differingSettings(a: Scenario, b: Scenario): DifferingSetting[] {
  return [...differences(settingsOf(a), settingsOf(b)), ...differences(scriptOf(a), scriptOf(b))];
}

type Settings = ReadonlyMap<string, string>;

function settingsOf(scenario: Scenario): Settings {
  const described = describeSettings(scenario).filter(({ name }) => name !== 'name' && name !== 'seed');
  return new Map(described.map(({ name, value }) => [name, value]));
}

function differences(a: Settings, b: Settings): DifferingSetting[] {
  const names = [...a.keys(), ...b.keys()];
  const lists = new Set(names.map(listOf));
  return [...new Set(names.map((name) => listOf(name) ?? name))].flatMap((name): DifferingSetting[] => {
    if (lists.has(name)) return listDifferences(name, itemsOf(name, a), itemsOf(name, b));
    const [one, other] = [a.get(name) ?? null, b.get(name) ?? null];
    const isSaidBelow = (one ?? other) === 'none' && names.some((each) => each.startsWith(`${name}.`));
    return one === other || isSaidBelow ? [] : [{ name, a: one, b: other }];
  });
}

/** `currencies` of `currencies.0`. */
function listOf(name: string): string | undefined {
  return /^(.*)\.\d+$/.exec(name)?.[1];
}

function itemsOf(list: string, settings: Settings): Setting[] {
  return [...settings].filter(([name]) => listOf(name) === list).map(([name, value]) => ({ name, value }));
}

/** An item that only moved up because another one was taken out is no difference, unless nothing but the order is. */
function listDifferences(list: string, a: readonly Setting[], b: readonly Setting[]): DifferingSetting[] {
  const [one, other] = [without(a, b), without(b, a)];
  if (one.length === 0 && other.length === 0) {
    const [before, after] = [a, b].map((items) => items.map(({ value }) => value).join('; '));
    return before === after ? [] : [{ name: list, a: before ?? null, b: after ?? null }];
  }
  return Array.from({ length: Math.max(one.length, other.length) }, (_, index) => ({
    name: one[index]?.name ?? other[index]?.name ?? list,
    a: one[index]?.value ?? null,
    b: other[index]?.value ?? null,
  }));
}

/** Those of the items that the others do not have as well, as often as they do not. */
function without(items: readonly Setting[], others: readonly Setting[]): Setting[] {
  const left = others.map(({ value }) => value);
  return items.filter(({ value }) => {
    const index = left.indexOf(value);
    if (index === -1) return true;
    left.splice(index, 1);
    return false;
  });
}

/** The settings say no more of a script than how long it is. */
function scriptOf({ faults }: Scenario): Settings {
  const script: readonly ScriptedFault[] = faults.kind === 'script' ? faults.script : [];
  return new Map(script.map((scripted) => [`faults at ${scripted.site}`, faultAt(scripted)]));
}
