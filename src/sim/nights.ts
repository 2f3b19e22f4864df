/**
 * The nights of a run: when the PSP closes its business date, when its file is due and when the bank's statement is, when
 * reconciliation expects to have them, and when the sellers are paid out.
 */
import { concatMap, from, map, timer, type Observable, type SchedulerLike } from 'rxjs';
import { addressOf, type Address } from '../domain/addresses.ts';
import { addDays, closeOf, instantOf, type BusinessDate, type Instant } from '../domain/calendar.ts';
import type { Currency } from '../domain/currency.ts';
import type { Message } from '../domain/messages.ts';
import { fileDueAt } from './scenario/nights.ts';
import type { Scenario } from './scenario/scenario.ts';

/** Something that the clock brings about. */
export interface ClockEvent {
  readonly at: Instant;
  readonly to: Address;
  readonly message: Message;
}

/** The business dates that the run closes. */
export function nightDates({ clock }: Scenario): BusinessDate[] {
  return Array.from({ length: clock.nights }, (_, index) => addDays(clock.firstNight, index));
}

/** When the bank sends the statement for a date: on the next morning. */
export function statementDueAt({ bank, policy }: Scenario, date: BusinessDate): Instant {
  return instantOf(addDays(date, 1), bank.statementAt, policy.bankCalendar.zone);
}

/** When both the PSP's file and the bank's statement for a date are due. */
export function endOfNight(scenario: Scenario, date: BusinessDate): Instant {
  const { fileDue, statementDue } = timesOf(scenario, date);
  return Math.max(fileDue, statementDue);
}

/** All clock events of a run, in order of time. */
export function nightPlan(scenario: Scenario): ClockEvent[] {
  const events = nightDates(scenario).flatMap((date, index) => {
    const times = timesOf(scenario, date);
    return scenario.currencies.flatMap(({ currency }) => [
      ...eventsOf(scenario, currency, times),
      ...payoutsOf(scenario, currency, date, index),
    ]);
  });
  return events.sort((a, b) => a.at - b.at);
}

/** When a date is settled: at the same times in every currency. */
interface NightTimes {
  readonly date: BusinessDate;
  readonly closesAt: Instant;
  readonly fileDue: Instant;
  readonly statementDue: Instant;
}

function timesOf(scenario: Scenario, date: BusinessDate): NightTimes {
  const { pspCalendar } = scenario.policy;
  return {
    date,
    closesAt: closeOf(pspCalendar, date),
    fileDue: fileDueAt(pspCalendar, scenario.psp.fileAt, date),
    statementDue: statementDueAt(scenario, date),
  };
}

/**
 * The batch of the sellers' payouts, in the currencies in which they are paid; on the first date it may be over before
 * anybody has bought anything.
 */
function payoutsOf(
  { clock, payouts, policy, fx }: Scenario,
  currency: Currency,
  date: BusinessDate,
  index: number,
): ClockEvent[] {
  if (payouts === undefined || index >= payouts.dates) return [];
  if (fx !== undefined && fx.sellers !== currency) return [];
  const at = instantOf(date, payouts.at, policy.bankCalendar.zone);
  const message = { type: 'PayoutRunDue', currency, date } as const;
  return at < clock.start ? [] : [{ at, to: addressOf.payoutRun(currency, date), message }];
}

function eventsOf({ policy: { fileGraceMs } }: Scenario, currency: Currency, times: NightTimes): ClockEvent[] {
  const { date, closesAt, fileDue, statementDue } = times;
  return [
    {
      at: closesAt,
      to: addressOf.pspPayout(currency, date),
      message: { type: 'DayClosed', currency, date },
    },
    { at: fileDue, to: addressOf.pspFile(currency, date), message: { type: 'FileDue', currency, date } },
    {
      at: statementDue,
      to: addressOf.bankStatement(currency, date),
      message: { type: 'StatementDue', currency, date },
    },
    {
      at: fileDue + fileGraceMs,
      to: addressOf.settlementNight(currency, date),
      message: { type: 'FileExpected', currency, date },
    },
    {
      at: statementDue + fileGraceMs,
      to: addressOf.bankNight(currency, date),
      message: { type: 'StatementExpected', currency, date },
    },
  ];
}

/** The clock events as they happen. */
export function nights(plan: readonly ClockEvent[], scheduler: SchedulerLike): Observable<ClockEvent> {
  return from(plan).pipe(concatMap((event) => timer(event.at - scheduler.now(), scheduler).pipe(map(() => event))));
}
