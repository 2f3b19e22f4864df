/**
 * The card's issuer, beyond the PSP: approves or declines, after a while, which is a fact of its own. Its mood comes from
 * the dice alone.
 */
import type { Effect, IssuerAnswered, IssuerDecision } from '../domain/effects.ts';
import type { Fact } from './facts.ts';
import type { Sites } from './faults/sites.ts';
import type { Judge } from './faults/site.ts';
import type { Dice } from './kernel/dice.ts';
import type { Kernel } from './kernel/kernel.ts';
import { sampleMs, sampleShare } from './sampling.ts';
import type { Scenario } from './scenario/scenario.ts';

export interface IssuerParts {
  readonly kernel: Kernel;
  readonly dice: Dice;
  readonly sites: Sites;
  readonly judge: Judge;
  readonly publish: (fact: Fact) => void;
  readonly psp: Scenario['psp'];
}

export type AskIssuer = (
  request: Extract<Effect, { type: 'authorise' }>,
  answer: (answered: IssuerAnswered) => void,
) => void;

export function createIssuer({ kernel, dice, sites, judge, publish, psp }: IssuerParts): AskIssuer {
  const shares = psp.declines.map((decline) => decline.share);
  const authorising = sites.operation('psp authorise');
  const keeping = sites.operation('psp key');

  const decide = (key: string): IssuerDecision => {
    const index = sampleShare(shares, dice.once('issuer decision', key));
    const decline = index === undefined ? undefined : psp.declines[index];
    return decline === undefined ? { approved: true } : { approved: false, code: decline.code, kind: decline.kind };
  };

  return ({ orderId: concern, key }, answer) => {
    const services = ['psp'] as const;
    const tally = sites.of(concern);
    const asked = tally.next(authorising);
    const refused = judge({ place: 'issuer', services, operation: authorising.name, concern, occurrence: asked });
    const kept = tally.next(keeping);
    const forgotten = judge({ place: 'key', services, operation: keeping.name, concern, occurrence: kept });
    const decision: IssuerDecision =
      refused === undefined ? decide(key) : { approved: false, code: refused.code, kind: refused.decline };
    const expiry = forgotten === undefined ? {} : { keyForgottenAfterMs: forgotten.afterMs };
    const latency = sampleMs(psp.authorisation, dice.once('issuer latency', key));
    kernel.schedule(kernel.now() + latency, () => {
      publish({ kind: 'decided', at: kernel.now(), concern, key, decision });
      answer({ type: 'IssuerAnswered', decision, ...expiry });
    });
  };
}
