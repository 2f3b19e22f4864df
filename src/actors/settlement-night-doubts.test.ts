import { describe, expect, it } from 'vitest';
import { EUR, type BenchSettings } from '../../test/support/machine-bench.ts';
import { nightBench, recordOf, type NightBench } from '../../test/support/night-bench.ts';
import { chargeLine, fileOf, monday, tuesday } from '../../test/support/week-of-files.ts';
import type { MessageOf } from '../domain/messages.ts';
import { settlementNight } from './settlement-night.ts';

const looks = 'read nightTurns, files, fileContents, fileContents';
const requests = 'FileRequested → psp/file-EUR-2026-03-03';
const missing = 'break-fileMissing-psp/EUR/2026-03-03';
const unproven = 'break-fileDoesNotProve-psp/EUR/2026-03-03';

const mondays = fileOf(monday, [chargeLine(16, monday)]);
const file = fileOf(tuesday, [chargeLine(17, tuesday)], { opening: mondays.closing });
const cut = { ...file, lines: [] };
const sent: MessageOf<'SettlementFileSent'> = { type: 'SettlementFileSent', file };
const truncated: MessageOf<'SettlementFileSent'> = { type: 'SettlementFileSent', file: cut };
const due: MessageOf<'FileExpected'> = { type: 'FileExpected', currency: EUR, date: tuesday };

function night(settings: Partial<BenchSettings> = {}): NightBench {
  return nightBench(settlementNight, { entity: 'psp-EUR-2026-03-03', ...settings });
}

const noted = (breakId: string): MessageOf<'BreakNoted'> => ({ type: 'BreakNoted', breakId, status: 'open' });

describe('a file that does not come', () => {
  it('is a break, and is asked for when that is on record: nine times in three rounds', () => {
    const one = night();
    expect(one.tell(due)).toEqual([`BreakFound → reconciliation/${missing}`]);
    expect(one.messages()).toMatchObject([
      { found: { kind: 'fileMissing', openedOn: '2026-03-03', amount: 0, reference: 'psp/EUR/2026-03-03' } },
    ]);
    expect(one.tell(noted(missing))).toEqual([requests]);
    one.wait(3_600_000);
    expect(one.times(requests)).toHaveLength(9);
    expect(one.state()).toBe('askingForFile.listening');
  });

  it('is asked for again when an operator says so, when the hour strikes again, and when the night before is over', () => {
    const one = night();
    one.tell(due);
    one.tell(noted(missing));
    one.wait(3_600_000);
    expect(one.tell({ type: 'Resumed' })).toEqual([requests]);
    expect(one.tell(due)).toEqual([requests]);
    expect(one.tell({ type: 'NightOver', currency: EUR, date: monday })).toEqual([requests]);
  });

  it('and comes while its break is being stored, is stored when that is done', () => {
    const one = night();
    one.tell(due);
    expect(one.tell(sent)).toEqual([]);
    expect(one.tell(noted('another'))).toEqual([]);
    expect(one.tell(noted(missing))).toEqual(['commit FileStored']);
  });

  it('is no break when it is stored, and none when it is closed', () => {
    expect(night({ record: recordOf(file) }).tell(due)).toEqual([looks]);
    const over = night({ record: recordOf(file, { status: 'closed' }) });
    expect([over.tell(due), over.state()]).toEqual([[], 'waitingForFile']);
  });
});

describe('a file that does not prove itself', () => {
  it('is not stored: it is a break, and is asked for until it comes whole', () => {
    const one = night();
    expect(one.tell(truncated)).toEqual([`BreakFound → reconciliation/${unproven}`]);
    expect(one.messages()).toMatchObject([
      {
        found: {
          kind: 'fileDoesNotProve',
          amount: 9710,
          explanation:
            'the file psp/EUR/2026-03-03 does not prove itself: it was made with 1 lines and has 0; ' +
            'its lines lead to 97.10 EUR and it closes at 194.20 EUR',
        },
      },
    ]);
    expect(one.tell(noted(unproven))).toEqual([requests]);
    expect(one.tell(sent)).toEqual(['commit FileStored']);
  });

  it('again is not another break, and not a reason to ask at once', () => {
    const one = night();
    one.tell(truncated);
    expect(one.tell(truncated)).toEqual([]);
    one.tell(noted(unproven));
    expect(one.tell(truncated)).toEqual([]);
    expect(one.state()).toBe('askingForFile.calling');
  });

  it('may be missing as well: these are two breaks, in either order', () => {
    const one = night();
    one.tell(due);
    expect(one.tell(truncated)).toHaveLength(2);
    expect(one.tell(noted(unproven))).toEqual([]);
    expect(one.tell(noted(missing))).toEqual([requests]);
    const other = night();
    other.tell(truncated);
    expect(other.tell(due)).toHaveLength(2);
    other.tell(noted(unproven));
    other.tell(noted(missing));
    expect(other.tell(due)).toEqual([requests]);
  });

  it('changes nothing when a good one is there already', () => {
    expect(night({ record: recordOf(file, { status: 'closed' }) }).tell(truncated)).toEqual([]);
  });
});
