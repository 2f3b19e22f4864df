/**
 * What the card's issuer decides, for I5: the PSP holds a charge as approved or declined as the issuer has said, and with
 * the issuer's reason. A PSP that crashed while it waited asks again, and what it stores may be any of the answers.
 */
import type { IssuerDecision } from '../../domain/effects.ts';
import type { IdempotencyKey } from '../../domain/ids.ts';
import type { ChargeRecord } from '../../domain/records.ts';
import type { WrittenTo } from '../facts.ts';
import type { Hearing } from '../hearing.ts';
import type { Witness } from './check.ts';
import { listed, priced, spell } from './figures.ts';
import { buyerOf } from './whose.ts';

/** Of the charges that are being processed, what the issuer has said of each. */
type Decisions = Map<IdempotencyKey, readonly IssuerDecision[]>;

export function issuerDecisions(): Hearing<Witness> {
  const decisions: Decisions = new Map();
  return {
    decided({ key, decision }) {
      const known = decisions.get(key);
      if (known !== undefined) decisions.set(key, [...known, decision]);
    },
    written: { charges: (fact, witness) => follow(fact, decisions, witness) },
  };
}

function follow({ at, before, after }: WrittenTo<'charges'>, decisions: Decisions, witness: Witness): void {
  if (after.status === 'processing') {
    if (before === undefined) decisions.set(after.id, []);
    return;
  }
  const said = decisions.get(after.id);
  if (said === undefined) return;
  decisions.delete(after.id);
  judge(at, after, said, witness);
}

function judge(at: number, charge: ChargeRecord, said: readonly IssuerDecision[], witness: Witness): void {
  const { reference, orderId, amount, currency } = charge;
  witness.checked();
  if (said.some((decision) => isHeldTo(charge, decision))) return;
  const isDeclined = charge.status === 'declined';
  const issuer = said.length === 0 ? 'was not asked' : listed(said.map(spellDecision));
  const sentence = `${reference} of ${spell(amount, currency)} is ${spellStatus(charge)}, and the card's issuer ${issuer}`;
  const whose = isDeclined ? `the seller of ${orderId}` : buyerOf(orderId);
  witness.violated({ at, concern: orderId, sentence, whose, ...priced(amount, currency) });
}

function isHeldTo({ status, declineCode, declineKind }: ChargeRecord, decision: IssuerDecision): boolean {
  if (decision.approved) return status !== 'declined';
  return status === 'declined' && declineCode === decision.code && declineKind === decision.kind;
}

function spellDecision(decision: IssuerDecision): string {
  return decision.approved ? 'approved it' : `declined it (${decision.kind} ${decision.code})`;
}

function spellStatus({ status, declineCode, declineKind }: ChargeRecord): string {
  return status === 'declined' ? `declined (${[declineKind, declineCode].join(' ')})` : status;
}
