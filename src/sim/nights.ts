/** The nights of a run: when the PSP closes its business date, when its file is due, and when the bank's statement is. */
import { concatMap, from, map, timer, type Observable, type SchedulerLike } from 'rxjs';
import { addressOf, type Address } from '../domain/addresses.ts';
import { addDays, businessDateOf, closeOf, instantOf, type BusinessDate, type Instant } from '../domain/calendar.ts';
import type { Message } from '../domain/messages.ts';
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

/** When the PSP sends the file for a business date: the first time of day after the close. */
export function fileDueAt({ psp, policy }: Scenario, date: BusinessDate): Instant {
  const close = closeOf(policy.pspCalendar, date);
  const { zone } = policy.pspCalendar;
  const wallDate = businessDateOf({ zone, cutOff: 0 }, close);
  const today = instantOf(wallDate, psp.fileAt, zone);
  return today > close ? today : instantOf(addDays(wallDate, 1), psp.fileAt, zone);
}

/** When the bank sends the statement for a date: on the next morning. */
export function statementDueAt({ bank, policy }: Scenario, date: BusinessDate): Instant {
  return instantOf(addDays(date, 1), bank.statementAt, policy.bankCalendar.zone);
}

/** All clock events of a run, in order of time. */
export function nightPlan(scenario: Scenario): ClockEvent[] {
  const events = nightDates(scenario).flatMap((date) =>
    scenario.currencies.flatMap(({ currency }): ClockEvent[] => [
      {
        at: closeOf(scenario.policy.pspCalendar, date),
        to: addressOf.pspPayout(currency, date),
        message: { type: 'DayClosed', currency, date },
      },
      {
        at: fileDueAt(scenario, date),
        to: addressOf.pspFile(currency, date),
        message: { type: 'FileDue', currency, date },
      },
      {
        at: statementDueAt(scenario, date),
        to: addressOf.bankStatement(currency, date),
        message: { type: 'StatementDue', currency, date },
      },
    ]),
  );
  return events.sort((a, b) => a.at - b.at);
}

/** The clock events as they happen. */
export function nights(plan: readonly ClockEvent[], scheduler: SchedulerLike): Observable<ClockEvent> {
  return from(plan).pipe(concatMap((event) => timer(event.at - scheduler.now(), scheduler).pipe(map(() => event))));
}
