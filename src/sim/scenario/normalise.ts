/** From the written form, read and checked, to the scenario that a run is made from: every default is filled in. */
import { businessDateOf } from '../../domain/calendar.ts';
import type { Policy } from '../../domain/policy.ts';
import { nightsOfMoney } from './nights.ts';
import type { Scenario } from './scenario.ts';
import { timelineOf, type Timeline } from './timeline.ts';
import { expectedCheckouts, scaledTo } from './traffic-total.ts';
import type { Sections } from './written/sections.ts';

const EVENTS_A_CHECKOUT = 1_000;
const LEAST_EVENTS = 1_000_000;

export function normalised(written: Sections): Scenario {
  const {
    name,
    description,
    seed,
    clock,
    traffic,
    buyers,
    sellers,
    baskets,
    psp,
    bank,
    network,
    database,
    thresholds,
    limits,
  } = written;
  const timeline = timelineOf(written);
  const { start, end, settling } = timeline;
  const { phases } = traffic;
  const checkouts = traffic.checkouts ?? expectedCheckouts(phases, start, clock.zone);
  return {
    name,
    description,
    seed,
    clock: {
      start,
      zone: clock.zone,
      firstNight: businessDateOf(settling.pspCalendar, start),
      nights: clock.nights ?? nightsOfMoney(settling, start, end),
    },
    traffic: {
      checkouts,
      phases: traffic.checkouts === undefined ? phases : scaledTo(checkouts, phases, start, clock.zone),
    },
    buyers: { count: buyers.count },
    sellers,
    baskets,
    currencies: written.currencies.map(({ code, share, price: { lowest, highest } }) => ({
      currency: code,
      share,
      lowest,
      highest,
    })),
    psp: { authorisation: psp.authorisation, declines: psp.declines, fileAt: psp.fileAt },
    bank: { statementAt: bank.statementAt },
    network,
    database,
    policy: policyOf(written, timeline),
    thresholds,
    limits: { events: limits.events ?? Math.max(LEAST_EVENTS, checkouts * EVENTS_A_CHECKOUT) },
  };
}

function policyOf({ policies, buyers, psp }: Sections, { settling }: Timeline): Policy {
  return {
    platformFee: policies.platformFee,
    calls: callPolicy(policies.calls),
    psp: callPolicy(policies.psp),
    softDeclineRetries: policies.softDeclines.retries,
    softDeclineWaitMs: policies.softDeclines.wait,
    storageTimeoutMs: policies.storageTimeout,
    buyer: { patienceMs: buyers.patience, clicks: buyers.clicks },
    pspFee: psp.fee,
    ...settling,
  };
}

function callPolicy({ timeout, attempts, backoff }: Sections['policies']['calls']): Policy['calls'] {
  return {
    timeoutMs: timeout,
    attempts,
    backoff: { firstMs: backoff.first, maxMs: backoff.max, jitter: backoff.jitter },
  };
}
