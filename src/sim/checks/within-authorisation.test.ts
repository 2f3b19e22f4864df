import { describe, expect, it } from 'vitest';
import { edited, rewrite } from '../../../test/support/edit-facts.ts';
import { verdicts } from '../../../test/support/examine-check.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import { minorUnits } from '../../domain/money.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import { withinAuthorisation } from './within-authorisation.ts';

const days = goodDays();

function authorised(amount: number): string[] {
  const isCaptured = ({ id, status }: ChargeRecord): boolean => id === 'order-1.1:1' && status === 'captured';
  return verdicts(
    withinAuthorisation,
    edited(days, rewrite('charges', isCaptured, { authorised: minorUnits(amount) })),
  );
}

describe('within-authorisation', () => {
  it('sees a capture of more than was authorised, once', () => {
    expect(authorised(1100)).toEqual(['ch_1_1_1 captured 12.00 EUR and 11.00 EUR was authorised [100 EUR]']);
  });

  it('accepts a capture of all or part of what was authorised', () => {
    expect(authorised(1200)).toEqual([]);
    expect(authorised(5000)).toEqual([]);
  });
});
