/** What happens to services, as a whole run shows it: one order, whose every moment can be worked out by hand. */
import { describe, expect, it } from 'vitest';
import { factLine, timeOf } from '../../test/support/fact-lines.ts';
import { oneClick } from '../../test/support/one-click.ts';
import { auditedRun, type AuditedRun } from '../../test/support/audited-run.ts';
import { scenarioOf } from '../../test/support/simulate.ts';
import { serviceOf, type ServiceName } from '../domain/addresses.ts';
import type { EpisodeFault } from './faults/fault.ts';
import type { ScriptedFault } from './faults/plan.ts';

const scenario = scenarioOf(oneClick, ['baskets.sellers=[100%]']);
const { start } = scenario.clock;

/** The run under a script, which everything must survive: the order is captured and nothing is left unfinished. */
function run(...script: readonly ScriptedFault[]): AuditedRun {
  const audited = auditedRun({ ...scenario, faults: { kind: 'script', script } });
  expect([audited.violations, audited.unfinished, audited.world.unreachedSites()]).toEqual([[], [], []]);
  expect(audited.faults).toHaveLength(script.length);
  return audited;
}

function episode(fault: EpisodeFault, from: number, until: number): ScriptedFault {
  return { site: `episode ${fault.kind} x #1`, episode: { at: start + from, forMs: until - from, fault } };
}

/** What a service did between two moments, in lines without the day. */
function linesOf({ facts }: AuditedRun, service: ServiceName, from: number, until: number): string[] {
  return facts.flatMap((fact) => {
    if (fact.at < start + from || fact.at > start + until) return [];
    if (fact.kind === 'written' && fact.service === service) return [factLine(fact).slice(3)];
    if (fact.kind === 'sent' && serviceOf(fact.from) === service) return [factLine(fact).slice(3)];
    if (fact.kind === 'crashed' || fact.kind === 'restarted')
      return fact.service === service ? [`${timeOf(fact.at)} ${fact.kind}`] : [];
    if (fact.kind === 'lost' && serviceOf(fact.to) === service)
      return [`${timeOf(fact.at)} ${fact.message.type} is lost`];
    return [];
  });
}

describe('an acknowledgement', () => {
  it('for an earlier start of a service is never delivered', () => {
    const stall = { kind: 'database.stall', byMs: 1500 } as const;
    const audited = run(
      { site: 'executor.db commit order-1.1 #1', fault: stall },
      episode({ kind: 'service.crash', service: 'executor' }, 500, 700),
    );
    // The order is durable at .010; its acknowledgement would come at 1.510. After the restart the executor stores its
    // doubt, asks the PSP whether it knows the charge, 2 ms there and 2 ms back, and only then for the charge.
    expect(linesOf(audited, 'executor', 0, 990)).toEqual([
      '10:00:00.010 executor stores paymentOrders order-1.1 created',
      '10:00:00.500 crashed',
      '10:00:00.700 restarted',
      '10:00:00.703 executor stores paymentOrders order-1.1 unknown',
      '10:00:00.703 executor → executor: PspCallAsked',
      '10:00:00.703 executor → executor: PspCallGranted',
      '10:00:00.703 executor → psp: ChargeInquiry',
      '10:00:00.707 executor → executor: PspCallEnded',
      '10:00:00.707 executor → executor: PspCallAsked',
      '10:00:00.707 executor → executor: PspCallGranted',
      '10:00:00.707 executor → psp: ChargeRequested',
      '10:00:00.967 executor → executor: PspCallEnded',
      '10:00:00.970 executor stores paymentOrders order-1.1 captured',
      '10:00:00.970 executor → payment-service: OrderExecuted',
    ]);
    expect(linesOf(audited, 'executor', 1000, 5000)).toEqual([]);
  });

  it('of a commit that stalls is what an actor waits for, and not that the commit is durable', () => {
    const stall = { kind: 'database.stall', byMs: 700 } as const;
    const audited = run({ site: 'executor.db commit order-1.1 #1', fault: stall });
    expect(linesOf(audited, 'executor', 0, 710).map((line) => line.slice(0, 12))).toEqual([
      '10:00:00.010',
      '10:00:00.710',
      '10:00:00.710',
      '10:00:00.710',
    ]);
  });
});

describe('a message within a service', () => {
  it('that was under way when the service crashed is lost, though the service is up again when it would arrive', () => {
    // StartOrder, sent at .005, would be handled a second later.
    const audited = run(
      episode({ kind: 'service.slow', service: 'payment-service', byMs: 1000 }, 4, 100),
      episode({ kind: 'service.crash', service: 'payment-service' }, 500, 600),
    );
    expect(linesOf(audited, 'payment-service', 0, 603)).toEqual([
      // The click on Buy arrived at .002, before the service was slow.
      '10:00:00.005 payment-service stores paymentEvents checkout-1 received',
      '10:00:00.005 payment-service stores orderProgress order-1.1 accepted',
      '10:00:00.005 payment-service → shop: BuyAccepted',
      '10:00:00.005 payment-service → payment-service: StartOrder',
      '10:00:00.500 crashed',
      '10:00:00.600 payment-service → executor: ExecuteOrder',
      '10:00:00.600 restarted',
      '10:00:00.603 payment-service → payment-service: StartOrder',
    ]);
    expect(linesOf(audited, 'payment-service', 1000, 2000)).toEqual(['10:00:01.005 StartOrder is lost']);
  });
});

describe('a service that is paused', () => {
  it('hears nothing until the pause is over: neither messages nor acknowledgements', () => {
    // ExecuteOrder is handled at .007 and would be durable and acknowledged at .010.
    const audited = run(episode({ kind: 'service.pause', service: 'executor' }, 8, 900));
    expect(linesOf(audited, 'executor', 0, 900)).toEqual([
      '10:00:00.010 executor stores paymentOrders order-1.1 created',
      '10:00:00.900 executor → executor: PspCallAsked',
      '10:00:00.900 executor → executor: PspCallGranted',
      '10:00:00.900 executor → psp: ChargeRequested',
    ]);
  });

  it('lets its timers go off when it is over', () => {
    // The PSP is never asked, so that the executor's time-out of 10 s would end its call at 10.010.
    const audited = run(
      { site: 'executor→psp ChargeRequested order-1.1 #1', fault: { kind: 'network.drop' } },
      episode({ kind: 'service.pause', service: 'executor' }, 5000, 20_000),
    );
    expect(linesOf(audited, 'executor', 11, 20_003)).toEqual([
      '10:00:20.000 executor → executor: PspCallEnded',
      '10:00:20.003 executor stores paymentOrders order-1.1 unknown',
    ]);
  });
});

describe('a clock that is off', () => {
  it('is what the records of its service are dated by, and moves nothing in time', () => {
    const audited = run(
      episode({ kind: 'clock.skew', service: 'executor', stepMs: 90_000, driftMsPerHour: 0 }, 0, 60_000),
    );
    const [asked] = audited.facts.flatMap((fact) =>
      fact.kind === 'written' && fact.table === 'paymentOrders' ? [fact] : [],
    );
    expect([asked?.at, asked?.after.requestedAt]).toEqual([start + 10, start + 90_007]);
    expect(linesOf(audited, 'payment-service', 298, 298).map((line) => line.slice(0, 12))).toEqual([
      '10:00:00.298',
      '10:00:00.298',
    ]);
  });

  it('of the PSP dates a charge', () => {
    const skew = { kind: 'clock.skew', service: 'psp', stepMs: -60_000, driftMsPerHour: 0 } as const;
    const [charge] = run(episode(skew, 0, 60_000))
      .world.database('psp')
      .table('charges')
      .all();
    // The issuer answers at .265.
    expect(charge?.capturedAt).toBe(start + 265 - 60_000);
  });
});

describe('work that is unfinished when everything heals', () => {
  it('is driven by an operator, and so are services that are down', () => {
    const { healAt } = scenario.phases;
    const audited = run(episode({ kind: 'service.crash', service: 'executor' }, 8, healAt - start + 600_000));
    const after = linesOf(audited, 'executor', healAt - start, healAt - start + 1000);
    expect(after.map((line) => line.slice(13)).slice(0, 4)).toEqual([
      'restarted',
      'executor stores paymentOrders order-1.1 unknown',
      'executor → executor: PspCallAsked',
      'executor → executor: PspCallGranted',
    ]);
    expect(audited.facts.filter(({ kind }) => kind === 'healed').map(({ at }) => at)).toEqual([healAt]);
  });
});
