import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serviceNames } from '../../../../domain/addresses.ts';
import type { StoryStep } from '../../../story/step.ts';
import { layoutOf } from './layout.ts';
import { measures, widthOf } from './measures.ts';
import type { Label, Shape, SpaceTime } from './shapes.ts';

const marks = { wrong: 'I7: begins', seen: 'I7: seen', both: 'I7: both' };
const zone = 'Europe/Berlin';

function layout(...steps: readonly StoryStep[]): SpaceTime {
  return layoutOf({ steps, marks, zone });
}

/** An instant so many milliseconds after ten o'clock in Berlin. */
function at(ms: number): string {
  return new Date(Date.parse('2026-03-02T09:00:00.000Z') + ms).toISOString();
}

const request = { what: 'message', name: 'ChargeRequested', detail: '…:1', from: 'executor', to: 'psp' } as const;
const answer = { what: 'message', name: 'ChargeAnswered', detail: '…:1', from: 'psp', to: 'executor' } as const;
const captured = { what: 'commit', service: 'psp', table: 'charges', detail: 'ch_1_1_1 captured' } as const;
const took = (sentAt: number, arrivedAt: number) => ({ sentAt: at(sentAt), at: at(arrivedAt), arrives: true });

function shapes(...steps: readonly StoryStep[]): Shape[] {
  return layout(...steps).rows.map(({ shape }) => shape);
}

describe('lanes', () => {
  it('are the services that take part, in the order of the flow, outside ones marked', () => {
    const { lanes } = layout(
      { what: 'commit', at: at(1), service: 'bank', table: 'bankTransfers', detail: '' },
      { what: 'fault', at: at(2), fault: 'network.drop', services: ['ledger', 'wallet'] },
      { ...request, ...took(3, 4) },
    );
    expect(lanes.map(({ title }) => title)).toEqual(['Executor', 'PSP', 'Wallet', 'Ledger', 'Bank']);
    expect(lanes.map(({ isOutside }) => isOutside)).toEqual([false, true, false, false, true]);
  });

  it('stand as far apart as the canvas allows, and as near as their titles do', () => {
    const [executor, psp] = layout({ ...request, ...took(0, 1) }).lanes;
    // 880 less the margin of 120 and 56 on either side.
    expect([executor?.x, psp?.x]).toEqual([176, 824]);
    const all = layout(...serviceNames.map((service): StoryStep => ({ what: 'crash', at: at(0), service })));
    expect(all.lanes.map(({ x }) => x)).toEqual([176, 280, 384, 488, 592, 696, 800, 904]);
    expect(all.width).toBe(960);
  });

  it('show from when to when a service is down, if need be to the end', () => {
    const down = (step: 'crash' | 'restart', ms: number): StoryStep => ({ what: step, at: at(ms), service: 'wallet' });
    const { lanes, rows, bottom } = layout(down('crash', 0), down('restart', 9), down('crash', 20));
    const [first, second, third] = rows.map(({ y }) => y);
    expect(lanes[0]?.downs).toEqual([
      { from: first, to: second },
      { from: third, to: bottom },
    ]);
  });
});

describe('rows', () => {
  it('are numbered as the sentences are, with times of the zone and each date once', () => {
    const { rows } = layout(
      { ...captured, at: at(0) },
      { what: 'leftOut', steps: 4 },
      { ...captured, at: at(250) },
      { ...captured, at: at(24 * 3_600_000) },
    );
    expect(rows.map(({ number, time, date }) => [number, time, date])).toEqual([
      [1, '10:00:00.000', '2\u00A0Mar\u00A02026'],
      [2, '', undefined],
      [3, '10:00:00.250', undefined],
      [4, '10:00:00.000', '3\u00A0Mar\u00A02026'],
    ]);
  });
});

describe('a message', () => {
  it('that nothing happened during falls a little, with its name above the middle of its arrow', () => {
    const { rows, lanes } = layout({ ...request, ...took(0, 40) });
    const y = rows[0]?.y ?? 0;
    const [executor, psp] = lanes;
    expect(rows[0]?.shape).toEqual({
      kind: 'arrow',
      from: { x: executor?.x, y: y - measures.fall },
      to: { x: psp?.x, y },
      arrives: true,
      label: { x: 500, y: y - 12, text: 'ChargeRequested', detail: '…:1', anchor: 'middle' },
    });
  });

  it('falls from the first of the rows that happened while it was under way, with its name beyond its head', () => {
    const { rows } = layout(
      { ...request, ...took(0, 10) },
      { ...captured, at: at(100) },
      { ...captured, at: at(900) },
      { ...answer, ...took(100, 1_000) },
    );
    const [, , second, last] = rows;
    expect(last?.shape).toMatchObject({
      kind: 'arrow',
      from: { y: (second?.y ?? 0) - measures.fall },
      to: { y: last?.y },
    });
    // To the left of the first lane there is no room, so the name stands below the arrow.
    expect(last?.shape.kind === 'arrow' && last.shape.label).toMatchObject({ y: (last?.y ?? 0) + 5, anchor: 'start' });
  });

  it('that is lost ends on the way', () => {
    const [lost] = shapes({ ...request, ...took(0, 0), arrives: false });
    expect(lost).toMatchObject({
      kind: 'arrow',
      arrives: false,
      from: { x: 176 },
      to: { x: 176 + Math.round(648 * 0.6) },
    });
  });

  it('within a service is a loop, on the side where there is room for its name', () => {
    const within = { ...request, ...took(0, 0), to: 'executor' } as const;
    const [loop, , last] = shapes(within, { ...request, ...took(1, 2) }, { ...within, from: 'psp', to: 'psp' });
    expect(loop).toMatchObject({ kind: 'loop', side: 1, label: { anchor: 'start' } });
    expect(last).toMatchObject({ kind: 'loop', side: -1, label: { anchor: 'end' } });
  });
});

describe('what went wrong', () => {
  it('is marked where it began and where it was seen, and the record that it began with stands out', () => {
    const [before, culprit, wrong, seen] = shapes(
      { ...captured, at: at(1) },
      { ...captured, at: at(2) },
      { what: 'mark', at: at(2), isWrong: true, isSeen: false },
      { what: 'mark', at: at(3), isWrong: false, isSeen: true },
    );
    expect([before, culprit]).toMatchObject([{ isWrong: false }, { isWrong: true }]);
    expect(wrong).toMatchObject({ kind: 'wrong', label: { text: marks.wrong } });
    expect(seen).toMatchObject({ kind: 'seen', label: { text: marks.seen } });
    expect(shapes({ what: 'mark', at: at(2), isWrong: true, isSeen: true })).toMatchObject([
      { kind: 'wrong', label: { text: marks.both } },
    ]);
  });

  it('is a mark on the lane of a service, between two, or on each of several', () => {
    const struck = (...services: readonly (typeof serviceNames)[number][]): StoryStep => {
      return { what: 'fault', at: at(0), fault: 'network.partition', services };
    };
    const all = shapes(struck('shop'), struck('shop', 'bank'), struck('shop', 'psp', 'bank'), struck());
    expect(all.map((shape) => (shape.kind === 'fault' ? shape.at.map(({ x }) => x) : []))).toEqual([
      [176],
      [500],
      [176, 500, 824],
      [],
    ]);
  });
});

const service = fc.constantFrom(...serviceNames);
const detail = fc.constantFrom('', '…:1', 'ch_1234_1_1 processing', 'x'.repeat(80));
const step = (ms: number): fc.Arbitrary<StoryStep> =>
  fc.oneof(
    fc.record({
      what: fc.constant('message' as const),
      sentAt: fc.nat(ms).map(at),
      at: fc.constant(at(ms)),
      from: service,
      to: service,
      name: fc.constantFrom('Buy' as const, 'LedgerExtractRequested' as const),
      detail,
      arrives: fc.boolean(),
    }),
    fc.record({
      what: fc.constant('commit' as const),
      at: fc.constant(at(ms)),
      service,
      table: fc.constantFrom('files' as const, 'executorDeadLetters' as const),
      detail,
    }),
    fc.record({
      what: fc.constant('fault' as const),
      at: fc.constant(at(ms)),
      fault: fc.constantFrom('network.drop' as const, 'settlement.file-resent-corrected' as const),
      services: fc.uniqueArray(service),
    }),
    fc.record({ what: fc.constantFrom('crash' as const, 'restart' as const), at: fc.constant(at(ms)), service }),
    fc.record({ what: fc.constant('healed' as const), at: fc.constant(at(ms)) }),
    fc.record({
      what: fc.constant('mark' as const),
      at: fc.constant(at(ms)),
      isWrong: fc.boolean(),
      isSeen: fc.boolean(),
    }),
    fc.record({ what: fc.constant('leftOut' as const), steps: fc.nat() }),
  );
const story = fc
  .array(fc.integer({ min: 0, max: 40_000_000 }), { maxLength: 60 })
  .chain((times) => fc.tuple(...times.toSorted((a, b) => a - b).map(step)));

describe('any story', () => {
  it('keeps its order, and gives each row a place of its own', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { rows, top, bottom, height } = layout(...steps);
        expect(rows).toHaveLength(steps.length);
        const apart = rows.slice(1).map(({ y }, index) => y - (rows[index]?.y ?? 0));
        expect(Math.min(measures.row, ...apart)).toBe(measures.row);
        expect(rows.every(({ y }) => y > top && y < bottom)).toBe(true);
        expect(height).toBeGreaterThan(bottom);
      }),
    );
  });

  it('has arrows that begin on the lane of the sender, at or above their row, and end on that of the receiver', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { rows, lanes } = layout(...steps);
        const laneOf = new Map(lanes.map((lane) => [lane.service, lane.x]));
        for (const [index, { shape, y }] of rows.entries()) {
          const message = steps[index];
          if (shape.kind !== 'arrow' || message?.what !== 'message') continue;
          expect(shape.from.x).toBe(laneOf.get(message.from));
          expect(shape.from.y).toBeLessThan(y);
          expect(shape.to.y).toBe(y);
          if (message.arrives) expect(shape.to.x).toBe(laneOf.get(message.to));
          else expect(shape.to.x).not.toBe(laneOf.get(message.to));
        }
      }),
    );
  });

  it('has words that stay on the canvas and off each other', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { rows, width } = layout(...steps);
        const boxes = rows.map(({ shape }) => boxOf(shape.label));
        for (const { left, right } of boxes) {
          expect(left).toBeGreaterThanOrEqual(measures.left);
          expect(right).toBeLessThanOrEqual(width);
        }
        const touching = boxes.flatMap((one, index) => boxes.slice(index + 1).filter((other) => overlap(one, other)));
        expect(touching).toEqual([]);
      }),
    );
  });
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A line of twelve pixels. */
function boxOf(label: Label): Box {
  const { x, y, anchor } = label;
  const width = widthOf(label);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 6, bottom: y + 6 };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
