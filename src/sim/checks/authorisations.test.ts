/** An authorisation of three days, of an order whose seller dispatches it on the next day, and of one that is never dispatched. */
import { describe, expect, it } from 'vitest';
import { captureDays, captureVerdicts, lapseDays } from '../../../test/support/capture-days.ts';
import { edited, rewrite, without, type Edit } from '../../../test/support/fact-tape-edits.ts';
import type { Instant } from '../../domain/calendar.ts';
import type { Fact } from '../facts.ts';
import { withinAuthorisation } from './within-authorisation.ts';

const hour = 3_600_000;
const said = (facts: readonly Fact[], ...edits: readonly Edit[]): string[] =>
  captureVerdicts(withinAuthorisation, edited(facts, ...edits));
/** At the PSP, and by what the executor and the payment service know from it. */
const expiring =
  (laterMs: number): Edit =>
  (facts) => {
    const later = ({ expiresAt = 0 }: { readonly expiresAt?: Instant }) => ({ expiresAt: expiresAt + laterMs });
    const hasEnd = ({ expiresAt }: { readonly expiresAt?: Instant }): boolean => expiresAt !== undefined;
    return edited(
      facts,
      rewrite('charges', hasEnd, later),
      rewrite('paymentOrders', hasEnd, later),
      rewrite('orderProgress', hasEnd, later),
    );
  };

describe('an authorisation', () => {
  it('is good for as long as was agreed', () => {
    expect(said(captureDays)).toEqual([]);
    expect(said(captureDays, expiring(hour))).toEqual([
      'ch_1_1_1 is authorised for 3 d 1 h; 3 d were agreed [10000 EUR]',
    ]);
    expect(said(captureDays, expiring(-hour))).toEqual([
      'ch_1_1_1 is authorised for 2 d 23 h; 3 d were agreed [10000 EUR]',
    ]);
  });

  it('is good for as long at the executor and at the payment service as the PSP says', () => {
    const isAuthorised = ({ status }: { readonly status: string }): boolean => status === 'authorised';
    const longer = ({ expiresAt = 0 }: { readonly expiresAt?: Instant }) => ({ expiresAt: expiresAt + hour });
    const until = 'as good until 2026-03-05T10:00:00.\\d+Z, and it is good until 2026-03-05T09:00:00.\\d+Z';
    const known = (who: string) =>
      expect.stringMatching(
        new RegExp(`^${who} knows the authorisation of order-1.1 ${until} \\[10000 EUR\\]$`),
      ) as string;
    expect(said(captureDays, rewrite('paymentOrders', isAuthorised, longer))).toEqual([known('the executor')]);
    expect(said(captureDays, rewrite('orderProgress', isAuthorised, longer))).toEqual([known('the payment service')]);
  });

  it('is not let go by the PSP before it has expired', () => {
    const sooner: Edit = (facts) =>
      facts.map((fact) =>
        fact.kind === 'written' && fact.table === 'charges' && fact.after.status === 'lapsed'
          ? { ...fact, at: fact.at - hour }
          : fact,
      );
    expect(said(lapseDays)).toEqual([]);
    expect(said(lapseDays, sooner)).toEqual([
      expect.stringMatching(
        /^the PSP lets ch_1_1_1 of 100.00 EUR go, and it is good until 2026-03-05T09:00:00.\d+Z \[10000 EUR\]$/,
      ),
    ]);
  });

  it('is not taken for lapsed by the platform while it is good', () => {
    const neverLapsed = without('charges', ({ status }) => status === 'lapsed');
    const sooner: Edit = (facts) =>
      facts.map((fact) =>
        fact.kind === 'written' && fact.table === 'orderProgress' && fact.after.status === 'lapsed'
          ? { ...fact, at: fact.at - 2 * hour }
          : fact,
      );
    expect(said(lapseDays, neverLapsed)).toEqual([]);
    expect(said(lapseDays, neverLapsed, sooner)).toEqual([
      expect.stringMatching(
        /^order-1.1 of 100.00 EUR is taken for lapsed, and its authorisation is good until 2026-03-05T/,
      ),
    ]);
  });

  it('need not be waited for by the platform once the PSP has let it go', () => {
    const first = lapseDays.find(
      (fact) => fact.kind === 'written' && fact.table === 'charges' && fact.after.status === 'lapsed',
    );
    if (first === undefined) throw new Error('nothing lapses');
    const letGo: Edit = (facts) => [
      ...facts.filter((fact) => fact.at < first.at && !isLapse(fact)),
      first,
      ...facts.filter(isLapse).map((fact) => ({ ...fact, at: first.at })),
    ];
    expect(said(lapseDays, letGo)).toEqual([]);
  });
});

function isLapse(fact: Fact): boolean {
  return fact.kind === 'written' && fact.table === 'orderProgress' && fact.after.status === 'lapsed';
}
