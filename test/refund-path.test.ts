import { describe, expect, it } from 'vitest';
import type { Fact } from '../src/sim/facts.ts';
import { factLine, postingLines, sent } from './support/fact-lines.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate, watch, type Watched } from './support/simulate.ts';

/** One order of 100.00 EUR, and an hour later its buyer wants money back. */
function refunded(refunds: string, ...changes: readonly string[]): Watched {
  const scenario = ['baskets.sellers=[100%]', `refunds={ share: 100%, after: 1h to 1h, ${refunds} }`, ...changes];
  return watch(scenarioOf(oneClick, scenario));
}

function linesOf(facts: readonly Fact[], prefix: string): string[] {
  const lines = facts.flatMap((fact) => (fact.kind === 'sent' || fact.kind === 'written' ? [factLine(fact)] : []));
  return lines.filter((line) => line.startsWith(prefix));
}

describe('a whole order that is refunded', () => {
  const { facts, world } = refunded('partial: 0%');

  it('is reserved, paid back, debited and posted within 54 ms, and nothing is sent before what it rests on is stored', () => {
    expect(linesOf(facts, '02 11:')).toEqual([
      '02 11:00:00.000 shop → shop: RefundWanted',
      '02 11:00:00.000 shop → payment-service: RefundAsked',
      // It reads what has been given back of the order, 3 ms, and reserves the rest.
      '02 11:00:00.008 payment-service stores refunds refund-1.1.1 accepted',
      '02 11:00:00.008 payment-service stores refundBalances order-1.1',
      '02 11:00:00.008 payment-service → shop: RefundAccepted',
      '02 11:00:00.008 payment-service → executor: ExecuteRefund',
      '02 11:00:00.013 executor stores refundOrders refund-1.1.1 created',
      '02 11:00:00.013 executor → executor: PspCallAsked',
      '02 11:00:00.013 executor → executor: PspCallGranted',
      '02 11:00:00.013 executor → psp: RefundRequested',
      '02 11:00:00.021 psp stores pspRefunds refund-1.1.1 refunded',
      '02 11:00:00.021 psp stores refundTotals order-1.1:1',
      '02 11:00:00.024 psp → executor: RefundAnswered',
      '02 11:00:00.026 executor → executor: PspCallEnded',
      '02 11:00:00.029 executor stores refundOrders refund-1.1.1 refunded',
      '02 11:00:00.029 executor → payment-service: RefundExecuted',
      '02 11:00:00.034 payment-service stores refunds refund-1.1.1 paid',
      '02 11:00:00.034 payment-service → wallet: DebitSeller',
      '02 11:00:00.039 wallet stores debits refund-1.1.1',
      '02 11:00:00.039 wallet stores wallets seller-1:EUR',
      '02 11:00:00.039 wallet → payment-service: SellerDebited',
      '02 11:00:00.044 payment-service stores refunds refund-1.1.1 debited',
      '02 11:00:00.044 payment-service → ledger: PostRefund',
      '02 11:00:00.049 ledger stores postedRequests refund-1.1.1',
      '02 11:00:00.049 ledger stores transactions refund/refund-1.1.1',
      '02 11:00:00.049 ledger stores transactions refundPaid/refund-1.1.1',
      '02 11:00:00.049 ledger → payment-service: RefundPosted',
      '02 11:00:00.054 payment-service stores refunds refund-1.1.1 posted',
      '02 11:00:00.054 payment-service → shop: RefundClosed',
    ]);
  });

  it('takes its shares back from the seller and the platform; the PSP keeps its fee', () => {
    expect(postingLines(facts).slice(3)).toEqual([
      'refund/refund-1.1.1: Dr seller:payable:pending/seller-1 / Cr refund:clearing 9000',
      'refund/refund-1.1.1: Dr platform_fee / Cr refund:clearing 1000',
      'refundPaid/refund-1.1.1: Dr refund:clearing / Cr psp:receivable 10000',
      'pspFee/ch_1_1_1: Dr psp_fee / Cr psp:receivable 290',
    ]);
    expect([...world.database('wallet').table('wallets').all()].map(({ balance }) => balance)).toEqual([0]);
  });

  it('leaves the platform owing the PSP the fee: nothing is paid out, and both lines of the file match', () => {
    expect(sent(facts, 'PayoutInstructed')).toEqual([]);
    const [file] = sent(facts, 'SettlementFileSent').map(({ message }) => message.file);
    expect([file?.lines.map(({ reference }) => reference), file?.closing]).toEqual([['ch_1_1_1', 're_1_1_1'], -290]);
    expect(linesOf(facts, '03 03:').filter((line) => line.includes('matches'))).toEqual([
      '03 03:00:00.046 reconciliation stores matches psp/EUR/2026-03-02/charge/ch_1_1_1',
      '03 03:00:00.046 reconciliation stores matches psp/EUR/2026-03-02/refund/re_1_1_1',
    ]);
  });
});

describe('an order of which a part is refunded, and perhaps the rest', () => {
  it('never gives back more than it was, whatever the seed', () => {
    const paidBack = [1, 2, 3, 4, 5, 6].map((seed) => {
      const { facts, world } = refunded('partial: 100%', `seed=${seed}`);
      const refunds = sent(facts, 'RefundClosed').map(({ message }) => message.outcome);
      expect(new Set(refunds)).toEqual(new Set(['refunded']));
      const [total] = world.database('psp').table('refundTotals').all();
      return [refunds.length, total?.refunded ?? 0] as const;
    });
    expect(paidBack.filter(([count, total]) => (count === 2 ? total !== 10_000 : total >= 10_000))).toEqual([]);
    expect(new Set(paidBack.map(([count]) => count))).toEqual(new Set([1, 2]));
  });
});

describe('an order that was declined', () => {
  it('is not refunded: nothing is stored or posted for it, and its buyer hears so', () => {
    const { facts } = refunded('partial: 0%', 'psp.declines=[{code: stolen_card, kind: hard, share: 100%}]');
    expect(sent(facts, 'RefundClosed').map(({ message }) => message.outcome)).toEqual(['refused']);
    expect(postingLines(facts)).toEqual([]);
    expect(linesOf(facts, '02 11:').filter((line) => line.includes('stores'))).toEqual([]);
  });
});

describe('an order whose refund the PSP has paid and the answer is lost', () => {
  it('is asked about, not paid back again', () => {
    const scenario = scenarioOf(oneClick, [
      'baskets.sellers=[100%]',
      'refunds={ share: 100%, after: 1h to 1h, partial: 0% }',
      'policies.psp={ timeout: 10s, backoff: { first: 500ms, max: 500ms, jitter: 0% } }',
      'faults=[{ fault: psp.timeout-after-capture, rate: 100%, message: RefundAnswered, budget: 1 }]',
    ]);
    const { facts, world } = watch(scenario);
    expect(linesOf(facts, '02 11:').filter((line) => /Refund(?:Requested|Inquiry|Answered)/.test(line))).toEqual([
      '02 11:00:00.013 executor → psp: RefundRequested',
      '02 11:00:00.024 psp → executor: RefundAnswered',
      // After 10 s of silence it stores its doubt, 3 ms, waits for 500 ms, and asks.
      '02 11:00:10.516 executor → psp: RefundInquiry',
      '02 11:00:10.521 psp → executor: RefundAnswered',
    ]);
    expect([...world.database('psp').table('pspRefunds').all()]).toHaveLength(1);
    expect(simulate(scenario).report.verdict).toBe('consistent');
  });
});
