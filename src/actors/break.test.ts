import { describe, expect, it } from 'vitest';
import { bench, EUR, unvisitedStates, type Bench, type BenchSettings } from '../../test/support/machine-bench.ts';
import { businessDate } from '../domain/calendar.ts';
import { orderId } from '../domain/ids.ts';
import { money } from '../domain/money.ts';
import type { MessageOf } from '../domain/messages.ts';
import type { BreakRecord } from '../domain/records.ts';
import { reconciliationBreak } from './break.ts';

const breakId = 'break-missingInFile-ch_17_1_1';
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
const found: MessageOf<'BreakFound'> = { type: 'BreakFound', breakId, found: open };
const resolvedOn = businessDate('2026-03-03');
const explanation = 'the PSP booked it on 2026-03-03; the sale was made on 2026-03-02';
const explained: MessageOf<'BreakExplained'> = { type: 'BreakExplained', breakId, resolvedOn, explanation };
const resolved: BreakRecord = { ...open, status: 'resolved', resolvedOn, explanation };

function night(settings: Partial<BenchSettings> = {}): Bench {
  return bench(reconciliationBreak, { entity: breakId, ...settings });
}

describe('a break', () => {
  it('is stored when it is found, and stays open', () => {
    const item = night();
    expect(item.tell(found)).toEqual(['commit BreakStored']);
    expect(item.writes()).toEqual([{ op: 'insert', table: 'breaks', record: open }]);
    expect(item.acknowledge()).toEqual([]);
    expect(item.state()).toBe('open');
    expect(item.wait(86_400_000)).toEqual([]);
  });

  it('is resolved by the explanation of a later night', () => {
    const item = night();
    item.tell(found);
    item.acknowledge();
    expect(item.tell(explained)).toEqual(['commit ExplanationStored']);
    expect(item.writes()).toEqual([{ op: 'put', table: 'breaks', record: resolved }]);
    expect(item.acknowledge()).toEqual([]);
    expect(item.state()).toBe('resolved');
    expect(item.done()).toBe(true);
  });

  it('is resolved after it was woken from the database', () => {
    const item = night({ record: open });
    expect(item.tell(explained)).toEqual(['commit ExplanationStored']);
    expect(item.writes()).toEqual([{ op: 'put', table: 'breaks', record: resolved }]);
  });

  it('that is explained while it is still being stored is resolved, and does not stay open for ever', () => {
    const item = night();
    item.tell(found);
    expect(item.tell(explained)).toEqual(['commit ExplanationStored']);
    expect(item.writes()).toEqual([{ op: 'put', table: 'breaks', record: resolved }]);
    expect(item.tell({ type: 'BreakStored', about: 'order-17.1' })).toEqual([]);
    item.tell({ type: 'ExplanationStored', about: 'order-17.1' });
    expect(item.state()).toBe('resolved');
  });
});

describe('a break that is found twice', () => {
  it('is one break', () => {
    const item = night();
    item.tell(found);
    expect(item.tell(found)).toEqual([]);
    item.acknowledge();
    expect(item.tell(found)).toEqual([]);
    item.tell(explained);
    expect(item.tell(found)).toEqual([]);
    expect(item.state()).toBe('storingExplanation');
  });

  it('stays open when it was open, and resolved when it was resolved', () => {
    const still = night({ record: open });
    expect(still.tell(found)).toEqual([]);
    expect(still.state()).toBe('open');
    const over = night({ record: resolved });
    expect(over.tell(found)).toEqual([]);
    expect(over.state()).toBe('resolved');
  });
});

describe('an explanation that comes twice', () => {
  it('changes nothing while the first is stored, nor afterwards', () => {
    const item = night({ record: open });
    item.tell(explained);
    expect(item.tell({ ...explained, explanation: 'another one' })).toEqual([]);
    expect(item.writes()).toMatchObject([{ record: { explanation } }]);
    const over = night({ record: resolved });
    expect(over.tell(explained)).toEqual([]);
    expect(over.done()).toBe(true);
  });

  it('of something that was never found opens nothing', () => {
    const item = night();
    expect(item.tell(explained)).toEqual([]);
    expect(item.done()).toBe(true);
  });
});

describe('a slow database', () => {
  it('is asked again for the break, and may refuse it because it is there', () => {
    const item = night();
    item.tell(found);
    expect(item.wait(2000)).toEqual(['commit BreakStored']);
    item.refuse('exists');
    expect(item.state()).toBe('open');
  });

  it('is asked again for the explanation', () => {
    const item = night({ record: open });
    item.tell(explained);
    expect(item.wait(4000)).toEqual(['commit ExplanationStored', 'commit ExplanationStored']);
    item.acknowledge();
    expect(item.done()).toBe(true);
  });
});

it('the stories visit every state', () => {
  expect(unvisitedStates(reconciliationBreak)).toEqual([]);
});
