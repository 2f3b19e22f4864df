/** The settings of a run as they are in force, in the units that people write: for a banner, and for a report. */
import { formatInstant } from '../../domain/calendar.ts';
import { counted } from '../../domain/counted.ts';
import { currency } from '../../domain/currency.ts';
import { formatMoney, money } from '../../domain/money.ts';
import type { CallPolicy } from '../../domain/policy.ts';
import { usersIn } from './closed-traffic.ts';
import { faultSettings } from './fault-settings.ts';
import type { CurrencyShare, Phase, Quantiles, Scenario } from './scenario.ts';
import { formatDuration } from './units/duration.ts';
import { formatExchangeRate } from './units/exchange-rate.ts';
import { formatScaled } from './units/decimal.ts';
import { formatPercentage } from './units/percentage.ts';
import { formatRate } from './units/rate.ts';
import { formatTimeOfDay } from './units/wall-clock.ts';

export interface Setting {
  /** The keys of the scenario file that lead to it: `policies.psp.timeout`. */
  readonly name: string;
  readonly value: string;
}

/** Every setting, in the order of a scenario file. */
export function describeSettings(scenario: Scenario): Setting[] {
  const settings = {
    ...world(scenario),
    ...trade(scenario),
    ...outside(scenario),
    ...capacitySettings(scenario),
    ...rules(scenario),
    ...captureSettings(scenario),
    ...payoutSettings(scenario),
    ...foreignExchange(scenario),
    ...trouble(scenario),
    ...results(scenario),
  };
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}

function world({ name, seed, clock, traffic }: Scenario): Record<string, string> {
  return {
    name,
    seed,
    'clock.zone': clock.zone,
    'clock.start': formatInstant(clock.start, clock.zone).slice(0, 16),
    'clock.nights': `${clock.nights}, from ${clock.firstNight}`,
    'traffic.checkouts': String(traffic.checkouts),
    ...(usersIn(traffic.phases) === 0 ? {} : { 'traffic.users': String(usersIn(traffic.phases)) }),
    ...(traffic.only === undefined ? {} : { 'traffic.only': listed(traffic.only.map(String)) }),
    ...numbered('traffic.phases', traffic.phases.map(phaseText)),
  };
}

function trade({ policy, buyers, sellers, baskets, currencies }: Scenario): Record<string, string> {
  return {
    'buyers.count': String(buyers.count),
    'buyers.patience': formatDuration(policy.buyer.patienceMs),
    'buyers.clicks': String(policy.buyer.clicks),
    'sellers.count': String(sellers.count),
    'sellers.popularity': sellers.popularity,
    'baskets.sellers': baskets.sellers.map(formatPercentage).join(', '),
    ...numbered('currencies', currencies.map(currencyText)),
  };
}

function outside({ policy, psp, bank, network, database }: Scenario): Record<string, string> {
  const declines = psp.declines.map(({ code, kind, share }) => `${code} (${kind}) ${formatPercentage(share)}`);
  return {
    'psp.zone': policy.pspCalendar.zone,
    'psp.cutOff': formatTimeOfDay(policy.pspCalendar.cutOff),
    'psp.fileAt': formatTimeOfDay(psp.fileAt),
    'psp.payoutAfter': `${policy.payoutAfterDays}d`,
    'psp.fee.rate': formatPercentage(policy.pspFee.rate),
    'psp.fee.fixed': listed(amounts(policy.pspFee.fixed)),
    'psp.requestValid': formatDuration(policy.requestValidMs),
    'psp.authorisation': quantilesText(psp.authorisation),
    'psp.declines': listed(declines),
    'bank.zone': policy.bankCalendar.zone,
    'bank.transit': formatDuration(policy.bankTransitMs),
    'bank.statementAt': formatTimeOfDay(bank.statementAt),
    'network.latency': quantilesText(network.latency),
    'database.latency': quantilesText(database.latency),
  };
}

function rules({ policy }: Scenario): Record<string, string> {
  return {
    'policies.platformFee': formatPercentage(policy.platformFee),
    ...callSettings('policies.calls', policy.calls),
    ...callSettings('policies.psp', policy.psp),
    'policies.redrive': `every ${formatDuration(policy.redrive.everyMs)}, ${counted(policy.redrive.rounds, 'round')}`,
    'policies.breaker': `open for ${formatDuration(policy.breaker.openMs)} after ${counted(policy.breaker.failures, 'failure')}`,
    'policies.softDeclines.retries': String(policy.softDeclineRetries),
    'policies.softDeclines.wait': formatDuration(policy.softDeclineWaitMs),
    'policies.storageTimeout': formatDuration(policy.storageTimeoutMs),
    'policies.fileGrace': formatDuration(policy.fileGraceMs),
  };
}

/** Where no service has a limit, there is nothing to say. */
function capacitySettings({ capacity = new Map() }: Scenario): Record<string, string> {
  const limits = [...capacity].map(([service, { concurrency, time, queue }]) => {
    const waits = queue === undefined ? 'any number may wait' : `${queue} may wait`;
    return [`capacity.${service}`, `${concurrency} at a time, ${waits}, time ${quantilesText(time)}`] as const;
  });
  return Object.fromEntries(limits);
}

function captureSettings({ captures, policy }: Scenario): Record<string, string> {
  if (captures === undefined || policy.authorisationMs === undefined) return { captures: 'at once' };
  const { later, after, partial, never } = captures;
  return {
    'captures.later': formatPercentage(later),
    'captures.after': `${formatDuration(after.leastMs)} to ${formatDuration(after.mostMs)}`,
    'captures.partial': formatPercentage(partial),
    'captures.never': formatPercentage(never),
    'captures.expiry': formatDuration(policy.authorisationMs),
  };
}

function payoutSettings({ payouts, policy }: Scenario): Record<string, string> {
  if (payouts === undefined || policy.payouts === undefined) return { payouts: 'none' };
  const { holdMs, minimum, returned } = policy.payouts;
  return {
    'payouts.at': `${formatTimeOfDay(payouts.at)}, on ${counted(payouts.dates, 'date')}`,
    'payouts.hold': formatDuration(holdMs),
    'payouts.minimum': listed(amounts(minimum)),
    'payouts.returned': formatPercentage(returned),
  };
}

function foreignExchange({ fx }: Scenario): Record<string, string> {
  if (fx === undefined) return { fx: 'none' };
  const rates = [...fx.rates].map(([code, rate]) => formatExchangeRate(code, rate, fx.sellers));
  return { 'fx.sellers': fx.sellers, 'fx.rates': listed(rates), 'fx.drift': formatPercentage(fx.drift) };
}

function trouble({ clock, policy, refunds, faults, phases }: Scenario): Record<string, string> {
  return {
    'refunds.share': formatPercentage(refunds.share),
    'refunds.partial': formatPercentage(refunds.partial),
    'refunds.after': `${formatDuration(refunds.after.leastMs)} to ${formatDuration(refunds.after.mostMs)}`,
    ...faultSettings(faults, clock, phases.healAt),
    defects: listed([...policy.defects]),
    'phases.heal': formatInstant(phases.healAt, clock.zone).slice(0, 16),
    'phases.settleWithin': formatDuration(phases.settleWithinMs),
  };
}

function results({ expect, thresholds, limits }: Scenario): Record<string, string> {
  return {
    expect: listed(expect.map(({ expression }) => expression)),
    thresholds: listed(thresholds.map(({ expression }) => expression)),
    'limits.events': String(limits.events),
  };
}

function callSettings(name: string, { timeoutMs, attempts, backoff }: CallPolicy): Record<string, string> {
  const { firstMs, maxMs, jitter } = backoff;
  return {
    [`${name}.timeout`]: formatDuration(timeoutMs),
    [`${name}.attempts`]: String(attempts),
    [`${name}.backoff`]: `${formatDuration(firstMs)} to ${formatDuration(maxMs)}, jitter ${formatPercentage(jitter)}`,
  };
}

function phaseText(phase: Phase): string {
  const lasts = `${phase.name}: ${phase.shape} for ${formatDuration(phase.durationMs)}`;
  switch (phase.shape) {
    case 'constant':
    case 'daily':
      return `${lasts}, ${formatRate(phase.rate)}`;
    case 'ramp':
      return `${lasts}, ${formatRate(phase.from)} to ${formatRate(phase.to)}`;
    case 'burst':
      return `${lasts}, ${formatRate(phase.rate)} with a peak of ${formatRate(phase.peak)}`;
    case 'closed':
      return `${lasts}, ${counted(phase.users, 'user')}, think ${quantilesText(phase.think)}`;
  }
}

function currencyText({ currency: code, share, lowest, highest }: CurrencyShare): string {
  return `${code} ${formatPercentage(share)}, ${formatMoney(money(lowest, code))} to ${formatMoney(money(highest, code))}`;
}

/** `min 1ms, p50 2ms, p99 12ms, max 80ms` */
function quantilesText(quantiles: Quantiles): string {
  const nameOf = (share: number): string =>
    share === 0 ? 'min' : share === 1_000_000 ? 'max' : `p${formatScaled(share, 4)}`;
  return quantiles.map(({ share, ms }) => `${nameOf(share)} ${formatDuration(ms)}`).join(', ');
}

function numbered(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index}`, value]));
}

function amounts(byCurrency: Readonly<Record<string, number>>): string[] {
  return Object.entries(byCurrency).map(([code, amount]) => formatMoney(money(amount, currency(code))));
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'none' : values.join(', ');
}
