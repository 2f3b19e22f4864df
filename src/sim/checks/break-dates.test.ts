/** Breaks that are opened, or resolved, under another date than that of the night at work. */
import { describe, expect, it } from 'vitest';
import { edited, isWrite, rewrite, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { threaded, written, type Row } from '../../../test/support/fact-tape.ts';
import { endOfGoodDays, goodDays } from '../../../test/support/good-days.ts';
import { businessDate as date } from '../../domain/calendar.ts';
import { businessDate } from './business-date.ts';

const days = goodDays();
const week = weekOfCorrections();
const told = (facts = days, ...edits: readonly Edit[]): string[] =>
  verdicts(businessDate, edited(facts, ...edits)).filter((sentence) => sentence.startsWith('break-'));
const openedOn = (id: string, on: string): Edit =>
  rewrite('breaks', (found) => found.id === id, { openedOn: date(on) });

describe('the date of a break', () => {
  const straddling = 'break-missingInFile-ch_4_1_1';

  it('is that of the night that found it', () => {
    expect(told()).toEqual([]);
    expect(told(days, openedOn(straddling, '2026-03-03'))).toEqual([
      `${straddling} is said to be opened on 2026-03-03, and the night at work was that of 2026-03-02 [1000 EUR]`,
    ]);
    expect(told(days, openedOn(straddling, '2026-03-01'))).toEqual([
      `${straddling} is said to be opened on 2026-03-01, and the night at work was that of 2026-03-02 [1000 EUR]`,
    ]);
  });

  it('is that of the night that explained it, once it is resolved', () => {
    const resolved = rewrite('breaks', ({ status }) => status === 'resolved', { resolvedOn: date('2026-03-02') });
    expect(told(days, resolved)).toEqual([
      `${straddling} is said to be resolved on 2026-03-02, and the night at work was that of 2026-03-03 [1000 EUR]`,
    ]);
  });

  it('is that of the last night that is closed where a file of an earlier night is corrected', () => {
    const first = days.find((fact) => isWrite(fact, 'files', ({ id }) => id === 'psp/EUR/2026-03-02'));
    const found = days.find((fact) => isWrite(fact, 'breaks', ({ id }) => id === straddling));
    if (first?.kind !== 'written' || first.table !== 'files') throw new Error('no file is taken in');
    if (found?.kind !== 'written' || found.table !== 'breaks') throw new Error('no break is opened');
    const { by, after } = first;
    const id = 'break-amountDiffers-ch_1_1_1';
    const opened = (on: string): string[] => {
      const rows: Row[] = [
        ['files', { ...after, revision: 2, status: 'stored' }],
        ['files', { ...after, revision: 2, status: 'reconciled' }],
        ['breaks', { ...found.after, id, kind: 'amountDiffers', openedOn: date(on) }],
      ];
      return told(threaded([...days, ...rows.map((row) => written(endOfGoodDays - 1, by, row))]));
    };
    expect(opened('2026-03-04')).toEqual([]);
    expect(opened('2026-03-02')).toEqual([
      `${id} is said to be opened on 2026-03-02, and the night at work was that of 2026-03-04 [1000 EUR]`,
    ]);
  });

  it('is that of the file itself where the break is about a file that has not come', () => {
    const missing = 'break-fileMissing-psp/EUR/2026-03-04';
    expect(told(week)).toEqual([]);
    expect(told(week, openedOn(missing, '2026-03-03'))).toEqual([
      `${missing} is said to be opened on 2026-03-03, and the night at work was that of 2026-03-04`,
    ]);
  });
});
