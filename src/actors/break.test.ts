import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { orderId } from '../domain/ids.ts';
import { minorUnits, money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BreakRecord } from '../domain/night-records.ts';
import { reconciliationBreak } from './break.ts';

const breakId = 'break-missingInFile-ch_17_1_1';
const monday = 'reconciliation/psp-EUR-2026-03-02';
const tuesday = 'reconciliation/psp-EUR-2026-03-03';
const open: BreakRecord = {
  id: breakId,
  kind: 'missingInFile',
  source: 'psp',
  about: 'capture/order-17.1',
  reference: 'ch_17_1_1',
  orderId: orderId(17, 1),
  openedOn: businessDate('2026-03-02'),
  status: 'open',
  explanation: 'sold on 2026-03-02 and not in the file for 2026-03-02: a later file should list it',
  ...money(10_000, EUR),
};
const found: MessageOf<'BreakFound'> = { type: 'BreakFound', breakId, night: monday, found: open };
const resolvedOn = businessDate('2026-03-03');
const explanation = 'the PSP booked it on 2026-03-03; the sale was made on 2026-03-02';
const explained: MessageOf<'BreakExplained'> = {
  type: 'BreakExplained',
  breakId,
  night: tuesday,
  resolvedOn,
  explanation,
};
const resolved: BreakRecord = { ...open, status: 'resolved', resolvedOn, explanation };

function night(settings: Partial<BenchSettings> = {}): Bench {
  return bench(reconciliationBreak, { entity: breakId, ...settings });
}

function noted(to: string): string {
  return `BreakNoted → ${to}`;
}

describe('a break', () => {
  it('is stored when it is found; then the night is answered, and the break sleeps', () => {
    const item = night();
    expect(item.tell(found)).toEqual(['commit BreakStored']);
    expect(item.writes()).toEqual([{ op: 'insert', table: 'breaks', record: open }]);
    expect(item.acknowledge()).toEqual([noted(monday)]);
    expect(item.messages()).toEqual([{ type: 'BreakNoted', breakId, status: 'open' }]);
    expect(item.done()).toBe(true);
  });

  it('is resolved by the explanation of a later night', () => {
    const item = night({ record: open });
    expect(item.tell(explained)).toEqual(['commit ExplanationStored']);
    expect(item.writes()).toEqual([{ op: 'put', table: 'breaks', record: resolved }]);
    expect(item.acknowledge()).toEqual([noted(tuesday)]);
    expect(item.messages()).toEqual([{ type: 'BreakNoted', breakId, status: 'resolved' }]);
    expect(item.done()).toBe(true);
  });

  it('that is explained while it is still being stored is stored first and resolved after that', () => {
    const item = night();
    item.tell(found);
    expect(item.tell(explained)).toEqual([]);
    expect(item.acknowledge()).toEqual(['commit ExplanationStored']);
    expect(item.writes()).toEqual([{ op: 'put', table: 'breaks', record: resolved }]);
    expect(item.acknowledge()).toEqual([noted(tuesday)]);
  });
});

describe('a doubt about a file', () => {
  const unlessCame = { fileId: 'psp/EUR/2026-03-02', revision: 1 };
  const doubt = { ...found, unlessCame };

  it('is stored only while the file has not come', () => {
    const item = night();
    item.tell(doubt);
    expect(item.writes()).toEqual([{ op: 'insert', table: 'breaks', record: open, unlessCame }]);
  });

  it('that is overtaken by the file is dropped, and the night is told so', () => {
    const item = night();
    item.tell(doubt);
    expect(item.refuse('stale')).toEqual([noted(monday)]);
    expect(item.messages()).toEqual([{ type: 'BreakNoted', breakId, status: 'overtaken' }]);
    expect(item.done()).toBe(true);
  });
});

describe('a break that is found twice', () => {
  it('is one break, and whoever found it last is answered', () => {
    const item = night();
    item.tell(found);
    expect(item.tell({ ...found, night: tuesday })).toEqual([]);
    expect(item.acknowledge()).toEqual([noted(tuesday)]);
  });

  it('stays open when it was open, and resolved when it was resolved: the night is answered at once', () => {
    const still = night({ record: open });
    expect(still.tell(found)).toEqual([noted(monday)]);
    expect(still.messages()).toMatchObject([{ status: 'open' }]);
    const over = night({ record: resolved });
    expect(over.tell(found)).toEqual([noted(monday)]);
    expect(over.messages()).toMatchObject([{ status: 'resolved' }]);
  });

  it('and explained meanwhile is answered as resolved', () => {
    const item = night({ record: open });
    item.tell(explained);
    expect(item.tell(found)).toEqual([]);
    item.acknowledge();
    expect(item.messages()).toMatchObject([{ status: 'resolved' }]);
  });
});

describe('a break that a revision of its file brings up to date', () => {
  const revised: BreakRecord = { ...open, amount: minorUnits(9_000), explanation: 'revision 2 says so', revision: 2 };
  const again: MessageOf<'BreakFound'> = { ...found, night: tuesday, found: revised };

  it('is stored anew, and the night hears by which revision', () => {
    const item = night({ record: open });
    expect(item.tell(again)).toEqual(['commit RevisionStored']);
    expect(item.writes()).toEqual([{ op: 'put', table: 'breaks', record: revised }]);
    expect(item.tell(again)).toEqual([]);
    expect(item.acknowledge()).toEqual([noted(tuesday)]);
    expect(item.messages()).toEqual([{ type: 'BreakNoted', breakId, status: 'open', revision: 2 }]);
    expect(item.done()).toBe(true);
  });

  it('is not set back by what comes late, and does not open again once it is resolved', () => {
    for (const late of [found, again]) {
      const item = night({ record: { ...revised, revision: 3 } });
      expect(item.tell(late)).toEqual([noted(late.night)]);
      expect(item.messages()).toMatchObject([{ status: 'open', revision: 3 }]);
    }
    const over = night({ record: resolved });
    expect(over.tell(again)).toEqual([noted(tuesday)]);
  });

  it('is stored until the database answers, and resolved after that when it is explained meanwhile', () => {
    const item = night({ record: open });
    item.tell(again);
    expect(item.wait(2000)).toEqual(['commit RevisionStored']);
    expect(item.tell(explained)).toEqual([]);
    expect(item.acknowledge()).toEqual(['commit ExplanationStored']);
    expect(item.writes()).toEqual([
      { op: 'put', table: 'breaks', record: { ...revised, status: 'resolved', resolvedOn, explanation } },
    ]);
  });
});

describe('an explanation that comes twice', () => {
  it('changes nothing while the first is stored, nor afterwards', () => {
    const item = night({ record: open });
    item.tell(explained);
    expect(item.tell({ ...explained, explanation: 'another one' })).toEqual([]);
    expect(item.writes()).toMatchObject([{ record: { explanation } }]);
    expect(night({ record: resolved }).tell(explained)).toEqual([noted(tuesday)]);
  });

  it('of something that was never found opens nothing, and is answered', () => {
    const item = night();
    expect(item.tell(explained)).toEqual([noted(tuesday)]);
    expect(item.messages()).toMatchObject([{ status: 'resolved' }]);
  });
});

describe('a slow database', () => {
  it('is asked again for the break, and may refuse it because it is there', () => {
    const item = night();
    item.tell(found);
    expect(item.wait(2000)).toEqual(['commit BreakStored']);
    expect(item.refuse('exists')).toEqual([noted(monday)]);
    const explainedMeanwhile = night();
    explainedMeanwhile.tell(found);
    explainedMeanwhile.tell(explained);
    expect(explainedMeanwhile.refuse('exists')).toEqual(['commit ExplanationStored']);
  });

  it('is asked again for the explanation', () => {
    const item = night({ record: open });
    item.tell(explained);
    expect(item.wait(4000)).toEqual(['commit ExplanationStored', 'commit ExplanationStored']);
    expect(item.acknowledge()).toEqual([noted(tuesday)]);
  });
});

it('a break that nobody has found has no use for a restart', () => {
  const item = night();
  expect([item.tell({ type: 'Resumed' }), item.state()]).toEqual([[], 'waitingForNight']);
});

it('the stories visit every state', () => {
  expect(unvisitedStates(reconciliationBreak)).toEqual([]);
});
