/** The audit of a run: every check, fed the facts that it hears, and what they found. */
import type { Instant } from '../../domain/calendar.ts';
import type { Fact } from '../facts.ts';
import { createHandOut } from '../hand-out.ts';
import type { Check, CheckMaker, CheckSettings, Finding, Invariant, Witness } from './check.ts';

export interface Audited extends Invariant {
  /** How many times the invariant was tested. */
  readonly checked: number;
  readonly violations: number;
  /** Minor units per currency, over all findings that were priced. */
  readonly money: Readonly<Record<string, number>>;
  readonly first: Finding | undefined;
}

export interface Audit {
  readonly observe: (facts: readonly Fact[]) => void;
  /** The run has come to rest: what must be exact by now is compared. */
  conclude(at: Instant): void;
  results(): Audited[];
}

export function createAudit(makers: readonly CheckMaker[], settings: CheckSettings): Audit {
  const audited = makers.map((make) => auditOf(make(settings)));
  return {
    observe: createHandOut(audited.map(({ check: { hears }, witness }) => ({ hears, witness }))),
    conclude(at) {
      for (const { check, witness } of audited) check.conclude?.(at, witness);
    },
    results: () => audited.map(({ result }) => result()),
  };
}

interface Auditing {
  readonly check: Check;
  readonly witness: Witness;
  result(): Audited;
}

function auditOf(check: Check): Auditing {
  let checked = 0;
  let violations = 0;
  let first: Finding | undefined;
  const money: Record<string, number> = {};
  const witness: Witness = {
    checked: () => void (checked += 1),
    violated(finding) {
      violations += 1;
      // A finding that was held back may be older than the one that was reported first.
      if (first === undefined || finding.at < first.at) first = finding;
      if (finding.money === undefined) return;
      const { amount, currency } = finding.money;
      money[currency] = (money[currency] ?? 0) + amount;
    },
  };
  const { id, name, statement } = check;
  return { check, witness, result: () => ({ id, name, statement, checked, violations, money, first }) };
}
