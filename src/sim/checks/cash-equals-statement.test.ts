import { describe, expect, it } from 'vitest';
import { addAfter, edited, isWrite, reword, without, type Edit } from '../../../test/support/edit-facts.ts';
import { examine, verdicts } from '../../../test/support/examine-check.ts';
import { sent } from '../../../test/support/fact-tape.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { EUR } from '../../../test/support/good-policy.ts';
import { addressOf } from '../../domain/addresses.ts';
import { businessDate } from '../../domain/calendar.ts';
import { money } from '../../domain/money.ts';
import { cashEqualsStatement } from './cash-equals-statement.ts';

const days = goodDays();
const march2 = businessDate('2026-03-02');
const first = 'psp/EUR/2026-03-02';

/** The file for 2 March arrives without its last line, ch_2_1_2: 8.20 EUR less a fee of 0.49 EUR. */
const truncated: readonly Edit[] = [
  reword(
    'SettlementFileSent',
    ({ file }) => file.date === march2,
    ({ file }) => ({ file: { ...file, lines: file.lines.slice(0, 2) } }),
  ),
  without('transactions', ({ id }) => id === 'pspFee/ch_2_1_2'),
];

const raised: Edit = addAfter(
  (fact) => isWrite(fact, 'files', ({ id, status }) => id === first && status === 'reconciled'),
  ({ at }) => [
    sent(at, addressOf.settlementNight(EUR, march2), addressOf.break(`break-fileDoesNotProve-${first}`), {
      type: 'BreakFound',
      breakId: `break-fileDoesNotProve-${first}`,
      found: {
        id: `break-fileDoesNotProve-${first}`,
        kind: 'fileDoesNotProve',
        source: 'psp',
        about: first,
        reference: first,
        openedOn: march2,
        status: 'open',
        explanation: 'its lines do not lead to its closing balance',
        ...money(0, EUR),
      },
    }),
  ],
);

describe('cash-equals-statement', () => {
  it('sees cash that the statement has and the ledger has not', () => {
    expect(
      verdicts(
        cashEqualsStatement,
        edited(
          days,
          without('transactions', ({ kind }) => kind === 'cash'),
        ),
      ),
    ).toEqual([
      'bank:cash is 0.00 EUR when bank/EUR/2026-03-04 is reconciled, with a closing balance of 47.99 EUR [4799 EUR]',
    ]);
  });

  it('sees that fees are ignored, and prices each night what it adds', () => {
    expect(
      verdicts(
        cashEqualsStatement,
        edited(
          days,
          without('transactions', ({ kind }) => kind === 'pspFee'),
        ),
      ),
    ).toEqual([
      'psp:receivable is 60.20 EUR when psp/EUR/2026-03-02 is reconciled, with a closing balance of 47.99 EUR and 10.00 EUR of sales that only one side has yet [221 EUR]',
      'psp:receivable is 12.21 EUR when psp/EUR/2026-03-03 is reconciled, with a closing balance of 9.46 EUR [54 EUR]',
    ]);
  });

  it('sees that a payout was not posted', () => {
    expect(
      verdicts(
        cashEqualsStatement,
        edited(
          days,
          without('transactions', ({ id }) => id === 'payout/payout-EUR-2026-03-03'),
        ),
      ),
    ).toEqual([
      'psp:receivable is 57.45 EUR when psp/EUR/2026-03-03 is reconciled, with a closing balance of 9.46 EUR [4799 EUR]',
    ]);
  });

  it('accepts a difference that a broken file makes, when a break says so', () => {
    expect(verdicts(cashEqualsStatement, edited(days, ...truncated, raised))).toEqual([]);
  });

  it('sees a difference that a broken file makes, when nobody says so', () => {
    expect(verdicts(cashEqualsStatement, edited(days, ...truncated))).toEqual([
      'psp:receivable is 58.48 EUR when psp/EUR/2026-03-02 is reconciled, with a closing balance of 47.99 EUR and 18.20 EUR of sales that only one side has yet [771 EUR]',
    ]);
  });

  it('uses a line that is in a file twice once, as reconciliation must', () => {
    const twice = reword(
      'SettlementFileSent',
      ({ file }) => file.date === march2,
      ({ file }) => ({ file: { ...file, lines: [...file.lines, ...file.lines.slice(0, 1)] } }),
    );
    expect(verdicts(cashEqualsStatement, edited(days, twice))).toEqual([]);
  });

  it('compares once for each of the six files', () => {
    expect(examine(cashEqualsStatement, days).checked).toBe(6);
  });
});
