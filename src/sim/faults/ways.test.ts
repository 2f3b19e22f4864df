import { describe, expect, it } from 'vitest';
import { shippedScenario, watch } from '../../../test/support/simulate.ts';
import { serviceOf } from '../../domain/addresses.ts';
import { messageNames, messagesOver, ways } from './ways.ts';

describe('the way of a message', () => {
  it('is the one that it takes in real runs, and there is no other', () => {
    const storm = shippedScenario('marketplace-day', ['traffic.checkouts=150', 'refunds.share=20%', 'faults=heavy']);
    const week = shippedScenario('broken-settlement-week', ['traffic.checkouts=40']);
    const payouts = shippedScenario('seller-payouts', ['traffic.checkouts=40', 'faults=heavy']);
    const captures = shippedScenario('dispatch-days', ['traffic.checkouts=60', 'faults=heavy']);
    const taken = new Map<string, Set<string>>();
    for (const { facts } of [watch(storm), watch(week), watch(payouts), watch(captures)]) {
      for (const fact of facts) {
        if (fact.kind !== 'sent') continue;
        const known = taken.get(fact.message.type) ?? new Set();
        taken.set(fact.message.type, known.add(`${serviceOf(fact.from)}→${serviceOf(fact.to)}`));
      }
    }
    const foreseen = messageNames.map((name) => [name, [ways[name].join('→')]]);
    expect(Object.fromEntries([...taken].map(([name, links]) => [name, [...links]]))).toEqual(
      Object.fromEntries(foreseen),
    );
  });
});

describe('the messages over a link', () => {
  it('are those between its two ends, in one direction', () => {
    expect(messagesOver({ from: 'payment-service', to: 'wallet' })).toEqual(['CreditSeller', 'DebitSeller']);
    expect(messagesOver({ from: 'bank' })).toEqual(['SellerTransferReported', 'PayoutAccepted', 'BankStatementSent']);
    expect(messagesOver({ from: 'wallet', to: 'psp' })).toEqual([]);
  });

  it('are not those that stay within a service', () => {
    expect(messagesOver({ to: 'reconciliation' })).not.toContain('BreakFound');
  });
});
