import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isMessage,
  rewrite,
  silent,
  without,
  type Edit,
} from '../../../test/support/fact-tape-edits.ts';
import { examine, verdicts } from '../../../test/support/fact-tape-examine.ts';
import { delivered } from '../../../test/support/fact-tape.ts';
import { onRecord, received } from '../../../test/support/good-days-edits.ts';
import { weekOfCorrections } from '../../../test/support/good-days-troubled.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { businessDate } from '../../domain/calendar.ts';
import { orderId } from '../../domain/ids.ts';
import { minorUnits } from '../../domain/money.ts';
import type { BreakRecord } from '../../domain/night-records.ts';
import type { Fact } from '../facts.ts';
import { fileProves } from './file-proves.ts';

const days = goodDays();
const corrections = weekOfCorrections();
const march2 = businessDate('2026-03-02');
const march3 = businessDate('2026-03-03');
const first = 'psp/EUR/2026-03-02';
const doubted = (fileId: string): Edit => onRecord(fileId, { kind: 'fileDoesNotProve', reference: fileId });
const truncated = received('2026-03-02', ({ lines }) => ({ lines: lines.slice(0, 2) }));
const isOf =
  (fileId: string): Edit =>
  (facts) =>
    facts.filter((fact) => fact.concern !== fileId || !isTakenIn(fact));

function isTakenIn(fact: Fact): boolean {
  return fact.kind === 'written' && (fact.table === 'files' || fact.table === 'fileContents');
}

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
      'bank/EUR/2026-03-03 has the sequence number 1 of a file before it, opens at 1.00 EUR where the file before it closed at 0.00 EUR and closes at 0.00 EUR where its lines lead to 1.00 EUR [100 EUR]',
      'bank/EUR/2026-03-04 has the sequence number 3 where 2 was due',
    ]);
  });

  it('sees a statement whose transfers do not come to its closing balance', () => {
    const wrong = rewrite('bankStatements', ({ date }) => date === '2026-03-04', { transfers: [] });
    expect(verdicts(fileProves, edited(days, wrong))).toEqual([
      'bank/EUR/2026-03-04 closes at 47.99 EUR where its lines lead to 0.00 EUR [4799 EUR]',
    ]);
  });

  it('sees a truncated file that is accepted', () => {
    expect(verdicts(fileProves, edited(days, truncated))).toEqual([
      'psp/EUR/2026-03-02 closes at 47.99 EUR where its lines lead to 40.28 EUR; it was reconciled and no break says so [771 EUR]',
    ]);
  });

  it('sees a file that lost a line of which nothing else tells, by its trailer', () => {
    const short = received('2026-03-04', ({ lines }) => ({ lineCount: lines.length + 1 }));
    expect(verdicts(fileProves, edited(days, short))).toEqual([
      'psp/EUR/2026-03-04 has 1 line where its trailer counts 2; it was reconciled and no break says so',
    ]);
  });

  it('accepts a truncated file of which a break says so, and one that is refused', () => {
    expect(verdicts(fileProves, edited(days, truncated, doubted(first)))).toEqual([]);
    expect(verdicts(fileProves, corrections)).toEqual([]);
  });

  it('sees a missing file that nobody noticed', () => {
    const lost = silent('SettlementFileSent', ({ file }) => file.date === march2);
    const gone = edited(days, isOf(first), lost);
    const unnoticed =
      'psp/EUR/2026-03-02 was made and reconciliation has never applied it; no open break says that it is missing [4799 EUR]';
    expect(verdicts(fileProves, gone)).toEqual([
      'psp/EUR/2026-03-03 has the sequence number 2 where 1 was due and opens at 47.99 EUR where the file before it closed at 0.00 EUR; it was reconciled and no break says so [4799 EUR]',
      unnoticed,
    ]);
    expect(verdicts(fileProves, edited(gone, doubted('psp/EUR/2026-03-03')))).toEqual([unnoticed]);
    const missed = onRecord('psp/EUR/2026-03-03', { kind: 'fileMissing', reference: first, about: first });
    expect(verdicts(fileProves, edited(gone, doubted('psp/EUR/2026-03-03'), missed))).toEqual([]);
  });

  it('sees a good file that came and was not taken in, and not one that a crash swept away', () => {
    const last = 'psp/EUR/2026-03-04';
    const ignored = edited(days, isOf(last));
    const missing = `${last} was made and reconciliation has never applied it; no open break says that it is missing [946 EUR]`;
    expect(verdicts(fileProves, ignored)).toEqual([
      `${last} was delivered as number 3 with 1 line from 9.46 EUR to 0.00 EUR, proves itself, and was never taken in`,
      missing,
    ]);
    const crashed = addAfter(
      (fact) => fact.kind === 'delivered' && isMessage(fact, 'SettlementFileSent', ({ file }) => file.sequence === 3),
      ({ at }) => [{ kind: 'crashed', at, service: 'reconciliation', concern: 'reconciliation' }],
    );
    expect(verdicts(fileProves, edited(ignored, crashed))).toEqual([missing]);
  });

  it('sees a correction that came and was not taken in', () => {
    const ignored = without('fileContents', ({ id }) => id === `${first}#2`);
    const unheeded = without('files', ({ revision }) => revision === 2);
    expect(verdicts(fileProves, edited(corrections, ignored, unheeded))).toEqual([
      'psp/EUR/2026-03-02 was delivered as number 1, revision 2, with 3 lines from 0.00 EUR to 47.99 EUR, proves itself, and was never taken in',
    ]);
  });

  it('lets a file go on from either revision of the one before it', () => {
    const fromTheWrongOne = received('2026-03-03', ({ opening, closing }) => ({
      opening: minorUnits(opening + 10),
      closing: minorUnits(closing + 10),
    }));
    const facts = edited(corrections, fromTheWrongOne);
    expect(verdicts(fileProves, facts).filter((sentence) => sentence.startsWith('psp/EUR/2026-03-03'))).toEqual([]);
  });

  it('takes no offence at copies of a file, whenever they come', () => {
    const copies = days.filter((fact) => fact.kind === 'delivered' && isMessage(fact, 'SettlementFileSent'));
    expect(copies).toHaveLength(3);
    expect(verdicts(fileProves, [...days, ...copies])).toEqual([]);
  });

  it('sees a file of which reconciliation noted something else than it stored', () => {
    const miscounted = rewrite('files', ({ id }) => id === first, { lines: 2 });
    expect(verdicts(fileProves, edited(days, miscounted))).toEqual([
      'reconciliation noted psp/EUR/2026-03-02 as number 1 with 2 lines from 0.00 EUR to 47.99 EUR; it stored number 1 with 3 lines from 0.00 EUR to 47.99 EUR',
    ]);
    const unkept = without('fileContents', ({ fileId }) => fileId === first);
    expect(verdicts(fileProves, edited(days, unkept))).toEqual([
      'reconciliation noted psp/EUR/2026-03-02 as number 1 with 3 lines from 0.00 EUR to 47.99 EUR; it kept no such file [4799 EUR]',
      'psp/EUR/2026-03-02 was delivered as number 1 with 3 lines from 0.00 EUR to 47.99 EUR, proves itself, and was never taken in',
    ]);
  });

  it('sees a file that nobody sent, or not like this', () => {
    const unsent = silent('SettlementFileSent', ({ file }) => file.date === march2);
    const sentence =
      'reconciliation stored psp/EUR/2026-03-02 as number 1 with 3 lines from 0.00 EUR to 47.99 EUR, which no delivery has brought [4799 EUR]';
    expect(verdicts(fileProves, edited(days, unsent))).toEqual([sentence]);
    const otherwise = (facts: readonly Fact[]): readonly Fact[] =>
      facts.map((fact) =>
        isMessage(fact, 'SettlementFileSent', ({ file }) => file.date === march2)
          ? delivered(fact.at, fact.from, fact.to, { ...fact.message, file: { ...fact.message.file, lines: [] } })
          : fact,
      );
    expect(verdicts(fileProves, edited(days, otherwise))).toEqual([sentence]);
  });

  it('sees a break about a file that came cut off, and says by how much its lines fall short, or not quite', () => {
    const second = 'psp/EUR/2026-03-03';
    const said = (change: Partial<BreakRecord>): string[] =>
      verdicts(
        fileProves,
        edited(
          corrections,
          rewrite('breaks', ({ about }) => about === second, change),
        ),
      );
    expect(said({ amount: minorUnits(-4799) })).toEqual([]);
    const sentence = `break-fileDoesNotProve-${second} says`;
    expect(said({ amount: minorUnits(4799) })).toEqual([
      `${sentence} 47.99 EUR of ${second}, where it is -47.99 EUR by what was delivered [9598 EUR]`,
    ]);
    expect(said({ orderId: orderId(4, 1) })).toEqual([
      `${sentence} -47.99 EUR of ${second} and names order-4.1, where it is about the file as a whole [4799 EUR]`,
    ]);
  });

  it('sees a break about a file that has not come, or does not follow the one before it, with an amount', () => {
    const last = 'psp/EUR/2026-03-04';
    const missed = rewrite('breaks', ({ kind }) => kind === 'fileMissing', { amount: minorUnits(946) });
    expect(verdicts(fileProves, edited(corrections, missed))).toEqual([
      `break-fileMissing-${last} says 9.46 EUR of ${last}, where it is 0.00 EUR by what was delivered [946 EUR]`,
    ]);
    const opening = { kind: 'fileDoesNotProve', reference: `${last}/opening`, about: last } as const;
    const unfollowed = (amount: number): Edit[] => [
      onRecord(last, { ...opening, amount }),
      rewrite('breaks', ({ reference }) => reference === opening.reference, { reference: last }),
    ];
    expect(verdicts(fileProves, edited(days, ...unfollowed(0)))).toEqual([]);
    expect(verdicts(fileProves, edited(days, ...unfollowed(1)))).toEqual([
      `break-fileDoesNotProve-${last}/opening says 0.01 EUR of ${last}, where it is 0.00 EUR by what was delivered [1 EUR]`,
    ]);
  });

  it('looks at every file that is made, stored and applied, and at every break about one', () => {
    // Three files of each side; the corrected one is stored and applied once more, one is cut off and one is missing.
    expect(examine(fileProves, days).checked).toBe(18);
    expect(examine(fileProves, corrections).checked).toBe(22);
  });
});
