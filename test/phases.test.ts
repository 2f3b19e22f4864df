/**
 * The two phases of a run: in the first, things go wrong; then everything heals, and from then on every payment and every
 * refund comes to its end within a bound.
 */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../src/sim/facts.ts';
import type { EpisodeFault } from '../src/sim/faults/fault.ts';
import type { Report } from '../src/sim/report/report.ts';
import type { Scenario } from '../src/sim/scenario/scenario.ts';
import { auditedRun } from './support/audited-run.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, shippedScenario, simulate } from './support/simulate.ts';

describe.each(['heavy', 'swarm'])('after a storm: %s', (storm) => {
  it.each([1, 2, 3])('nothing goes wrong any more, and everything ends in time: seed %i', (seed) => {
    const scenario = shippedScenario('first-checkout', [
      'traffic.checkouts=10',
      'refunds={ share: 40%, after: 1h to 2h }',
      "phases.heal='2026-03-02 12:01'",
      'phases.settleWithin=1h',
      'clock.nights=5',
      `seed=${seed}`,
      `faults=${storm}`,
    ]);
    const { healAt, settleWithinMs } = scenario.phases;
    const { facts, violations, unfinished } = auditedRun(scenario);
    const healedAt = facts.findIndex(({ kind }) => kind === 'healed');
    expect(facts[healedAt]?.at).toBe(healAt);
    const [before, after] = [facts.slice(0, healedAt), facts.slice(healedAt + 1)];
    expect(before.some(({ kind }) => kind === 'faulted')).toBe(true);
    expect(after.filter(({ kind }) => kind === 'faulted' || kind === 'crashed' || kind === 'restarted')).toEqual([]);
    expect(after.filter(({ kind }) => kind === 'lost')).toEqual([]);
    expect(endings(facts).filter((at) => at > healAt + settleWithinMs)).toEqual([]);
    expect(endings(facts).length).toBeGreaterThanOrEqual(10);
    expect([violations, unfinished]).toEqual([[], []]);
  });
});

/** When payments and refunds became final. */
function endings(facts: readonly Fact[]): number[] {
  return facts.flatMap((fact) => {
    if (fact.kind !== 'written') return [];
    if (fact.table === 'paymentEvents') return fact.after.status === 'received' ? [] : [fact.at];
    return fact.table === 'refunds' && (fact.after.status === 'posted' || fact.after.status === 'refused')
      ? [fact.at]
      : [];
  });
}

/** Until everything heals at noon, this goes on; the click on Buy is at 10:00, and money is wanted back at 11:00. */
function underUntilNoon(fault: EpisodeFault, from: number, ...changes: readonly string[]): Scenario {
  const scenario = scenarioOf(oneClick, [
    'baskets.sellers=[100%]',
    'refunds={ share: 100%, partial: 0%, after: 1h to 1h }',
    "phases.heal='2026-03-02 12:00'",
    ...changes,
  ]);
  const at = scenario.clock.start + from;
  const forMs = scenario.phases.healAt - at;
  return {
    ...scenario,
    faults: { kind: 'script', script: [{ site: 'episode x y #1', episode: { at, forMs, fault } }] },
  };
}

/** So short a time would be refused: here it makes of what is in time what is not. */
function within(settleWithinMs: number, scenario: Scenario): Scenario {
  return { ...scenario, phases: { ...scenario.phases, settleWithinMs } };
}

const HOUR_MS = 3_600_000;
const executorIsDown: EpisodeFault = { kind: 'service.crash', service: 'executor' };

describe('work that was held up until everything healed', () => {
  it('and ends soon after is in time', () => {
    const { report } = simulate(underUntilNoon(executorIsDown, 8));
    expect([report.verdict, report.violations, report.unfinished]).toEqual(['consistent', [], []]);
    expect(report.phases).toEqual({
      healAt: '2026-03-02T11:00:00.000Z',
      settledAt: expect.stringMatching(/^2026-03-02T11:0/) as string,
    });
  });

  it('and ends later than it may is a violation: a doubt that lasted, and a payment that did', () => {
    const { report } = simulate(within(100, underUntilNoon(executorIsDown, 8)));
    expect([report.verdict, findings(report)]).toEqual([
      'inconsistent',
      [
        'I9 about order-1.1: order-1.1 of 100.00 EUR got its outcome 270 ms after everything healed',
        'I21 about checkout-1: checkout-1 of 100.00 EUR became paid 298 ms after everything healed',
      ],
    ]);
    // It did end, though too late.
    expect(report.unfinished).toEqual([]);
  });

  it('is a violation as well when it is a refund', () => {
    const { report } = simulate(within(10, underUntilNoon(executorIsDown, HOUR_MS)));
    expect(findings(report)).toEqual([
      'I9 about order-1.1: refund-1.1.1 of 100.00 EUR got its outcome 16 ms after it began',
      'I21 about order-1.1: refund-1.1.1 of 100.00 EUR became posted 46 ms after everything healed',
    ]);
  });
});

describe('sixty orders in one second, while the PSP is down', () => {
  const oneSecond = 'traffic={ checkouts: 60, phases: [{ name: rush, shape: constant, for: 1s, rate: 60/s }] }';
  const outage = "faults=[{ fault: psp.outage, at: '2026-03-02 10:00', for: 5min }]";

  it.each([1, 2, 3])(
    'are all charged when it is back, though each has but one round of three calls: seed %i',
    (seed) => {
      const scenario = scenarioOf(oneClick, [
        oneSecond,
        outage,
        'baskets.sellers=[100%]',
        'policies.psp.attempts=3',
        'policies.redrive.rounds=1',
        `seed=${seed}`,
      ]);
      const { report } = simulate(scenario);
      expect([report.verdict, report.violations, report.unfinished]).toEqual(['consistent', [], []]);
      expect([report.counts.captured + report.counts.declined, report.counts.unresolved]).toEqual([60, 0]);
      expect(report.counts.unknownOutcomes).toBeGreaterThan(0);
    },
  );
});

function findings({ violations }: Report): string[] {
  return violations.map(({ invariant, first: { order, sentence } }) => `${invariant} about ${order}: ${sentence}`);
}

describe('a run that reaches its number of events', () => {
  const untold = (service: string, actor: string): string => `${service} has not brought ${actor} to an end`;

  it.each([
    [
      15,
      '10:00:00.010',
      [
        ['checkout-1', 'received', untold('payment-service', 'checkout-1')],
        ['order-1.1', 'accepted', untold('payment-service', 'order-1.1')],
        ['order-1.2', 'accepted', untold('payment-service', 'order-1.2')],
        ['order-1.1', 'created', untold('executor', 'order-1.1')],
        ['order-1.2', 'created', untold('executor', 'order-1.2')],
      ],
    ],
    [
      40,
      '10:00:00.285',
      [
        ['checkout-1', 'received', untold('payment-service', 'checkout-1')],
        ['order-1.1', 'captured', untold('payment-service', 'order-1.1')],
        ['order-1.2', 'captured', untold('payment-service', 'order-1.2')],
      ],
    ],
  ])('proves nothing, and names what it left unfinished, where and why: after %i', (events, time, unfinished) => {
    const { report } = simulate(scenarioOf(oneClick, [`limits.events=${events}`]));
    expect(report.verdict).toBe('inconclusive');
    const at = `2026-03-02T${time.replace('10:', '09:')}Z`;
    expect(report.inconclusiveBecause[0]).toBe(
      `the run reached its limit of ${events} events at ${at}, before everything had ended`,
    );
    expect(report.unfinished.map(({ id, state, reason }) => [id, state, reason])).toEqual(unfinished);
    expect(report.phases.settledAt).toBeNull();
  });

  it('gives the reason of a dead letter where there is one', () => {
    const twoRounds = 'policies.redrive={ every: 1min, rounds: 2 }';
    const scenario = underUntilNoon(executorIsDown, 0, twoRounds);
    const { unfinished } = simulate({ ...scenario, limits: { events: 50 } }).report;
    expect(unfinished.map(({ id, state, reason }) => [id, state, reason])).toEqual([
      ['checkout-1', 'received', untold('payment-service', 'checkout-1')],
      ['order-1.1', 'accepted', 'the executor has not answered: 5 calls in the last of 2 rounds'],
    ]);
  });
});
