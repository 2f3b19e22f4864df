/**
 * I5: never more than the card's issuer allowed, at the PSP's own truth. Charges are captured in one shot, so this is
 * all there is to hold yet; refunds and chargebacks will be held against what was captured.
 */
import type { CheckMaker } from './check.ts';
import { priced, spell } from './figures.ts';

export const withinAuthorisation: CheckMaker = () => ({
  id: 'I5',
  name: 'within-authorisation',
  statement: 'A captured charge is positive and no more than the issuer authorised.',
  observe(fact, witness) {
    if (fact.kind !== 'written' || fact.table !== 'charges' || fact.after.status !== 'captured') return;
    const { before, after } = fact;
    const { reference, orderId, amount, authorised, currency } = after;
    if (before?.status === 'captured' && before.amount === amount && before.authorised === authorised) return;
    witness.checked();
    if (amount > 0 && amount <= authorised) return;
    const sentence = `${reference} captured ${spell(amount, currency)} and ${spell(authorised, currency)} was authorised`;
    witness.violated({ at: fact.at, concern: orderId, sentence, ...priced(amount - authorised, currency) });
  },
});
