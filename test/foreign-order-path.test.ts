import { describe, expect, it } from 'vitest';
import type { Fact } from '../src/sim/facts.ts';
import { postingLines, sent } from './support/fact-lines.ts';
import { foreignOrder } from './support/foreign-order.ts';
import { simulate, watch } from './support/simulate.ts';

/** What the wallet was told about the seller's money, in order. */
function walletMoves(facts: readonly Fact[]): string[] {
  const credits = sent(facts, 'CreditSeller').map(({ to, message }) => `${to} + ${message.amount.amount}`);
  const debits = sent(facts, 'DebitSeller').map(({ to, message }) => `${to} - ${message.amount.amount}`);
  return [...credits, ...debits];
}

describe('an order of 100.00 USD whose seller is paid in euros', () => {
  const scenario = foreignOrder();
  const { facts } = watch(scenario);
  const { report } = simulate(scenario);

  it('is quoted at 0.92 and credited as 82.80 EUR, and the platform keeps 10.00 USD', () => {
    expect(walletMoves(facts)).toEqual(['wallet/seller-1:EUR + 8280']);
    expect(postingLines(facts).slice(0, 4)).toEqual([
      'capture/order-1.1: Dr psp:receivable / Cr customer:clearing 10000',
      'allocate/order-1.1: Dr customer:clearing / Cr fx:position 9000',
      'allocate/order-1.1: Dr fx:position / Cr seller:payable:pending/seller-1 8280',
      'allocate/order-1.1: Dr customer:clearing / Cr platform_fee 1000',
    ]);
  });

  it('reaches the bank in dollars, less the fee of the PSP, and the house holds a position in either currency', () => {
    expect(report.verdict).toBe('consistent');
    expect(report.books).toEqual({
      EUR: { 'seller:payable:pending': -8280, 'fx:position': 8280 },
      USD: {
        'bank:cash': 9710,
        'psp:receivable': 0,
        'psp:in_transit': 0,
        'customer:clearing': 0,
        platform_fee: -1000,
        psp_fee: 290,
        'fx:position': -9000,
      },
    });
    expect([report.money['USD']?.exchanged, report.money['EUR']?.exchanged]).toEqual([9000, -8280]);
  });

  it('tells its story with the rate', () => {
    const [story] = simulate(scenario, { stories: ['order-1.1'] }).stories;
    const told = JSON.stringify(story);
    expect(told).toContain('order progress stored: accepted, at 1 USD = 0.92 EUR of 2026-03-02');
    expect(told).toContain("is the platform's and 90.00 USD is the seller's, as 82.80 EUR");
  });
});

describe('the same order, given back in two parts on the day after, when the rate is another', () => {
  const refunds = 'refunds={ share: 100%, partial: 100%, after: 30h to 40h }';
  /** A seed at which the buyer comes back for the rest. */
  const scenario = foreignOrder(refunds, 'seed=5');

  it('takes from the seller what the sale brought, to the cent, and clears the position in both currencies', () => {
    const { facts } = watch(scenario);
    const [credit, ...debits] = walletMoves(facts);
    expect(credit).toBe('wallet/seller-1:EUR + 8280');
    expect(debits).toHaveLength(2);
    const taken = debits.map((line) => Number(line.split(' - ')[1]));
    expect(taken.reduce((sum, each) => sum + each, 0)).toBe(8280);
    const { report } = simulate(scenario);
    expect(report.verdict).toBe('consistent');
    expect([report.books['USD']?.['fx:position'], report.books['EUR']?.['fx:position']]).toEqual([0, 0]);
    expect(report.books['EUR']?.['seller:payable:pending']).toBe(0);
  });

  it('leaves a position behind when it is given back at the rate of the day', () => {
    const { report } = simulate(foreignOrder(refunds, 'seed=5', 'defects=refund-at-todays-rate'));
    expect(report.violations.map(({ invariant }) => invariant).toSorted()).toEqual(['I10', 'I14']);
    expect(report.books['USD']?.['fx:position']).toBe(0);
    expect(report.books['EUR']?.['fx:position']).not.toBe(0);
  });
});

describe('sellers who are paid in euros', () => {
  it('are paid out in euros alone, whatever the buyers paid in', () => {
    const { facts } = watch(foreignOrder('payouts={ hold: 12h }'));
    expect(sent(facts, 'PayoutRunDue').every(({ to }) => to.startsWith('wallet/payout-run-EUR-'))).toBe(true);
    expect(sent(facts, 'SellerTransferInstructed').map(({ message }) => message.amount)).toEqual([
      { amount: 8280, currency: 'EUR' },
    ]);
  });
});
