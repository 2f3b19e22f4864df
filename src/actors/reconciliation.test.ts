/** What becomes of each way in which a night's file can be wrong, from the file that comes to the break that is stored. */
import { describe, expect, it } from 'vitest';
import { EUR } from '../../test/support/machine-bench.ts';
import { reconciliationRig, type Rig } from '../../test/support/reconciliation-rig.ts';
import {
  bankLine,
  capture,
  chargeLine,
  fileOf,
  filesOf,
  monday,
  payoutLine,
  statementOf,
  tuesday,
} from '../../test/support/week-of-files.ts';
import { addressOf } from '../domain/addresses.ts';
import type { BusinessDate } from '../domain/calendar.ts';
import { minorUnits } from '../domain/money.ts';
import type { SettlementFile, SettlementLine } from '../domain/settlement-file.ts';

const hour = 3_600_000;
const ledger = [capture(1, monday), capture(2, monday), capture(3, tuesday)];
const good = [chargeLine(1, monday), chargeLine(2, monday)];
const [first, second] = filesOf(good, [chargeLine(3, tuesday)]) as [SettlementFile, SettlementFile];

/** Breaks as a finance engineer reads them: what, how much, and how it stands. */
function breaksIn(rig: Rig): string[] {
  return rig.all('breaks').map(({ id, amount, status }) => `${id.slice('break-'.length)} ${amount} ${status}`);
}

function matchesIn(rig: Rig): string[] {
  return rig.all('matches').map(({ id }) => id);
}

function expected(rig: Rig, date: BusinessDate, afterMs: number): void {
  rig.deliver(addressOf.settlementNight(EUR, date), { type: 'FileExpected', currency: EUR, date }, afterMs);
}

/** Everything that was brought is done with, and all files are closed. */
function settled(rig: Rig): void {
  rig.run();
  expect(rig.all('files').filter(({ status }) => status !== 'closed')).toEqual([]);
  expect(rig.all('nightTurns').filter(({ fileId }) => fileId !== undefined)).toEqual([]);
}

describe('a line that is wrong', () => {
  const dearer = chargeLine(2, monday, { fee: 310 });
  it.each<[string, readonly SettlementLine[], readonly string[], number]>([
    ['is missing', good.slice(0, 1), ['missingInFile-ch_2_1_1 10000 open'], 1],
    ['is there twice', [...good, ...good.slice(1)], ['listedTwice-ch_2_1_1 10000 open'], 2],
    ['belongs to nobody', [...good, chargeLine(9, monday)], ['missingInLedger-ch_9_1_1 10000 open'], 2],
    [
      'has a wrong amount',
      [chargeLine(1, monday), chargeLine(2, monday, { gross: 10_050 })],
      ['amountDiffers-ch_2_1_1 50 open'],
      1,
    ],
    ['has a wrong date', [chargeLine(1, monday), chargeLine(2, tuesday)], ['dateDiffers-ch_2_1_1 10000 open'], 2],
    ['has a fee that was not agreed', [chargeLine(1, monday), dearer], ['feeDiffers-ch_2_1_1 20 open'], 2],
  ])('since it %s, is an open break; the next night is not troubled', (_, lines, breaks, matched) => {
    const files = filesOf(lines, [chargeLine(3, tuesday)]);
    const rig = reconciliationRig({ ledger });
    for (const [night, file] of files.entries()) rig.bring(file, night * 24 * hour);
    settled(rig);
    expect(breaksIn(rig)).toEqual(breaks);
    expect(rig.all('matches')).toHaveLength(matched + 1);
  });
});

describe('a ledger that holds a sale twice', () => {
  const twice = { ...capture(2, monday), transactionId: 'capture/ch_2_1_1' };
  const open = 'missingInFile-ch_2_1_1 10000 open';

  it.each([
    [
      'a corrected file',
      { ...fileOf(monday, [chargeLine(1, monday, { gross: 9000 }), chargeLine(2, monday)]), revision: 2 },
    ],
    ['the file of the next night', filesOf(good, [chargeLine(2, monday)])[1]],
  ])('has its one line matched once, when %s lists it again, too', (_, again) => {
    const rig = reconciliationRig({ ledger: [capture(1, monday), capture(2, monday), twice] });
    rig.bring(first);
    if (again !== undefined) rig.bring(again, 24 * hour);
    settled(rig);
    expect(rig.all('matches').map(({ id, transactionId }) => [id, transactionId])).toEqual([
      ['psp/EUR/2026-03-02/charge/ch_1_1_1', 'capture/order-1.1'],
      ['psp/EUR/2026-03-02/charge/ch_2_1_1', 'capture/order-2.1'],
    ]);
    expect(breaksIn(rig)).toContain(open);
  });
});

describe('a file that is late', () => {
  it('but comes before it is expected is no break', () => {
    const rig = reconciliationRig({ ledger });
    rig.bring(first, hour);
    expected(rig, monday, 2 * hour);
    settled(rig);
    expect(breaksIn(rig)).toEqual([]);
  });

  it('is a break from when it was expected until it has come', () => {
    const rig = reconciliationRig({ ledger });
    expected(rig, monday, hour);
    rig.bring(first, 5 * hour);
    settled(rig);
    expect(rig.all('breaks')).toMatchObject([
      {
        id: 'break-fileMissing-psp/EUR/2026-03-02',
        status: 'resolved',
        resolvedOn: '2026-03-02',
        explanation: 'the file came: number 1 with 2 lines',
      },
    ]);
  });
});

describe('a file that is lost', () => {
  it('is told of in the singular where it has one line', () => {
    const [alone] = filesOf([chargeLine(1, monday)]);
    const rig = reconciliationRig({ ledger: [capture(1, monday)], files: alone === undefined ? [] : [alone] });
    expected(rig, monday, hour);
    settled(rig);
    expect(rig.all('breaks')).toMatchObject([{ explanation: 'the file came: number 1 with 1 line' }]);
  });

  it('is asked for when it should have come', () => {
    const rig = reconciliationRig({ ledger, files: [first] });
    expected(rig, monday, hour);
    settled(rig);
    expect(breaksIn(rig)).toEqual(['fileMissing-psp/EUR/2026-03-02 0 resolved']);
    expect(matchesIn(rig)).toHaveLength(2);
  });

  it('is asked for by the next night, which waits for it', () => {
    const rig = reconciliationRig({ ledger, files: [first] });
    rig.bring(second);
    settled(rig);
    expect(rig.sent.map(({ message }) => message.type)[0]).toBe('FileRequested');
    expect(matchesIn(rig)).toEqual([
      'psp/EUR/2026-03-02/charge/ch_1_1_1',
      'psp/EUR/2026-03-02/charge/ch_2_1_1',
      'psp/EUR/2026-03-03/charge/ch_3_1_1',
    ]);
  });

  it('and never comes stays an open break, and holds up the nights after it', () => {
    const rig = reconciliationRig({ ledger });
    expected(rig, monday, hour);
    rig.bring(second, 24 * hour);
    rig.run();
    expect(breaksIn(rig)).toEqual(['fileMissing-psp/EUR/2026-03-02 0 open']);
    expect(rig.all('files')).toMatchObject([{ id: 'psp/EUR/2026-03-03', status: 'stored' }]);
  });
});

describe('a file that was cut off', () => {
  it('is refused and asked for again, and the break is explained when it has come whole', () => {
    const rig = reconciliationRig({ ledger, files: [first] });
    rig.bring({ ...first, lines: good.slice(0, 1) });
    settled(rig);
    expect(rig.all('breaks')).toMatchObject([
      {
        kind: 'fileDoesNotProve',
        amount: 9710,
        status: 'resolved',
        explanation: 'the file came: number 1 with 2 lines',
      },
    ]);
    expect(rig.all('fileContents')).toHaveLength(1);
    expect(rig.all('files')).toMatchObject([{ matched: 2, opened: 0, resolved: 1 }]);
  });
});

describe('a file that comes several times', () => {
  it('is matched and posted once', () => {
    const rig = reconciliationRig({ ledger });
    for (const afterMs of [0, 1, 5, hour, 30 * hour]) rig.bring(first, afterMs);
    settled(rig);
    expect([breaksIn(rig), matchesIn(rig).length, [...rig.posted.keys()]]).toEqual([[], 2, ['psp/EUR/2026-03-02']]);
  });
});

describe('a file that is corrected', () => {
  const wrong = fileOf(monday, [chargeLine(1, monday), chargeLine(2, monday, { gross: 9900 })]);
  const right = { ...first, revision: 2 };

  it('after its night explains the break, and posts nothing twice', () => {
    const rig = reconciliationRig({ ledger });
    rig.bring(wrong);
    rig.bring(right, 2 * hour);
    rig.bring(second, 24 * hour);
    settled(rig);
    expect(breaksIn(rig)).toEqual(['amountDiffers-ch_2_1_1 -100 resolved']);
    expect(matchesIn(rig)).toHaveLength(3);
    expect(rig.posted.get('psp/EUR/2026-03-02#2')).toEqual([]);
  });

  it('after the next night as well, whose beginning it puts right', () => {
    const rig = reconciliationRig({ ledger });
    rig.bring(wrong);
    rig.bring(second, 24 * hour);
    rig.bring(right, 30 * hour);
    settled(rig);
    expect(breaksIn(rig)).toEqual([
      'amountDiffers-ch_2_1_1 -100 resolved',
      'fileDoesNotProve-psp/EUR/2026-03-03/opening 0 resolved',
    ]);
    expect(rig.all('breaks').map(({ resolvedOn }) => resolvedOn)).toEqual(['2026-03-03', '2026-03-03']);
  });

  it('before it was matched is never a break', () => {
    const rig = reconciliationRig({ ledger, files: [right] });
    rig.bring(second);
    rig.bring(right, 1);
    rig.bring(wrong, 2);
    settled(rig);
    expect([breaksIn(rig), matchesIn(rig).length]).toEqual([[], 3]);
  });
});

describe('a charge that the ledger does not know', () => {
  it('is told to the executor each night, and matched when the ledger has it', () => {
    const rig = reconciliationRig({ ledger: [capture(1, monday)] });
    rig.bring(first);
    rig.bring(second, 24 * hour);
    rig.run();
    rig.post(capture(2, monday));
    rig.post(capture(3, tuesday));
    rig.bring(fileOf('2026-03-04' as BusinessDate, [], { opening: second.closing }));
    settled(rig);
    const told = rig.sent.filter(({ message }) => message.type === 'ChargeSettled').map(({ to }) => to);
    expect(told).toEqual(['executor/order-2.1', 'executor/order-2.1', 'executor/order-3.1']);
    expect(breaksIn(rig)).toEqual([
      'missingInLedger-ch_2_1_1 10000 resolved',
      'missingInLedger-ch_3_1_1 10000 resolved',
    ]);
  });
});

describe('a statement that is corrected', () => {
  it('leaves the cash as it was advised, and explains the break', () => {
    const paidOut = filesOf([payoutLine(monday, 9710)]);
    const rig = reconciliationRig();
    for (const file of paidOut) rig.bring(file);
    rig.bring(statementOf(monday, [bankLine(monday, 9700)]), hour);
    rig.bring(statementOf(monday, [bankLine(monday, 9710)], { revision: 2 }), 2 * hour);
    settled(rig);
    expect(breaksIn(rig)).toEqual(['amountDiffers-payout-EUR-2026-03-02 -10 resolved']);
    expect(rig.posted.get('bank/EUR/2026-03-02')).toMatchObject([{ amount: minorUnits(9710) }]);
    expect(rig.posted.get('bank/EUR/2026-03-02#2')).toEqual([]);
  });
});

describe('a crash', () => {
  /** With 10 ms for each thing, one night is over in less than 300 ms: it is tried at every one of them. */
  const run = (crashAfterMs: number | undefined, commitsComeAbout: boolean): Rig => {
    const rig = reconciliationRig({ ledger, files: [first], delayOf: () => 10 });
    rig.bring(filesOf([chargeLine(1, monday), chargeLine(9, monday)])[0] ?? first);
    if (crashAfterMs !== undefined) rig.crash(crashAfterMs, commitsComeAbout);
    rig.bring(filesOf([chargeLine(1, monday), chargeLine(9, monday)])[0] ?? first, hour);
    settled(rig);
    return rig;
  };
  const undisturbed = run(undefined, true);
  const address = addressOf.settlementNight(EUR, monday);

  it.each([true, false])('at any moment of a night leads to the same in the end; commits come about: %s', (commits) => {
    const seen = new Set<string>();
    for (let ms = 0; ms <= 300; ms += 5) {
      const rig = run(ms, commits);
      expect([breaksIn(rig), matchesIn(rig), [...rig.posted]]).toEqual([
        breaksIn(undisturbed),
        matchesIn(undisturbed),
        [...undisturbed.posted],
      ]);
      for (const state of rig.statesOf(address)) seen.add(state);
    }
    expect([...seen].sort()).toEqual([...new Set(undisturbed.statesOf(address))].sort());
  });
});
