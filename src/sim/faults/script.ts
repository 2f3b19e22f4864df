/**
 * Scripts: every fault that fired in a run as a list in YAML, so that it can be made to happen again, and again with a
 * line less.
 */
import { openDocument, type SourceDocument } from '../scenario/document.ts';
import { described, inOrder, joined, quoted, type Path, type Place, type Problem } from '../scenario/problem.ts';
import { isMapping, type Complaint } from '../scenario/written/leaf.ts';
import type { Faulted } from '../facts.ts';
import type { EpisodeFault, Fault } from './fault.ts';
import type { ScriptedFault } from './plan.ts';
import { quotesHint, readScriptItem } from './script-item.ts';
import { lineOf } from './script-line.ts';

export type ReadScript =
  | { readonly ok: true; readonly script: readonly ScriptedFault[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A storm leaves many lines. */
const MOST_CHARACTERS = 20_000_000;

const HEADING =
  '# Each fault that fired, exact to the millisecond. To make them happen again: penny run SCENARIO --faults FILE';

/** What fired in a run, as a script. */
export function scriptOf(facts: readonly Faulted[]): ScriptedFault[] {
  return facts.flatMap(({ site, fault, at, forMs }): ScriptedFault[] => {
    if (isEpisode(fault)) return forMs === undefined ? [] : [{ site, episode: { at, forMs, fault } }];
    return [{ site, fault }];
  });
}

/** The items of a script as they are written in YAML, to be put into a scenario: what `readItems` reads. */
export function itemsOf(script: readonly ScriptedFault[]): unknown {
  return openDocument(script.map(lineOf).join('\n'), 'a script', MOST_CHARACTERS).document?.value ?? [];
}

/** The file `faults.yaml`: one line for each fault that fired. */
export function writeScript(facts: readonly Faulted[]): string {
  const lines = scriptOf(facts).map(lineOf);
  return `${[HEADING, ...(lines.length === 0 ? ['[]'] : lines)].join('\n')}\n`;
}

/**
 * The faults of a script, or all that is wrong with it, in the order of the file.
 * @param file what problems call the file
 */
export function readScript(text: string, file: string): ReadScript {
  const { document, problems } = openDocument(text, file, MOST_CHARACTERS);
  if (document === undefined) return { ok: false, problems: inOrder(problems.map(withQuotesHint(text))) };
  const read = readItems(document.value);
  const all = [...problems, ...read.complaints.map((complaint) => problemOf(complaint, document, file))];
  return all.length > 0 ? { ok: false, problems: inOrder(all) } : { ok: true, script: read.script };
}

/**
 * The likeliest mistake in a line breaks the whole file: a site without quotes ends at its number sign. YAML notices it
 * there or on the line after it.
 */
export function withQuotesHint(text: string): (problem: Problem) => Problem {
  const lines = text.split('\n');
  return (problem) => {
    const near = 'line' in problem ? lines.slice(Math.max(0, problem.line - 2), problem.line) : [];
    return near.some((line) => /site: *[^"' ][^"']* #\d/.test(line)) ? { ...problem, hint: quotesHint } : problem;
  };
}

interface ReadItems {
  readonly script: ScriptedFault[];
  readonly complaints: Complaint[];
}

/** The faults of a list that has been understood as YAML, from a file of its own or out of a scenario. */
export function readItems(value: unknown): ReadItems {
  // A file of comments alone is a script without faults.
  if (value === null || value === undefined) return { script: [], complaints: [] };
  if (!Array.isArray(value)) return { script: [], complaints: [{ expected: 'a list of faults, each after a hyphen' }] };
  const complaints: Complaint[] = [];
  const sites = new Set<string>();
  const script = value.flatMap((item: unknown, index) => {
    const about = (complaint: Complaint): undefined =>
      void complaints.push({ ...complaint, path: [index, ...(complaint.path ?? [])] });
    const scripted = readScriptItem(item, about);
    if (scripted === undefined) return [];
    if (sites.has(scripted.site)) {
      about({ path: ['site'], seen: `${quoted(scripted.site)} a second time`, expected: 'one fault at each site' });
    }
    sites.add(scripted.site);
    return [scripted];
  });
  return { script, complaints };
}

function problemOf(
  { path = [], atKey, seen, expected, hint }: Complaint,
  document: SourceDocument,
  file: string,
): Problem {
  const place = placeOf(path, atKey === true, document) ?? { file, line: 1, column: 1 };
  const found = path.reduce<unknown>(fieldAt, document.value);
  const problem = { ...place, path: joined(path), seen: seen ?? described(found, document.sourceOf(path)), expected };
  return hint === undefined ? problem : { ...problem, hint };
}

/** Of what is missing, the place is that of the item it is missing from. */
function placeOf(path: Path, atKey: boolean, document: SourceDocument): Place | undefined {
  const place = atKey ? document.placeOfKey(path) : document.placeOf(path);
  return place ?? (path.length === 0 ? undefined : placeOf(path.slice(0, -1), false, document));
}

function fieldAt(parent: unknown, step: string | number): unknown {
  if (Array.isArray(parent)) return parent[Number(step)];
  return isMapping(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
}

function isEpisode(fault: Fault): fault is EpisodeFault {
  return 'service' in fault || fault.kind === 'psp.outage' || fault.kind === 'network.partition';
}
