/**
 * The nights' files as they were delivered, and what reconciliation took in of them. A file that it took in proves itself
 * and follows the one before it; one that it did not take in is another version of it: cut off, or wrong in one place that
 * a correction puts right.
 */
import { comparing, figuresOf, keyed, sum } from './comparisons.mjs';
import { isVersionOf, leadsTo, linesDue, originalsOf } from './versions.mjs';

const heads = ['sequence', 'revision', 'lineCount', 'opening', 'closing'];
const netOf = ({ net }) => net;

export function compareFiles(evidence) {
  const { currency, delivered, stored } = evidence;
  const { one, comparisons } = comparing(currency);
  for (const file of delivered) compareSums(one, file);
  for (const file of stored) {
    compareStored(one, file, delivered);
    one(`revision of ${file.name}`, { file: `${file.id}#${file.revision}`, 'its id': file.name });
    one(`proof of ${file.name}`, {
      file: figuresOf(file, ['lineCount', 'closing']),
      'its lines': figuresOf({ lineCount: file.lines.length, closing: leadsTo(file.opening, file.lines) }, [
        'lineCount',
        'closing',
      ]),
    });
  }
  const due = linesDue(evidence);
  const taken = new Set(stored.map(textOf));
  for (const file of delivered.filter((each) => !taken.has(textOf(each)))) {
    one(`${file.name}, which was not taken in`, {
      file: whyNot(file, stored, due),
      'what may be': 'a version of a stored one',
    });
  }
  compareSeries(one, evidence, due);
  compareRecords(one, evidence);
  return comparisons;
}

/** What a file says of itself besides its lines and balances. */
function compareSums(one, { name, source, opening, closing, lines, sums }) {
  if (source === 'psp') {
    const charges = lines.filter(({ type }) => type === 'charge');
    const names = ['gross', 'fee', 'net', 'nets'];
    const told = {
      gross: sum(charges, ({ amount }) => amount),
      fee: sum(charges, ({ fee }) => fee),
      net: closing - opening,
      nets: lines.map(netOf).join(' '),
    };
    one(`trailer of ${name}`, { file: figuresOf(sums, names), lines: figuresOf(told, names) });
    return;
  }
  const credits = lines.filter(({ amount }) => amount >= 0);
  const debits = lines.filter(({ amount }) => amount < 0);
  one(`summary of ${name}`, {
    file: figuresOf(sums, ['credits', 'debits']),
    entries: `credits ${credits.length} of ${sum(credits, netOf)}, debits ${debits.length} of ${0 - sum(debits, netOf)}`,
  });
}

/** What was taken in is what was delivered, word for word. */
function compareStored(one, file, delivered) {
  const differing = delivered
    .filter(({ id }) => id === file.id)
    .map((other) => firstDifference(wordsOf(file), wordsOf(other)));
  const [found = { left: 'what it holds', right: undefined }] = differing.toSorted((a, b) => a.count - b.count);
  one(`content of ${file.name}`, { reconciliation: found.left, delivered: found.right });
}

function firstDifference(left, right) {
  const at = [...Array(Math.max(left.length, right.length)).keys()].filter((index) => left[index] !== right[index]);
  return { count: at.length, left: left[at[0]] ?? 'as it was', right: right[at[0]] ?? 'as it was' };
}

function wordsOf(file) {
  return [figuresOf(file, heads), ...file.lines.map(({ text }) => text)];
}

function textOf(file) {
  return [file.id, ...wordsOf(file)].join('\n');
}

/** In which way a delivered content is a version of one that was stored; otherwise what it is instead. */
function whyNot(file, stored, due) {
  const versions = stored.filter(({ id }) => id === file.id);
  if (versions.length === 0) return 'a file of which nothing was stored';
  if (versions.every(({ revision }) => revision < file.revision)) return `revision ${file.revision}, which is new`;
  return versions.some((version) => isVersionOf(file, version, due))
    ? 'a version of a stored one'
    : 'wrong in several places';
}

/**
 * Files count from 1 without a gap; each opens where the one before it closed, before or after that was corrected. Where an
 * open break says that it does not, the one before it was made otherwise than it was stored.
 */
function compareSeries(one, { stored, pspFiles, statements, breaks }, due) {
  for (const files of [pspFiles, statements]) {
    for (const [index, file] of files.entries()) {
      one(`sequence of ${file.name}`, { file: file.sequence, 'counted by hand': index + 1 });
      const isInBreak = breaks.some(({ id, status }) => id.endsWith(`${file.id}/opening`) && status === 'open');
      const before = stored.filter(({ id }) => id === files[index - 1]?.id);
      const made = before.flatMap((version) =>
        (isInBreak ? originalsOf(version, due) : [version.lines]).map((lines) => leadsTo(version.opening, lines)),
      );
      const closings = index === 0 ? [0] : made;
      one(`opening of ${file.name}`, {
        file: file.opening,
        'the closing before': closings.includes(file.opening) ? file.opening : closings.at(-1),
      });
    }
  }
}

/** What reconciliation's records say of each file, and of the turns that the files took: three steps for each revision. */
function compareRecords(one, { stored, pspFiles, statements, files, turns, matches }) {
  const names = ['sequence', 'revision', 'opening', 'closing', 'lines', 'matched'];
  const matched = keyed(
    matches,
    ({ fileId }) => fileId,
    () => 1,
  );
  for (const id of new Set([...files, ...pspFiles, ...statements].map((file) => file.id))) {
    const record = files.find((file) => file.id === id);
    const file = [...pspFiles, ...statements].find((each) => each.id === id);
    one(`record of ${id}`, {
      reconciliation: record && figuresOf(record, names),
      file: file && figuresOf({ ...file, lines: file.lines.length, matched: matched.get(id) ?? 0 }, names),
    });
  }
  for (const { id, version } of turns) {
    const revisions = stored.filter((file) => file.id.startsWith(`${id}/`)).length;
    one(`turns of ${id}`, { reconciliation: version, revisions: 3 * revisions });
  }
}
