import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, reword, rewrite, silent, type Edit } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { sent } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { minorUnits, money } from '../../domain/money.ts';
import type { SettlementFile } from '../../domain/settlement-file.ts';
import { fileProves } from './file-proves.ts';

const days = goodDays();
const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');

function received(date: string, change: (file: SettlementFile) => Partial<SettlementFile>): Edit {
  return reword(
    'SettlementFileSent',
    ({ file }) => file.date === date,
    ({ file }) => ({ file: { ...file, ...change(file) } }),
  );
}

/** A break says of a file that it does not prove itself. */
function raised(fileId: string): Edit {
  const id = `break-fileDoesNotProve-${fileId}`;
  const found = {
    id,
    kind: 'fileDoesNotProve',
    source: 'psp',
    about: fileId,
    reference: fileId,
    openedOn: march2,
    status: 'open',
  } as const;
  const message = {
    type: 'BreakFound',
    breakId: id,
    found: { ...found, explanation: 'it does not add up', ...money(0, EUR) },
  } as const;
  return addAfter(
    (fact) => isWrite(fact, 'files', (file) => file.id === fileId && file.status === 'reconciled'),
    ({ at }) => [sent(at, addressOf.settlementNight(EUR, march2), addressOf.break(id), message)],
  );
}

const truncated = received('2026-03-02', ({ lines }) => ({ lines: lines.slice(0, 2) }));
const counted = rewrite('files', ({ id }) => id === 'psp/EUR/2026-03-02', { lines: 2 });

describe('file-proves', () => {
  it('sees a batch of the PSP that does not add up, and the gap to the next one', () => {
    const wrong = rewrite('settlementBatches', ({ date }) => date === march2, { closing: minorUnits(4800) });
    expect(verdicts(fileProves, edited(days, wrong))).toEqual([
      'psp/EUR/2026-03-02 closes at 48.00 EUR where its lines lead to 47.99 EUR [1 EUR]',
      'psp/EUR/2026-03-03 opens at 47.99 EUR where the file before it closed at 48.00 EUR [1 EUR]',
    ]);
  });

  it('sees a statement of the bank that does not go on from the one before it', () => {
    const wrong = rewrite('bankStatements', ({ date }) => date === march3, { sequence: 1, opening: minorUnits(100) });
    expect(verdicts(fileProves, edited(days, wrong))).toEqual([
      'bank/EUR/2026-03-03 has the sequence number 1 of a file before it and opens at 1.00 EUR where the file before it closed at 0.00 EUR [100 EUR]',
      'bank/EUR/2026-03-04 has the sequence number 3 where 2 was due',
    ]);
  });

  it('sees a truncated file that is accepted', () => {
    expect(verdicts(fileProves, edited(days, truncated, counted))).toEqual([
      'psp/EUR/2026-03-02 closes at 47.99 EUR where its lines lead to 40.28 EUR; it was reconciled and no break says so [771 EUR]',
    ]);
  });

  it('accepts a truncated file of which a break says so', () => {
    expect(verdicts(fileProves, edited(days, truncated, counted, raised('psp/EUR/2026-03-02')))).toEqual([]);
  });

  it('sees a missing file that nobody noticed', () => {
    const gone = (facts: Parameters<Edit>[0]): ReturnType<Edit> =>
      facts.filter((fact) => !isWrite(fact, 'files', ({ id }) => id === 'psp/EUR/2026-03-02'));
    const lost = silent('SettlementFileSent', ({ file }) => file.date === march2);
    expect(verdicts(fileProves, edited(days, gone, lost))).toEqual([
      'psp/EUR/2026-03-03 has the sequence number 2 where 1 was due and opens at 47.99 EUR where the file before it closed at 0.00 EUR; it was reconciled and no break says so [4799 EUR]',
    ]);
    expect(verdicts(fileProves, edited(days, gone, lost, raised('psp/EUR/2026-03-03')))).toEqual([]);
  });

  it('sees a file of which reconciliation noted something else than it received', () => {
    expect(verdicts(fileProves, edited(days, counted))).toEqual([
      'reconciliation noted psp/EUR/2026-03-02 as number 1 with 2 lines from 0.00 EUR to 47.99 EUR; it received number 1 with 3 lines from 0.00 EUR to 47.99 EUR',
    ]);
  });

  it('sees a file that nobody sent', () => {
    expect(
      verdicts(
        fileProves,
        edited(
          days,
          silent('SettlementFileSent', ({ file }) => file.date === march2),
        ),
      ),
    ).toEqual([
      'reconciliation noted psp/EUR/2026-03-02 as number 1 with 3 lines from 0.00 EUR to 47.99 EUR; it never received such a file [4799 EUR]',
    ]);
  });
});
