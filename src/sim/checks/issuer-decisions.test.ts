/** A PSP that does not hold to what the card's issuer has said. */
import { describe, expect, it } from 'vitest';
import { captureDays, captureVerdicts } from '../../../test/support/capture-days.ts';
import { addAfter, edited, isWrite, type Edit } from '../../../test/support/fact-tape-edits.ts';
import { verdicts } from '../../../test/support/fact-tape-examine.ts';
import { goodDays } from '../../../test/support/good-days.ts';
import type { IssuerDecision } from '../../domain/effects.ts';
import type { Fact } from '../facts.ts';
import { withinAuthorisation } from './within-authorisation.ts';

const days = goodDays();
const approved: IssuerDecision = { approved: true };
const stolen: IssuerDecision = { approved: false, code: 'stolen_card', kind: 'hard' };
const noFunds: IssuerDecision = { approved: false, code: 'insufficient_funds', kind: 'soft' };

/** What the issuer says of a charge instead, one answer after the other. */
function says(key: string, ...decisions: readonly IssuerDecision[]): Edit {
  return (facts) =>
    facts.flatMap((fact): readonly Fact[] =>
      fact.kind === 'decided' && fact.key === key ? decisions.map((decision) => ({ ...fact, decision })) : [fact],
    );
}

function told(...edits: readonly Edit[]): string[] {
  return verdicts(withinAuthorisation, edited(days, ...edits));
}

describe('what the issuer decides', () => {
  it('is what the PSP holds, be it approved, declined softly or declined hard', () => {
    expect(told()).toEqual([]);
  });

  it('may not be captured when it was declined: the buyer pays with a card that is stolen', () => {
    expect(told(says('order-1.1:1', stolen))).toEqual([
      "ch_1_1_1 of 12.00 EUR is captured, and the card's issuer declined it (hard stolen_card) [1200 EUR]",
    ]);
  });

  it('may not be captured before the issuer has said anything', () => {
    expect(told(says('order-1.1:1'))).toEqual([
      "ch_1_1_1 of 12.00 EUR is captured, and the card's issuer was not asked [1200 EUR]",
    ]);
  });

  it('may not be declined when it was approved: the seller loses the sale', () => {
    expect(told(says('order-3.1:1', approved))).toEqual([
      "ch_3_1_1 of 5.00 EUR is declined (hard stolen_card), and the card's issuer approved it [500 EUR]",
    ]);
  });

  it('is declined for the reason that was given, which says whether it is worth another try', () => {
    expect(told(says('order-3.1:1', noFunds))).toEqual([
      "ch_3_1_1 of 5.00 EUR is declined (hard stolen_card), and the card's issuer declined it (soft insufficient_funds) [500 EUR]",
    ]);
  });

  it('may be any of its answers, where a PSP that crashed asks again', () => {
    expect(told(says('order-1.1:1', noFunds, approved))).toEqual([]);
    expect(told(says('order-1.1:1', approved, noFunds))).toEqual([]);
    expect(told(says('order-1.1:1', noFunds, stolen))).toEqual([
      "ch_1_1_1 of 12.00 EUR is captured, and the card's issuer declined it (soft insufficient_funds) and declined it (hard stolen_card) [1200 EUR]",
    ]);
  });

  it('matters no more once the charge is stored', () => {
    const late = addAfter(
      (fact) => isWrite(fact, 'charges', ({ id, status }) => id === 'order-1.1:1' && status === 'captured'),
      ({ at, concern }) => [{ kind: 'decided', at, concern, key: keyOf('order-1.1:1'), decision: stolen }],
    );
    expect(told(late)).toEqual([]);
  });

  it('holds for an authorisation, too', () => {
    expect(captureVerdicts(withinAuthorisation, captureDays)).toEqual([]);
    expect(captureVerdicts(withinAuthorisation, edited(captureDays, says('order-1.1:1', stolen)))).toEqual([
      "ch_1_1_1 of 100.00 EUR is authorised, and the card's issuer declined it (hard stolen_card) [10000 EUR]",
    ]);
  });
});

function keyOf(key: string) {
  const found = days.find((fact) => fact.kind === 'decided' && fact.key === key);
  if (found?.kind !== 'decided') throw new Error(`the issuer has said nothing of ${key}`);
  return found.key;
}
