/** How a step is drawn in its row: the arrow of a message, the dot of a commit, the mark of a fault, each with its words. */
import type { ServiceName } from '../../../../domain/addresses.ts';
import type { CommitStep, FaultStep, MessageStep, StoryStep } from '../../../story/step.ts';
import { counted } from '../format.ts';
import { measures, said, widthOf } from './measures.ts';
import type { Arrow, Band, Dot, Label, Loop, Point, Shape, Trouble } from './shapes.ts';

/** What is said where it became wrong, where it was seen, and where the two are one. */
export interface MarkWords {
  readonly wrong: string;
  readonly seen: string;
  readonly both: string;
}

/** A step in its row. */
export interface Placed {
  readonly step: StoryStep;
  /** The middle of the row. */
  readonly y: number;
}

export interface Canvas {
  readonly width: number;
  readonly lanes: ReadonlyMap<ServiceName, number>;
  readonly placed: readonly Placed[];
  readonly marks: MarkWords;
}

/** @throws RangeError when there is no such row */
export function shapeOf(index: number, canvas: Canvas): Shape {
  const { step, y } = placedAt(index, canvas);
  switch (step.what) {
    case 'message':
      return step.from === step.to ? loopOf(step, y, canvas) : arrowOf(step, index, canvas);
    case 'commit':
      return dotOf(step, index, canvas);
    case 'fault':
      return faultOf(step, y, canvas);
    case 'crash':
      return troubleAt('crash', 'crashes', step.service, y, canvas);
    case 'restart':
      return troubleAt('restart', 'is up again', step.service, y, canvas);
    case 'healed':
      return bandOf('healed', 'no more faults from here on', y, canvas);
    case 'mark': {
      const { wrong, seen, both } = canvas.marks;
      return bandOf(step.isWrong ? 'wrong' : 'seen', !step.isSeen ? wrong : step.isWrong ? both : seen, y, canvas);
    }
    case 'leftOut':
      return bandOf('gap', counted(step.steps, 'more step'), y, canvas);
  }
}

/** Words stand above an arrow that falls little, and beyond the head of one that falls from an earlier row. */
function arrowOf(step: MessageStep, index: number, canvas: Canvas): Arrow {
  const { y } = placedAt(index, canvas);
  const row = departureOf(index, step, canvas);
  const [from, lane] = [xOf(step.from, canvas), xOf(step.to, canvas)];
  const to = { x: step.arrives ? lane : from + Math.round((lane - from) * lostAt), y };
  const words = said(step.name, step.detail);
  const label =
    row === index ? within((from + lane) / 2, y - above, words, canvas) : beyond({ from, to: to.x, y }, words, canvas);
  const departure = { x: from, y: placedAt(row, canvas).y - measures.fall };
  return { kind: 'arrow', from: departure, to, arrives: step.arrives, label };
}

/** From the head of an arrow to the middle of the words above it. */
const above = 12;

/** How much of its way a lost message is drawn. */
const lostAt = 0.6;

/** The first of the rows just before a message's own that happened while it was under way. */
function departureOf(index: number, { sentAt }: MessageStep, canvas: Canvas): number {
  let departure = index;
  for (let row = index - 1; row >= 0; row -= 1) {
    const { step } = placedAt(row, canvas);
    if (step.what === 'leftOut') continue;
    if (step.at <= sentAt) break;
    departure = row;
  }
  return departure;
}

function loopOf(step: MessageStep, y: number, canvas: Canvas): Loop {
  const at = { x: xOf(step.from, canvas), y };
  const label = beside(at, loopWidth + measures.gap, said(step.name, step.detail), canvas);
  return { kind: 'loop', at, side: label.anchor === 'start' ? 1 : -1, arrives: step.arrives, label };
}

const loopWidth = 14;

function dotOf(step: CommitStep, index: number, canvas: Canvas): Dot {
  const at = { x: xOf(step.service, canvas), y: placedAt(index, canvas).y };
  const isWrong = madeItWrong(step, index, canvas);
  const label = beside(at, isWrong ? measures.ring : measures.gap, said(step.table, step.detail), canvas);
  return { kind: 'dot', at, isWrong, label };
}

/** What was committed at the very instant that the mark below it is of. */
function madeItWrong(step: CommitStep, index: number, { placed }: Canvas): boolean {
  const next = placed
    .slice(index + 1)
    .find(({ step: later }) => later.what === 'leftOut' || later.what === 'mark' || later.at !== step.at)?.step;
  return next?.what === 'mark' && next.isWrong && next.at === step.at;
}

/** A fault of a link strikes between its two ends. */
function faultOf({ fault, services }: FaultStep, y: number, canvas: Canvas): Trouble {
  const lanes = services.map((service) => xOf(service, canvas));
  const [first = measures.left + measures.side, second] = lanes;
  const places = lanes.length === 2 && second !== undefined ? [(first + second) / 2] : lanes;
  const rightmost = { x: Math.max(...places, first), y };
  const label = beside(
    places.length === 1 ? { x: places[0] ?? first, y } : rightmost,
    measures.gap,
    said(fault),
    canvas,
  );
  return { kind: 'fault', at: places.map((x) => ({ x, y })), label };
}

function troubleAt(kind: 'crash' | 'restart', words: string, service: ServiceName, y: number, canvas: Canvas): Trouble {
  const at = { x: xOf(service, canvas), y };
  return { kind, at: [at], label: beside(at, measures.gap, said(words), canvas) };
}

function bandOf(kind: Band['kind'], words: string, y: number, canvas: Canvas): Band {
  return { kind, label: within((measures.left + canvas.width) / 2, y, { text: words, detail: '' }, canvas) };
}

type Words = ReturnType<typeof said>;

/** To the right of a place, or to the left where there is no room. */
function beside({ x, y }: Point, distance: number, words: Words, { width }: Canvas): Label {
  const fits = x + distance + widthOf(words) <= width;
  return fits ? { x: x + distance, y, ...words, anchor: 'start' } : { x: x - distance, y, ...words, anchor: 'end' };
}

/** In the direction of an arrow beyond the lane where it ends, or before the lane where there is no room. */
function beyond({ from, to, y }: { from: number; to: number; y: number }, words: Words, { width }: Canvas): Label {
  const toTheRight = to > from;
  const room = toTheRight ? width - to : to - measures.left;
  const isBeyond = measures.gap + widthOf(words) <= room;
  const x = toTheRight === isBeyond ? to + measures.gap : to - measures.gap;
  return { x, y: isBeyond ? y : y + below, ...words, anchor: toTheRight === isBeyond ? 'start' : 'end' };
}

/** Clear of an arrow that comes from above. */
const below = 5;

/** In the middle of a place, or as near as the edges allow. */
function within(middle: number, y: number, words: Words, { width }: Canvas): Label {
  const half = widthOf(words) / 2;
  const x = Math.max(measures.left + half, Math.min(width - half, middle));
  return { x, y, ...words, anchor: 'middle' };
}

function xOf(service: ServiceName, { lanes }: Canvas): number {
  return lanes.get(service) ?? measures.left;
}

function placedAt(index: number, { placed }: Canvas): Placed {
  const row = placed[index];
  if (row === undefined) throw new RangeError(`there is no row ${index} among ${placed.length}`);
  return row;
}
