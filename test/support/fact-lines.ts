/** Facts as short lines and lists, for tests that compare them with what was worked out by hand. */
import { serviceOf } from '../../src/domain/addresses.ts';
import { formatInstant, type Instant } from '../../src/domain/calendar.ts';
import type { MessageOf, MessageType } from '../../src/domain/messages.ts';
import type { Fact, Sent, Written } from '../../src/sim/facts.ts';

const zone = 'Europe/Amsterdam';

/** Day, time, and who sent or stored what: `02 10:00:00.010 executor → psp: ChargeRequested`. */
export function factLine(fact: Sent | Written): string {
  const at = `${dayOf(fact.at)} ${timeOf(fact.at)}`;
  if (fact.kind === 'sent') return `${at} ${serviceOf(fact.from)} → ${serviceOf(fact.to)}: ${fact.message.type}`;
  const status = 'status' in fact.after ? ` ${fact.after.status}` : '';
  return `${at} ${fact.service} stores ${fact.table} ${fact.after.id}${status}`;
}

/** The day of the month. */
export function dayOf(at: Instant): string {
  return formatInstant(at, zone).slice(8, 10);
}

/** `10:00:00.010` */
export function timeOf(at: Instant): string {
  return formatInstant(at, zone).slice(11, 23);
}

/** The messages of a type that were sent, in order. */
export function sent<T extends MessageType>(
  facts: readonly Fact[],
  type: T,
): (Sent & { readonly message: MessageOf<T> })[] {
  const isOfType = (fact: Fact): fact is Sent & { readonly message: MessageOf<T> } =>
    fact.kind === 'sent' && fact.message.type === type;
  return facts.filter(isOfType);
}

/** Every posting in the order of the ledger: `capture/order-1.1: Dr psp:receivable / Cr customer:clearing 10000`. */
export function postingLines(facts: readonly Fact[]): string[] {
  return facts.flatMap((fact) =>
    fact.kind === 'written' && fact.table === 'transactions'
      ? fact.after.postings.map(({ from, to, amount }) => `${fact.after.id}: Dr ${to} / Cr ${from} ${amount}`)
      : [],
  );
}

/** How the executor's orders ended: `order-1.1 captured`. */
export function orderOutcomes(facts: readonly Fact[]): string[] {
  return sent(facts, 'OrderExecuted')
    .map(({ message }) => `${message.orderId} ${message.outcome.status}`)
    .toSorted();
}
