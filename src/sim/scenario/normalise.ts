/** From the written form, read and checked, to the scenario that a run is made from: every default is filled in. */
import { businessDateOf } from '../../domain/calendar.ts';
import type { Policy } from '../../domain/policy.ts';
import { mostTurns, withUsers } from './closed-traffic.ts';
import type { Scenario } from './scenario.ts';
import { nightsNeeded, payoutDates, timelineOf, type Timeline } from './timeline.ts';
import { expectedCheckouts, scaledTo } from './traffic-total.ts';
import type { Sections } from './written/sections.ts';

const EVENTS_A_CHECKOUT = 1_000;
const LEAST_EVENTS = 1_000_000;
/** Calls are repeated and files sent again, many times over where faults are heavy or services have no room. */
const TIMES_WITH_FAULTS = 5;

export function normalised(written: Sections): Scenario {
  const { name, description, seed, sellers, baskets, psp, network, database, refunds, expect, thresholds } = written;
  const timeline = timelineOf(written);
  const { healAt, faults } = timeline;
  const traffic = trafficOf(written, timeline);
  return {
    name,
    description,
    seed,
    clock: clockOf(written, timeline),
    traffic,
    buyers: { count: written.buyers.count },
    sellers,
    baskets,
    currencies: written.currencies.map(({ code, share, price: { lowest, highest } }) => ({
      currency: code,
      share,
      lowest,
      highest,
    })),
    psp: { authorisation: psp.authorisation, declines: psp.declines, fileAt: psp.fileAt },
    bank: { statementAt: written.bank.statementAt },
    network,
    database,
    policy: policyOf(written, timeline),
    ...capturesOf(written),
    ...payoutsOf(written, timeline),
    ...foreignExchangeOf(written),
    ...capacityOf(written),
    refunds,
    faults,
    phases: { healAt, settleWithinMs: written.phases.settleWithin },
    expect,
    thresholds,
    limits: { events: written.limits.events ?? mostEvents(traffic.checkouts + mostTurns(traffic.phases), timeline) },
  };
}

/** Scenarios in which every order is captured at once know nothing of other ones. */
function capturesOf({ captures }: Sections): Pick<Scenario, 'captures'> {
  if (captures === undefined) return {};
  const { later, after, partial, never } = captures;
  return { captures: { later, after, partial, never } };
}

/** Scenarios without payouts know nothing of them. */
function payoutsOf({ clock, payouts }: Sections, timeline: Timeline): Pick<Scenario, 'payouts'> {
  if (payouts === undefined) return {};
  return { payouts: { at: payouts.at, dates: payoutDates(timeline, clock.nights ?? nightsNeeded(timeline)) } };
}

/** And those in which every seller is paid in the buyer's currency know nothing of any other. */
function foreignExchangeOf({ fx }: Sections): Pick<Scenario, 'fx'> {
  if (fx === undefined) return {};
  const rates = new Map(fx.rates.map(({ currency, rate }) => [currency, rate]));
  return { fx: { sellers: fx.sellers, rates, drift: fx.drift } };
}

/** Where no service has a limit, nothing ever waits for a place. */
function capacityOf({ capacity }: Sections): Pick<Scenario, 'capacity'> {
  return capacity === undefined ? {} : { capacity };
}

function clockOf({ clock }: Sections, timeline: Timeline): Scenario['clock'] {
  const { start, settling } = timeline;
  return {
    start,
    zone: clock.zone,
    firstNight: businessDateOf(settling.pspCalendar, start),
    nights: clock.nights ?? nightsNeeded(timeline),
  };
}

function trafficOf({ clock, traffic }: Sections, { start }: Timeline): Scenario['traffic'] {
  const phases = withUsers(traffic.users, traffic.phases);
  const some = traffic.only === undefined ? {} : { only: traffic.only.toSorted((a, b) => a - b) };
  if (traffic.checkouts === undefined)
    return { checkouts: expectedCheckouts(phases, start, clock.zone), phases, ...some };
  return { checkouts: traffic.checkouts, phases: scaledTo(traffic.checkouts, phases, start, clock.zone), ...some };
}

function mostEvents(checkouts: number, { heals }: Timeline): number {
  return Math.max(LEAST_EVENTS, checkouts * EVENTS_A_CHECKOUT) * (heals ? TIMES_WITH_FAULTS : 1);
}

function policyOf({ policies, captures, payouts, buyers, psp, defects }: Sections, { settling }: Timeline): Policy {
  const { redrive, breaker, softDeclines } = policies;
  return {
    platformFee: policies.platformFee,
    calls: callPolicy(policies.calls),
    psp: callPolicy(policies.psp),
    redrive: { everyMs: redrive.every, rounds: redrive.rounds },
    breaker: { failures: breaker.failures, openMs: breaker.open },
    requestValidMs: psp.requestValid,
    fileGraceMs: policies.fileGrace,
    softDeclineRetries: softDeclines.retries,
    softDeclineWaitMs: softDeclines.wait,
    storageTimeoutMs: policies.storageTimeout,
    buyer: { patienceMs: buyers.patience, clicks: buyers.clicks },
    pspFee: psp.fee,
    ...settling,
    ...(captures === undefined ? {} : { authorisationMs: captures.expiry }),
    ...(payouts === undefined
      ? {}
      : { payouts: { holdMs: payouts.hold, minimum: payouts.minimum, returned: payouts.returned } }),
    defects: new Set(defects),
  };
}

function callPolicy({ timeout, attempts, backoff }: Sections['policies']['calls']): Policy['calls'] {
  return {
    timeoutMs: timeout,
    attempts,
    backoff: { firstMs: backoff.first, maxMs: backoff.max, jitter: backoff.jitter },
  };
}
