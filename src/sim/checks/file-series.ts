/**
 * A series of files: one source and currency, numbered from 1. Each opens where the one before it closed. A corrected file
 * takes the place of the one that was wrong, and the next may go on from either: it may have been made before the correction.
 */
import type { Currency } from '../../domain/currency.ts';
import { listed, priced, spell } from './figures.ts';
import type { Finding } from './check.ts';

/** What a file says of its place in the series. */
export interface Place {
  readonly id: string;
  readonly sequence: number;
  readonly opening: number;
  readonly closing: number;
  /** What its lines add to the balance; undefined where they are not at hand. */
  readonly effect: number | undefined;
}

export type Problem = Omit<Finding, 'at' | 'concern'>;

export interface FileSeries {
  /** Takes in a file, whatever the order in which files come; the problem that it has in the series, if it has one. */
  add(account: string, currency: Currency, file: Place): Problem | undefined;
}

interface Member {
  readonly id: string;
  /** The closing balances of its revisions, the last one last. */
  readonly closings: number[];
}

export function createFileSeries(): FileSeries {
  /** Files by their number, per source and currency: few, and remembered for the whole run. */
  const series = new Map<string, Map<number, Member>>();
  return {
    add(account, currency, file) {
      const members = series.get(account) ?? new Map<number, Member>();
      series.set(account, members);
      const known = members.get(file.sequence);
      const problem = problemOf(file, currency, members, known);
      if (known?.id === file.id) known.closings.push(file.closing);
      else if (known === undefined) members.set(file.sequence, { id: file.id, closings: [file.closing] });
      return problem;
    },
  };
}

function problemOf(
  file: Place,
  currency: Currency,
  members: ReadonlyMap<number, Member>,
  known: Member | undefined,
): Problem | undefined {
  const last = Math.max(0, ...[...members.keys()].filter((sequence) => sequence < file.sequence));
  const closings = members.get(last)?.closings ?? [0];
  const problems: string[] = [];
  if (known !== undefined && known.id !== file.id) {
    problems.push(`has the sequence number ${file.sequence} of a file before it`);
  } else if (file.sequence !== last + 1) {
    problems.push(`has the sequence number ${file.sequence} where ${last + 1} was due`);
  }
  const closed = closings.includes(file.opening) ? file.opening : (closings.at(-1) ?? 0);
  const opened = file.opening - closed;
  if (opened !== 0) {
    problems.push(
      `opens at ${spell(file.opening, currency)} where the file before it closed at ${spell(closed, currency)}`,
    );
  }
  const led = file.effect === undefined ? 0 : file.opening + file.effect - file.closing;
  if (led !== 0) {
    problems.push(
      `closes at ${spell(file.closing, currency)} where its lines lead to ${spell(file.closing + led, currency)}`,
    );
  }
  const wrong = led === 0 ? opened : led;
  return problems.length === 0 ? undefined : { sentence: `${file.id} ${listed(problems)}`, ...priced(wrong, currency) };
}
