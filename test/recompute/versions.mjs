/**
 * Versions of one night's file: the one that was made, and those that were sent of it, cut off, or wrong in one place that a
 * correction puts right. What was made may itself never have come: of one version, the books of those who made the file tell
 * what it was made of.
 */
import { grouped, sum } from './comparisons.mjs';
import { referenceOf } from './evidence.mjs';

/** The balance that lines lead to. */
export function leadsTo(opening, lines) {
  return opening + sum(lines, ({ net }) => net);
}

/** Of each charge, refund and transfer, by its reference, what a line about it says when nothing is wrong with it. */
export function linesDue({ captured, pspRefunds, transfers }) {
  return new Map([
    ...captured.map(({ reference, amount, fee, capturedAt: at }) => [reference, { amount, fee, at }]),
    ...pspRefunds.map(({ reference, amount, refundedAt: at }) => [reference, { amount, fee: 0, at }]),
    ...transfers.map(({ id, amount, bookedAt: at }) => [id, { amount, fee: 0, at }]),
  ]);
}

/** What the file was made of: the lines of a whole version, or those with the one that is wrong put right. */
export function originalsOf({ lines }, due) {
  const corrected = lines.flatMap((line, index) => {
    const { amount = line.amount } = due.get(line.reference) ?? {};
    return amount === line.amount ? [] : [lines.with(index, withAmount(line, amount))];
  });
  return [lines, ...corrected];
}

function withAmount(line, amount) {
  const more = amount - line.amount;
  return { ...line, amount, net: line.net + (line.type === 'refund' ? 0 - more : more) };
}

/** True of a content that is another version of a whole one. */
export function isVersionOf(file, { sequence, opening, lineCount, ...version }, due) {
  if (file.sequence !== sequence || file.opening !== opening || file.lineCount !== lineCount) return false;
  return originalsOf(version, due).some((lines) => isMadeOf(file, lines, due));
}

/** A file that is cut off keeps the balance of all of its lines, and one with a wrong line has the balance of what it says. */
function isMadeOf(file, lines, due) {
  const isCut = file.lines.length < lines.length;
  if (file.lines.length > lines.length || file.lines.some(({ about }, index) => about !== lines[index].about))
    return false;
  const wrong = file.lines.filter(({ amount }, index) => amount !== lines[index].amount).length;
  if (wrong > (isCut ? 0 : 1)) return false;
  if (file.closing === leadsTo(file.opening, isCut ? lines : file.lines)) return true;
  // Where every line is wrong in some way already, it is the closing balance that is made wrong.
  return !isCut && wrong === 0 && soundLines(lines, due).length === 0;
}

/** The lines of which one could be made wrong: it is there once, with what is due, and no charge that nobody knows after it. */
function soundLines(lines, due) {
  const about = grouped(lines, referenceOf);
  return lines.filter((line) => {
    const expected = due.get(line.reference);
    if (line.type === 'payout' || expected === undefined || about.get(line.reference).length > 1) return false;
    const isFollowed = about.has(`ch_unknown_${line.reference.replace(/^ch_/, '')}`);
    return !isFollowed && line.amount === expected.amount && line.fee === expected.fee && line.at === expected.at;
  });
}
