/**
 * The story of a violation: what happened to the order that it is about, up to where the check could see it, with a mark
 * where it became wrong and one where it was seen. Each step comes as a sentence with its time and as plain data.
 */
import { formatInstant, isoInstant, type Instant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import { checkoutOf } from '../../domain/ids.ts';
import { spellDuration } from '../checks/figures.ts';
import { sentenceOf } from './prose.ts';
import { shortened, type Point } from './shortened.ts';
import type { StoryStep } from './step.ts';
import type { Story, StoryLine } from './story.ts';

export interface Violation {
  /** `I2 at-most-one-charge` */
  readonly invariant: string;
  /** What was seen, in one sentence. */
  readonly sentence: string;
  /** When it became wrong, and when the check could see it. */
  readonly since: Instant;
  readonly at: Instant;
}

export interface ViolationStory {
  readonly sentences: readonly string[];
  /** One for each sentence. */
  readonly steps: readonly StoryStep[];
}

/** A step with what is said of it; a remark has no time of its own. */
interface Told {
  readonly at: Instant | undefined;
  readonly sentence: string;
  readonly step: StoryStep;
  /** About the night, in which the order is one of many. */
  readonly isAside: boolean;
}

/** More would be read by nobody. */
const MOST_SENTENCES = 40;

/** @param zone whose wall clock the times are of */
export function violationStory(story: Story, violation: Violation, zone: string): ViolationStory {
  const told = tellAll(story, violation);
  const clock = createClock(zone);
  return {
    sentences: told.map(({ at, sentence }) => (at === undefined ? sentence : `${clock(at)} ${sentence}`)),
    steps: told.map(({ step }) => step),
  };
}

function tellAll({ of, lines }: Story, violation: Violation): Told[] {
  const [wrong, seen] = [endOf(lines, violation.since), endOf(lines, violation.at)];
  if (seen === 0) return [];
  const tell = (line: StoryLine): Told => {
    const isAside = checkoutOf(of) !== undefined && checkoutOf(line.about) !== checkoutOf(of);
    return { at: line.at, sentence: sentenceOf(line, of), step: line.step, isAside };
  };
  const beforehand = lines.slice(0, wrong).map(tell);
  const meanwhile = lines.slice(wrong, seen).map(tell);
  const [first, ...others] = marksOf(violation);
  const whole = [...beforehand, first, ...meanwhile, ...others].filter((told) => told !== undefined);
  const rest = lines.length > seen ? [leftOut(lines.length - seen, 0, ' after that')] : [];
  return [...inShort(whole, MOST_SENTENCES - rest.length), ...rest];
}

function inShort(whole: readonly Told[], most: number): Told[] {
  const points = whole.flatMap(({ step }, line): Point[] =>
    step.what === 'mark' ? [step.isWrong ? { line, ...whereWrong } : { line, ...whereSeen }] : [],
  );
  const factor = (line: number): number => factorOf(whole[line]);
  return shortened({ lines: whole.length, points, factor }, most).flatMap(({ isTold, from, to }) => {
    if (isTold) return whole.slice(from, to);
    const faults = whole.slice(from, to).filter(({ step }) => step.what === 'fault').length;
    return [leftOut(to - from, faults, '')];
  });
}

/** What led to the mistake tells most, then what followed from it; a check may see it at the end of the run, among other things. */
const whereWrong = { before: 1, after: 1.5 };
const whereSeen = { before: 2.5, after: 2.5 };

const aside = 8;

/** What went wrong, and what reconciliation found of it, stays in sight for longer. */
function factorOf(told: Told | undefined): number {
  switch (told?.step.what) {
    case 'fault':
    case 'crash':
    case 'restart':
    case 'healed':
      return 0.4;
    case 'commit':
      return told.step.table === 'breaks' ? 0.4 : told.isAside ? aside : 1;
    default:
      return told?.isAside === true ? aside : 1;
  }
}

function leftOut(steps: number, faults: number, where: string): Told {
  const among = faults === 0 ? '' : `, ${counted(faults, 'fault')} among them`;
  return {
    at: undefined,
    sentence: `... ${counted(steps, 'more step')}${where}${among}`,
    step: { what: 'leftOut', steps },
    isAside: false,
  };
}

/** One where it became wrong and one where it was seen, or one where it was seen at once. */
function marksOf({ invariant, sentence, since, at }: Violation): Told[] {
  const mark = (when: Instant, isWrong: boolean, isSeen: boolean, said: string): Told => {
    const step = { what: 'mark', at: isoInstant(when), isWrong, isSeen } as const;
    return { at: when, sentence: `${said}.`, step, isAside: false };
  };
  if (since === at)
    return [mark(at, true, true, `Here ${invariant} is broken, which its check sees at once: ${sentence}`)];
  const later = `Here begins what is wrong: ${invariant} is seen to be broken ${spellDuration(at - since)} later`;
  return [
    mark(since, true, false, later),
    mark(at, false, true, `Here ${invariant} is seen to be broken: ${sentence}`),
  ];
}

/** How many lines there are up to what was committed at an instant, or else up to all that happened at it. */
function endOf(lines: readonly StoryLine[], at: Instant): number {
  const commit = lines.findLastIndex((line) => line.at === at && line.step.what === 'commit');
  return commit === -1 ? lines.findLastIndex((line) => line.at <= at) + 1 : commit + 1;
}

/** Says the date and the offset where they are new, and else the time of day alone. */
function createClock(zone: string): (at: Instant) => string {
  let known = '';
  return (at) => {
    const text = formatInstant(at, zone);
    const [date = '', time = '', offset = ''] = text.split(' ');
    const day = `${date} ${offset}`;
    const isNew = day !== known;
    known = day;
    return isNew ? text : time;
  };
}
