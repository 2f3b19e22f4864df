/**
 * Where the steps of a story stand in a space-time diagram: services are lanes, in the order of the flow, and each step has
 * a row, in the order of events and not to scale. A message falls from where it was sent to where it arrived.
 */
import type { ServiceName } from '../../../../domain/addresses.ts';
import type { StoryStep } from '../../../story/step.ts';
import { nodes } from '../charts/flow-layout.ts';
import { instantIn, longDate, wallParts } from '../time.ts';
import { measures } from './measures.ts';
import { shapeOf, type Canvas, type MarkWords, type Placed } from './shape-of.ts';
import type { Lane, Row, SpaceTime } from './shapes.ts';

export interface Drawn {
  readonly steps: readonly StoryStep[];
  readonly marks: MarkWords;
  /** Whose wall clock the times are of. */
  readonly zone: string;
}

interface Timed extends Placed {
  readonly time: string;
  readonly date: string | undefined;
}

export function layoutOf({ steps, marks, zone }: Drawn): SpaceTime {
  const placed = placedIn(steps, zone);
  const canvas: Canvas = { ...lanesOf(steps), placed, marks };
  const bottom = (placed.at(-1)?.y ?? measures.head) + measures.row;
  const rows = placed.map(({ y, time, date }, index): Row => {
    return { y, number: index + 1, time, date, shape: shapeOf(index, canvas) };
  });
  const lanes = nodes.flatMap(({ service, title, outside }): Lane[] => {
    const x = canvas.lanes.get(service);
    if (x === undefined) return [];
    return [{ service, title, x, isOutside: outside === true, downs: downsOf(service, placed, bottom) }];
  });
  return { width: canvas.width, height: bottom + measures.foot, top: measures.head, bottom, lanes, rows };
}

function placedIn(steps: readonly StoryStep[], zone: string): Timed[] {
  let y: number = measures.head;
  let known = '';
  return steps.map((step) => {
    const instant = step.what === 'leftOut' ? undefined : instantIn(step.at);
    const { date, time } = instant === undefined ? { date: known, time: '' } : wallParts(instant, zone);
    const isNew = date !== known;
    known = date;
    const height = step.what === 'mark' ? measures.band : measures.row;
    const middle = y + height / 2 + (isNew ? measures.date : 0);
    y = middle + height / 2;
    return { step, y: middle, time, date: isNew ? longDate(date) : undefined };
  });
}

/** Only services that take part have a lane. */
function lanesOf(steps: readonly StoryStep[]): Pick<Canvas, 'width' | 'lanes'> {
  const taking = new Set(steps.flatMap(servicesOf));
  const present = nodes.filter(({ service }) => taking.has(service));
  const { left, side, narrowest, betweenLanes } = measures;
  const gaps = Math.max(1, present.length - 1);
  const between = Math.max(betweenLanes, Math.floor((narrowest - left - 2 * side) / gaps));
  const lanes = new Map(present.map(({ service }, index) => [service, left + side + index * between]));
  return { width: left + 2 * side + gaps * between, lanes };
}

function servicesOf(step: StoryStep): readonly ServiceName[] {
  switch (step.what) {
    case 'message':
      return [step.from, step.to];
    case 'commit':
    case 'crash':
    case 'restart':
      return [step.service];
    case 'fault':
      return step.services;
    case 'healed':
    case 'mark':
    case 'leftOut':
      return [];
  }
}

/** From each crash of a service to where it is up again, or to the end. */
function downsOf(service: ServiceName, placed: readonly Placed[], bottom: number): Lane['downs'] {
  const turns = placed.filter(
    ({ step }) => (step.what === 'crash' || step.what === 'restart') && step.service === service,
  );
  return turns.flatMap(({ step, y }, index) => {
    if (step.what !== 'crash') return [];
    return [{ from: y, to: turns.slice(index + 1).find((turn) => turn.step.what === 'restart')?.y ?? bottom }];
  });
}
