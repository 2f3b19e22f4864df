import { describe, expect, it } from 'vitest';
import { loadedDice } from '../../test/support/loaded-dice.ts';
import { scriptedJudge } from '../../test/support/scripted-judge.ts';
import type { IssuerAnswered } from '../domain/effects.ts';
import { idempotencyKey, orderId } from '../domain/ids.ts';
import type { Fact } from './facts.ts';
import type { SiteFault } from './faults/fault.ts';
import { createSites } from './faults/sites.ts';
import { createIssuer } from './issuer.ts';
import { createDice, type Dice } from './kernel/dice.ts';
import { createKernel } from './kernel/kernel.ts';
import type { Scenario } from './scenario/scenario.ts';

const psp: Scenario['psp'] = {
  authorisation: [
    { share: 0, ms: 200 },
    { share: 1_000_000, ms: 1200 },
  ],
  declines: [
    { code: 'insufficient_funds', kind: 'soft', share: 50_000 },
    { code: 'stolen_card', kind: 'hard', share: 10_000 },
  ],
  fileAt: 180,
};

interface Asked {
  /** In the order of time. */
  readonly answers: string[];
  readonly sites: readonly string[];
  readonly facts: readonly Fact[];
}

/** Asks about the n-th order's attempts, one after the other, and gives each answer with the time that it took. */
function answersOf(dice: Dice, ...asked: readonly (readonly [n: number, attempt: number])[]): Asked {
  return answersUnder({}, dice, ...asked);
}

function answersUnder(
  faults: Readonly<Record<string, SiteFault>>,
  dice: Dice,
  ...asked: readonly (readonly [n: number, attempt: number])[]
): Asked {
  const kernel = createKernel(0, 1_000_000);
  const answers: string[] = [];
  const facts: Fact[] = [];
  const publish = (fact: Fact): void => void facts.push(fact);
  const { judge, asked: sites } = scriptedJudge(faults);
  const ask = createIssuer({ kernel, dice, sites: createSites(), judge, publish, psp });
  for (const [n, attempt] of asked) {
    const order = orderId(n, 1);
    ask({ type: 'authorise', orderId: order, key: idempotencyKey(order, attempt) }, (answered) =>
      answers.push(`${n}:${attempt} ${told(answered)} after ${kernel.now()}`),
    );
    expect(answers).toEqual([]);
  }
  expect(kernel.run(1_000_000)).toBe('quiet');
  return { answers, sites, facts };
}

function told({ decision, keyForgottenAfterMs }: IssuerAnswered): string {
  const said = decision.approved ? 'approved' : `${decision.kind} ${decision.code}`;
  return keyForgottenAfterMs === undefined ? said : `${said}, key forgotten after ${keyForgottenAfterMs},`;
}

/** Luck by concern; the same for every key. */
function fixed(luck: Readonly<Record<string, number>>): Dice {
  return loadedDice((concern) => luck[concern] ?? 0);
}

describe('the issuer', () => {
  it.each([
    [0, 'soft insufficient_funds'],
    [0.049, 'soft insufficient_funds'],
    [0.05, 'hard stolen_card'],
    [0.0599, 'hard stolen_card'],
    [0.06, 'approved'],
    [0.99, 'approved'],
  ])('at luck of %d says: %s', (luck, decision) => {
    const { answers } = answersOf(fixed({ 'issuer decision': luck, 'issuer latency': 0.25 }), [1, 1]);
    expect(answers).toEqual([`1:1 ${decision} after 450`]);
  });

  it('answers the same key the same way, after the same time, whoever else asks', () => {
    const alone = answersOf(createDice('1'), [7, 1]).answers;
    const crowded = answersOf(createDice('1'), [6, 1], [7, 1], [8, 1]).answers;
    const twice = answersOf(createDice('1'), [7, 1], [7, 1]).answers;
    expect(crowded).toEqual(expect.arrayContaining(alone));
    expect(twice).toEqual([...alone, ...alone]);
  });

  it('is asked at a site, and the PSP notes the key at another, that count the attempts of the order', () => {
    expect(answersOf(createDice('1'), [7, 1], [7, 2], [8, 1]).sites).toEqual([
      'psp authorise order-7.1 #1',
      'psp key order-7.1 #1',
      'psp authorise order-7.1 #2',
      'psp key order-7.1 #2',
      'psp authorise order-8.1 #1',
      'psp key order-8.1 #1',
    ]);
  });

  it('declines as a fault says, whatever it would have said, and takes as long', () => {
    const luck = fixed({ 'issuer decision': 0.99, 'issuer latency': 0.25 });
    const fault = { kind: 'psp.decline', code: 'expired_card', decline: 'hard' } as const;
    const { answers } = answersUnder({ 'psp authorise order-7.1 #2': fault }, luck, [7, 1], [7, 2]);
    expect(answers).toEqual(['7:1 approved after 450', '7:2 hard expired_card after 450']);
  });

  it('answers with when the PSP forgets the key, where a fault makes it forget', () => {
    const luck = fixed({ 'issuer decision': 0.99, 'issuer latency': 0.25 });
    const fault = { kind: 'psp.key-expiry', afterMs: 3_600_000 } as const;
    const { answers } = answersUnder({ 'psp key order-7.1 #1': fault }, luck, [7, 1], [8, 1]);
    expect(answers).toEqual(['7:1 approved, key forgotten after 3600000, after 450', '8:1 approved after 450']);
  });

  it('leaves a fact when it answers, whoever hears the answer', () => {
    const luck = fixed({ 'issuer decision': 0.05, 'issuer latency': 0.25 });
    expect(answersOf(luck, [7, 1]).facts).toEqual([
      {
        kind: 'decided',
        at: 450,
        concern: 'order-7.1',
        key: 'order-7.1:1',
        decision: { approved: false, code: 'stolen_card', kind: 'hard' },
      },
    ]);
  });

  it('declines about the shares that were agreed', () => {
    const asked = Array.from({ length: 20_000 }, (_, index) => [index + 1, 1] as const);
    const { answers } = answersOf(createDice('1'), ...asked);
    const count = (text: string): number => answers.filter((answer) => answer.includes(text)).length;
    // 1,000 and 200 are expected; four standard deviations are 123 and 56.
    expect(Math.abs(count('insufficient_funds') - 1000)).toBeLessThan(123);
    expect(Math.abs(count('stolen_card') - 200)).toBeLessThan(56);
    expect(count('approved')).toBe(20_000 - count('soft') - count('hard'));
  });
});
