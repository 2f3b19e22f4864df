import { describe, expect, it } from 'vitest';
import { chargeLine, fileChain, payoutLine, refundLine, statementOf } from '../../../test/support/night-files.ts';
import { scriptedJudge } from '../../../test/support/scripted-judge.ts';
import { checkoutId } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import type { FileRevision } from '../../domain/night-records.ts';
import type { BankStatement, SettlementFile } from '../../domain/settlement-file.ts';
import type { FileFault, SiteFault } from '../faults/fault.ts';
import { createSites } from '../faults/sites.ts';
import { createDispatch } from './dispatch.ts';

const firstTime = 'settlement psp EUR/2026-03-02 file #1';
const secondTime = 'settlement psp EUR/2026-03-02 file #2';
const label = { source: 'psp', currency: 'EUR', date: '2026-03-02', reference: undefined };
const hour = 3_600_000;

/** 100.00 less 2.90, 50.00 less 1.45, 25.00 given back, and 30.00 paid out: 90.65 in the end. */
const lines = [
  chargeLine(17, 10_000, 290),
  chargeLine(18, 5000, 145),
  refundLine(16, 2500),
  payoutLine('payout-1', 3000),
];
const [file, nextFile] = fileChain(lines, [chargeLine(19, 2000, 58)]) as [SettlementFile, SettlementFile];

/** What leaves, as files with the hours after which they do. */
function process(script: Readonly<Record<string, SiteFault>>) {
  const { judge, asked, labels } = scriptedJudge(script);
  const arrived: FileRevision[] = [];
  const isThere = ({ fileId, revision }: FileRevision): boolean =>
    arrived.some((there) => there.fileId === fileId && there.revision >= revision);
  const dispatch = createDispatch({ judge, sites: createSites(), isThere });
  const sent = (message: Message): [SettlementFile | BankStatement, number][] =>
    (dispatch(message) ?? []).map(({ message: leaving, afterMs }) => {
      if (leaving.type === 'SettlementFileSent') return [leaving.file, afterMs / hour];
      if (leaving.type === 'BankStatementSent') return [leaving.statement, afterMs / hour];
      throw new Error(`${leaving.type} carries no file`);
    });
  const send = (sending: SettlementFile) => sent({ type: 'SettlementFileSent', file: sending });
  const sendStatement = (statement: BankStatement) => sent({ type: 'BankStatementSent', statement });
  return { dispatch, send, sendStatement, asked, labels, arrived };
}

describe('the settlement process', () => {
  it('asks about the charges and refunds of a file once, and about the file each time it is sent', () => {
    const { send, asked } = process({});
    expect(send(file)).toEqual([[file, 0]]);
    expect(send(file)).toEqual([[file, 0]]);
    expect(asked).toEqual([
      'settlement psp EUR/2026-03-02 order-17.1 #1',
      'settlement psp EUR/2026-03-02 order-18.1 #1',
      'settlement psp EUR/2026-03-02 refund-16.1.1 #1',
      firstTime,
      secondTime,
    ]);
  });

  it("asks about the bank's statement as a whole", () => {
    const { sendStatement, asked } = process({});
    const statement = statementOf(9710, 4855);
    expect(sendStatement(statement)).toEqual([[statement, 0]]);
    expect(asked).toEqual(['settlement bank EUR/2026-03-02 file #1']);
  });

  it('asks about nothing else', () => {
    const { dispatch, asked } = process({});
    const message = { type: 'BuyAccepted', checkoutId: checkoutId(1) } as const;
    expect(dispatch(message)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('a file of 100.00, 50.00, 25.00 and 30.00', () => {
  it.each<[string, FileFault, (readonly [SettlementFile, number])[], number]>([
    ['late', { kind: 'settlement.file-late', byMs: 5 * hour }, [[file, 5]], 20_500],
    ['missing', { kind: 'settlement.file-missing' }, [], 20_500],
    [
      'duplicated',
      { kind: 'settlement.file-duplicate', lagMs: 3 * hour },
      [
        [file, 0],
        [file, 3],
      ],
      20_500,
    ],
    ['without its last line', { kind: 'settlement.file-truncated', lines: 1 }, [[cut(3), 0]], 3000],
    ['without its last three', { kind: 'settlement.file-truncated', lines: 3 }, [[cut(1), 0]], 10_500],
    ['without any line', { kind: 'settlement.file-truncated', lines: 9 }, [[cut(0), 0]], 20_500],
  ])('may be %s', (_, fault, leaving, amount) => {
    const { send, labels } = process({ [firstTime]: fault });
    expect(send(file)).toEqual(leaving);
    expect(labels).toEqual([{ ...label, amount }]);
  });

  it('may be wrong in one amount, prove itself all the same, and be corrected in a second revision', () => {
    const { send, labels } = process({
      [firstTime]: { kind: 'settlement.file-resent-corrected', byMinorUnits: -40, afterMs: 2 * hour },
    });
    const wrong = { ...file, closing: file.closing - 40, lines: [{ ...lines[0], gross: 9960 }, ...lines.slice(1)] };
    const corrected = { ...file, revision: 2 };
    expect(send(file)).toEqual([
      [wrong, 0],
      [corrected, 2],
    ]);
    expect(labels).toEqual([{ ...label, reference: 'ch_17_1_1', amount: 40 }]);
    expect(send(file)).toEqual([[corrected, 0]]);
    expect(send(nextFile)).toEqual([[nextFile, 0]]);
  });
});

function cut(left: number): SettlementFile {
  return { ...file, lines: lines.slice(0, left) };
}

describe('a file in which no line can be wrong', () => {
  const correction = { kind: 'settlement.file-resent-corrected', byMinorUnits: 40, afterMs: hour } as const;

  it.each([
    ['it is empty', []],
    ['it lists payouts only', [payoutLine('payout-1', 3000)]],
  ])('since %s, has its closing balance wrong until it is corrected', (_, listed) => {
    const [empty] = fileChain(listed) as [SettlementFile];
    const { send, labels } = process({ [firstTime]: correction });
    expect(send(empty)).toEqual([
      [{ ...empty, closing: empty.closing + 40 }, 0],
      [{ ...empty, revision: 2 }, 1],
    ]);
    expect(labels).toEqual([{ ...label, amount: 40 }]);
  });

  it('does not leave at all when it breaks off before its first line', () => {
    const [empty] = fileChain([]) as [SettlementFile];
    expect(process({ [firstTime]: { kind: 'settlement.file-truncated', lines: 1 } }).send(empty)).toEqual([]);
  });

  it('has another line wrong than one that is wrong already', () => {
    const { send, labels } = process({
      'settlement psp EUR/2026-03-02 order-17.1 #1': { kind: 'settlement.line-duplicate' },
      [firstTime]: correction,
    });
    expect(send(file)).toMatchObject([
      [{ lines: [{}, {}, { reference: 'ch_18_1_1', gross: 5040 }, {}, {}] }, 0],
      [{}, 1],
    ]);
    expect(labels).toMatchObject([{ reference: 'ch_17_1_1' }, { reference: 'ch_18_1_1', amount: 40 }]);
  });
});

describe('a file that is sent again', () => {
  it('has its lines as they were shown first, also when that copy was lost, and the next file continues it', () => {
    const { send } = process({
      'settlement psp EUR/2026-03-02 order-18.1 #1': { kind: 'settlement.line-missing' },
      [firstTime]: { kind: 'settlement.file-missing' },
    });
    expect(send(file)).toEqual([]);
    // Without the 48.55: 42.10 where 90.65 would be right, and then 19.42 more.
    expect(send(nextFile)).toMatchObject([[{ opening: 4210, closing: 6152, lineCount: 1 }, 0]]);
    expect(send(file)).toMatchObject([[{ opening: 0, closing: 4210, lineCount: 3 }, 0]]);
  });

  it('may be lost again, which is to be found as well', () => {
    const missing = { kind: 'settlement.file-missing' } as const;
    const { send, labels } = process({ [firstTime]: missing, [secondTime]: missing });
    expect([send(file), send(file)]).toEqual([[], []]);
    expect(labels).toEqual([
      { ...label, amount: 20_500 },
      { ...label, amount: 20_500 },
    ]);
  });

  it('may be truncated when it has been there already: then nothing is to be found', () => {
    const { send, labels, arrived } = process({ [secondTime]: { kind: 'settlement.file-truncated', lines: 2 } });
    send(file);
    arrived.push({ fileId: 'psp/EUR/2026-03-02', revision: 1 });
    expect(send(file)).toEqual([[cut(2), 0]]);
    expect(labels).toEqual([undefined]);
  });

  it('may be truncated while the first copy is on its way still: that is to be found', () => {
    const { send, labels } = process({
      [firstTime]: { kind: 'settlement.file-late', byMs: 5 * hour },
      [secondTime]: { kind: 'settlement.file-truncated', lines: 1 },
    });
    expect([send(file), send(file)]).toEqual([[[file, 5]], [[cut(3), 0]]]);
    expect(labels).toEqual([
      { ...label, amount: 20_500 },
      { ...label, amount: 3000 },
    ]);
  });

  it('may be truncated when only the version with a mistake has been there', () => {
    const { send, labels, arrived } = process({
      [firstTime]: { kind: 'settlement.file-resent-corrected', byMinorUnits: 1, afterMs: hour },
      [secondTime]: { kind: 'settlement.file-truncated', lines: 1 },
    });
    send(file);
    arrived.push({ fileId: 'psp/EUR/2026-03-02', revision: 1 });
    send(file);
    expect(labels).toEqual([
      { ...label, reference: 'ch_17_1_1', amount: 1 },
      { ...label, amount: 3000 },
    ]);
  });

  it('may be corrected a second time, in a third revision', () => {
    const correction = { kind: 'settlement.file-resent-corrected', byMinorUnits: 1, afterMs: hour } as const;
    const { send } = process({ [firstTime]: correction, [secondTime]: correction });
    const revisions = [send(file), send(file), send(file)].map((left) => left.map(([{ revision }]) => revision));
    expect(revisions).toEqual([[1, 2], [2, 3], [3]]);
  });
});

describe("the bank's statement of 97.10 and 48.55", () => {
  const statement = statementOf(9710, 4855);
  const site = 'settlement bank EUR/2026-03-02 file #1';

  it('may break off', () => {
    const { sendStatement, labels } = process({ [site]: { kind: 'settlement.file-truncated', lines: 1 } });
    expect(sendStatement(statement)).toEqual([[{ ...statement, lines: statement.lines.slice(0, 1) }, 0]]);
    expect(labels).toEqual([{ ...label, source: 'bank', amount: 4855 }]);
  });

  it('may be wrong in its first entry, and be corrected', () => {
    const fault = { kind: 'settlement.file-resent-corrected', byMinorUnits: 90, afterMs: hour } as const;
    const { sendStatement, labels } = process({ [site]: fault });
    const [first, second] = statement.lines;
    expect(sendStatement(statement)).toEqual([
      [{ ...statement, closing: 14_655, lines: [{ ...first, amount: 9800 }, second] }, 0],
      [{ ...statement, revision: 2 }, 1],
    ]);
    expect(labels).toEqual([{ ...label, source: 'bank', reference: 'payout-EUR-2026-03-01', amount: 90 }]);
  });
});
