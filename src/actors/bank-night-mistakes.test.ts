import { describe, expect, it } from 'vitest';
import { nightBench, recordOf, turnOf } from '../../test/support/night-bench.ts';
import { advised, bankLine, monday, statementOf, tuesday, wednesday } from '../../test/support/week-of-files.ts';
import type { DefectName } from '../domain/defects.ts';
import type { MatchRecord } from '../domain/night-records.ts';
import { bankNight } from './bank-night.ts';

const mondays = statementOf(monday, [bankLine(monday, 5000)]);
/** Tuesday's statement shows a payout of 97.10; another one of 20.00 is advised and due on Wednesday. */
const statement = statementOf(tuesday, [bankLine(tuesday, 9710)], { opening: mondays.closing });
const openItems = [advised(tuesday, 9710), advised(wednesday, 2000, wednesday)];

/** What is posted as cash when it is the statement's turn. */
function cash(matches: readonly MatchRecord[], ...defects: DefectName[]): unknown[] {
  const record = recordOf(statement);
  const settings = { entity: 'bank-EUR-2026-03-03', record, policy: { defects: new Set(defects) } };
  const one = nightBench(bankNight, settings);
  one.tell({ type: 'Resumed' });
  const files = [recordOf(mondays, { status: 'closed' }), record];
  one.showTurn({ files, turn: turnOf('bank/EUR', { fileId: record.id }), contents: [mondays, statement] });
  one.showOpen({ openItems });
  one.showUsed({ matches });
  const [message] = one.messages();
  const lines = message?.type === 'PostStatement' ? message.lines : [];
  return lines.map(({ reference, amount, valueDate }) => [reference, amount, valueDate]);
}

describe('what is posted as cash', () => {
  const shown = ['payout-EUR-2026-03-03', 9710, '2026-03-03'];

  it('is what the bank shows', () => {
    expect(cash([])).toEqual([shown]);
  });

  it("is all that the PSP has advised when the bank's balance is never looked at", () => {
    const onItsWay = ['payout-EUR-2026-03-04', 2000, '2026-03-04'];
    expect(cash([], 'balance-never-reconciled')).toEqual([shown, onItsWay]);
  });

  it('is nothing when the line is used up already, unless nothing remembers that', () => {
    const used = [{ id: 'bank/EUR/2026-03-02/payout-EUR-2026-03-03' } as MatchRecord];
    expect(cash(used)).toEqual([]);
    expect(cash(used, 'file-applied-twice')).toEqual([shown]);
  });
});
