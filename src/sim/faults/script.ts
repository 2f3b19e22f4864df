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
import { partsOf, type ScriptPart } from './script-parts.ts';

export type ReadScript =
  | { readonly ok: true; readonly script: readonly ScriptedFault[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The longest script that is read, and the longest that is written, so that what a run leaves can always be read again:
 * more than a million faults. Its UTF-8 still fits into the longest text of Node.js, about 512 MB.
 */
export const MOST_SCRIPT_CHARACTERS = 120_000_000;

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
export function itemsOf(script: readonly ScriptedFault[]): unknown[] {
  const parts = [...partsOf(script.map(lineOf).join('\n'))];
  return parts.flatMap(({ text }) => listOf(openDocument(text, 'a script', MOST_SCRIPT_CHARACTERS).document?.value));
}

/**
 * The file `faults.yaml`: one line for each fault that fired.
 * @throws RangeError when it would be longer than a script that can be read
 */
export function writeScript(facts: readonly Faulted[]): string {
  const lines = scriptOf(facts).map(lineOf);
  const all = [HEADING, ...(lines.length === 0 ? ['[]'] : lines)];
  const length = all.reduce((sum, line) => sum + line.length + 1, 0);
  if (length > MOST_SCRIPT_CHARACTERS)
    throw new RangeError(`a script of ${length} characters, where at most ${MOST_SCRIPT_CHARACTERS} can be read`);
  return `${all.join('\n')}\n`;
}

/**
 * The faults of a script, or all that is wrong with it, in the order of the file.
 * @param file what problems call the file
 */
export function readScript(text: string, file: string): ReadScript {
  const reading = readingScript(text, file);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/** The same bit by bit: yields how many characters have been read so far. */
export function* readingScript(text: string, file: string): Generator<number, ReadScript, void> {
  const [script, problems]: [ScriptedFault[], Problem[]] = [[], []];
  if (text.length > MOST_SCRIPT_CHARACTERS)
    return { ok: false, problems: openDocument(text, file, MOST_SCRIPT_CHARACTERS).problems };
  const sites = new Set<string>();
  let [characters, items] = [0, 0];
  for (const part of partsOf(text)) {
    const read = readPart(part, file, { sites, items });
    for (const scripted of read.script) script.push(scripted);
    for (const problem of inOrder(read.problems)) problems.push(problem);
    items += read.items;
    characters += part.text.length;
    yield characters;
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, script };
}

/** What was read before a part: the sites that were named, and how many items there were. */
interface Before {
  readonly sites: Set<string>;
  readonly items: number;
}

interface PartRead {
  readonly script: readonly ScriptedFault[];
  readonly problems: readonly Problem[];
  readonly items: number;
}

function readPart({ text, linesBefore }: ScriptPart, file: string, before: Before): PartRead {
  const { document, problems } = openDocument(text, file, MOST_SCRIPT_CHARACTERS);
  const below = (problem: Problem): Problem =>
    'line' in problem ? { ...problem, line: problem.line + linesBefore } : problem;
  if (document === undefined) {
    const items = text.match(/^- /gm)?.length ?? 0;
    return { script: [], problems: problems.map(withQuotesHint(text)).map(below), items };
  }
  const { script, complaints } = readItems(document.value, before.sites);
  const wrong = complaints.map((complaint) => problemOf(complaint, document, file, before.items));
  return { script, problems: [...problems, ...wrong].map(below), items: listOf(document.value).length };
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

/**
 * The faults of a list that has been understood as YAML, from a file of its own or out of a scenario.
 * @param sites those that have been named already; it is added to
 */
export function readItems(value: unknown, sites = new Set<string>()): ReadItems {
  // A file of comments alone is a script without faults.
  if (value === null || value === undefined) return { script: [], complaints: [] };
  if (!Array.isArray(value)) return { script: [], complaints: [{ expected: 'a list of faults, each after a hyphen' }] };
  const complaints: Complaint[] = [];
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

/** @param itemsBefore how many items of the script come before the document */
function problemOf(
  { path = [], atKey, seen, expected, hint }: Complaint,
  document: SourceDocument,
  file: string,
  itemsBefore: number,
): Problem {
  const place = placeOf(path, atKey === true, document) ?? { file, line: 1, column: 1 };
  const found = path.reduce<unknown>(fieldAt, document.value);
  const [index, ...rest] = path;
  const counted = index === undefined ? path : [Number(index) + itemsBefore, ...rest];
  const problem = {
    ...place,
    path: joined(counted),
    seen: seen ?? described(found, document.sourceOf(path)),
    expected,
  };
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

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isEpisode(fault: Fault): fault is EpisodeFault {
  return 'service' in fault || fault.kind === 'psp.outage' || fault.kind === 'network.partition';
}
