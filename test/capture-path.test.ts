/** Orders that are captured when the seller dispatches, from the click to the bank, worked out by hand. */
import { describe, expect, it } from 'vitest';
import type { Fact } from '../src/sim/facts.ts';
import { factLine, postingLines, sent } from './support/fact-lines.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate, watch, type Watched } from './support/simulate.ts';

/** One order of 100.00 EUR at 10:00 on Monday, dispatched 30 hours later, on Tuesday at 16:00. */
function dispatched(captures: string, ...changes: readonly string[]): Watched {
  const later = `captures={ later: 100%, after: 30h to 30h, expiry: 3d, ${captures} }`;
  return watch(scenarioOf(oneClick, ['baskets.sellers=[100%]', later, ...changes]));
}

function linesOf(facts: readonly Fact[], prefix: string): string[] {
  const lines = facts.flatMap((fact) => (fact.kind === 'sent' || fact.kind === 'written' ? [factLine(fact)] : []));
  return lines.filter((line) => line.startsWith(prefix));
}

describe('an order that is dispatched as a whole', () => {
  const { facts, world } = dispatched('partial: 0%, never: 0%');

  it('is authorised within 286 ms, and that is enough for its buyer', () => {
    expect(linesOf(facts, '02 10:')).toEqual([
      '02 10:00:00.000 shop → shop: BuyerArrived',
      '02 10:00:00.000 shop → payment-service: Buy',
      '02 10:00:00.005 payment-service stores paymentEvents checkout-1 received',
      '02 10:00:00.005 payment-service stores orderProgress order-1.1 accepted',
      '02 10:00:00.005 payment-service → shop: BuyAccepted',
      '02 10:00:00.005 payment-service → payment-service: StartOrder',
      '02 10:00:00.005 payment-service → executor: ExecuteOrder',
      '02 10:00:00.010 executor stores paymentOrders order-1.1 created',
      '02 10:00:00.010 executor → executor: PspCallAsked',
      '02 10:00:00.010 executor → executor: PspCallGranted',
      '02 10:00:00.010 executor → psp: ChargeRequested',
      '02 10:00:00.015 psp stores charges order-1.1:1 processing',
      // The issuer takes 250 ms.
      '02 10:00:00.268 psp stores charges order-1.1:1 authorised',
      '02 10:00:00.268 psp → executor: ChargeAnswered',
      '02 10:00:00.268 psp → executor: ChargeNotified',
      '02 10:00:00.270 executor → executor: PspCallEnded',
      '02 10:00:00.273 executor stores paymentOrders order-1.1 authorised',
      '02 10:00:00.273 executor → payment-service: OrderExecuted',
      '02 10:00:00.278 payment-service stores orderProgress order-1.1 authorised',
      '02 10:00:00.278 payment-service → payment-service: OrderAuthorised',
      '02 10:00:00.281 payment-service stores paymentEvents checkout-1 authorised',
      '02 10:00:00.281 payment-service → shop: CheckoutClosed',
    ]);
  });

  it('is captured, credited and posted within 48 ms of the dispatch, and nothing is sent before it is stored', () => {
    expect(linesOf(facts, '03 16:')).toEqual([
      '03 16:00:00.000 shop → shop: OrderPacked',
      '03 16:00:00.000 shop → payment-service: OrderDispatched',
      '03 16:00:00.005 payment-service stores orderProgress order-1.1 dispatched',
      '03 16:00:00.005 payment-service → shop: DispatchNoted',
      '03 16:00:00.005 payment-service → executor: ExecuteCapture',
      '03 16:00:00.010 executor stores captureOrders order-1.1 created',
      '03 16:00:00.010 executor → executor: PspCallAsked',
      '03 16:00:00.010 executor → executor: PspCallGranted',
      '03 16:00:00.010 executor → psp: CaptureRequested',
      '03 16:00:00.015 psp stores charges order-1.1:1 captured',
      '03 16:00:00.015 psp → executor: CaptureAnswered',
      '03 16:00:00.015 psp → executor: CaptureNotified',
      '03 16:00:00.017 executor → executor: PspCallEnded',
      '03 16:00:00.020 executor stores captureOrders order-1.1 captured',
      '03 16:00:00.020 executor → payment-service: CaptureExecuted',
      '03 16:00:00.025 payment-service stores orderProgress order-1.1 captured',
      '03 16:00:00.025 payment-service → wallet: CreditSeller',
      '03 16:00:00.030 wallet stores credits order-1.1',
      '03 16:00:00.030 wallet stores wallets seller-1:EUR',
      '03 16:00:00.030 wallet → payment-service: SellerCredited',
      '03 16:00:00.035 payment-service stores orderProgress order-1.1 credited',
      '03 16:00:00.035 payment-service → ledger: PostSale',
      '03 16:00:00.040 ledger stores postedRequests order-1.1',
      '03 16:00:00.040 ledger stores transactions capture/order-1.1',
      '03 16:00:00.040 ledger stores transactions allocate/order-1.1',
      '03 16:00:00.040 ledger → payment-service: SalePosted',
      '03 16:00:00.045 payment-service stores orderProgress order-1.1 posted',
      '03 16:00:00.045 payment-service → payment-service: OrderAuthorised',
      '03 16:00:00.045 payment-service → shop: DispatchClosed',
    ]);
  });

  it('is settled under the date of its capture, on Tuesday, and not under that of its checkout', () => {
    const files = sent(facts, 'SettlementFileSent').map(({ message: { file } }) => file);
    expect(files.flatMap(({ date, lines }) => lines.map(({ reference }) => `${date} ${reference}`))).toEqual([
      '2026-03-03 ch_1_1_1',
      '2026-03-04 payout-EUR-2026-03-04',
    ]);
    const [capture] = [...world.database('ledger').table('transactions').all()];
    expect(capture?.saleDate).toBe('2026-03-03');
  });
});

describe('an order that is dispatched in part', () => {
  const { facts, world } = dispatched('partial: 100%, never: 0%');
  const [packed = 0] = sent(facts, 'OrderPacked').map(({ message }) => message.amount.amount);

  it('is of 27.31 by the luck of this seed', () => {
    expect(packed).toBe(2731);
  });

  it('is charged, credited and posted with that part, and the fee is that of the part', () => {
    expect(postingLines(facts)).toEqual([
      'capture/order-1.1: Dr psp:receivable / Cr customer:clearing 2731',
      'allocate/order-1.1: Dr customer:clearing / Cr seller:payable:pending/seller-1 2458',
      'allocate/order-1.1: Dr customer:clearing / Cr platform_fee 273',
      // 2.9 % of 27.31 is 0.79199.
      'pspFee/ch_1_1_1: Dr psp_fee / Cr psp:receivable 79',
      'payout/payout-EUR-2026-03-04: Dr psp:in_transit / Cr psp:receivable 2652',
      'cash/payout-EUR-2026-03-04: Dr bank:cash / Cr psp:in_transit 2652',
    ]);
    const [charge] = [...world.database('psp').table('charges').all()];
    expect(charge).toMatchObject({ status: 'captured', amount: 2731, authorised: 10_000, fee: 79 });
    const [order] = [...world.database('payment-service').table('orderProgress').all()];
    expect(order).toMatchObject({ status: 'posted', amount: 2731, authorised: 10_000 });
  });
});

describe('an order that is never dispatched', () => {
  const { facts, world } = dispatched('never: 100%');

  it('lapses: at the PSP after three days, and an hour later for the platform, with no money moved', () => {
    expect(linesOf(facts, '05 1')).toEqual([
      '05 10:00:00.268 psp stores charges order-1.1:1 lapsed',
      '05 10:00:00.268 psp → executor: CaptureNotified',
      '05 11:00:00.268 payment-service stores orderProgress order-1.1 lapsed',
      '05 11:00:00.268 payment-service → payment-service: OrderAuthorised',
      '05 11:00:00.268 payment-service → shop: DispatchClosed',
    ]);
    expect(postingLines(facts)).toEqual([]);
    expect([...world.database('executor').table('captureOrders').all()]).toEqual([]);
  });
});

describe('an order that is dispatched when its authorisation has expired', () => {
  const tooLate = 'captures={ later: 100%, after: 1h to 2h, partial: 0%, never: 0%, expiry: 90min }';

  it('is refused by the PSP and lapses, where the seller comes within the hour that the platform waits', () => {
    const { facts } = watch(scenarioOf(oneClick, [tooLate, 'baskets.sellers=[100%]', 'seed=4']));
    const [packedAt] = sent(facts, 'OrderPacked').map((fact) => factLine(fact));
    expect(packedAt?.slice(0, 8)).toBe('02 11:37');
    expect(sent(facts, 'CaptureExecuted').map(({ message }) => message.outcome)).toEqual([
      { status: 'refused', code: 'authorisation_expired' },
    ]);
    expect(sent(facts, 'DispatchClosed').map(({ message }) => message.outcome)).toEqual(['lapsed']);
    expect(postingLines(facts)).toEqual([]);
  });
});

describe('a refund of an order that is dispatched in part', () => {
  it('is of no more than was captured: who wants all of the 100.00 back is refused', () => {
    const { facts } = dispatched('partial: 100%, never: 0%', 'refunds={ share: 100%, partial: 0%, after: 1h to 1h }');
    expect(sent(facts, 'RefundWanted').map(({ message }) => message.amount.amount)).toEqual([10_000]);
    expect(sent(facts, 'RefundClosed').map(({ message }) => message.outcome)).toEqual(['refused']);
    expect(sent(facts, 'RefundRequested')).toEqual([]);
  });

  it('is paid as long as it is within what was captured, whatever the seed', () => {
    const runs = [1, 2, 3, 4, 5, 6].map((seed) => {
      const refunds = 'refunds={ share: 100%, partial: 100%, after: 1h to 1h }';
      const { facts, world } = dispatched('partial: 100%, never: 0%', refunds, `seed=${seed}`);
      const [charge] = [...world.database('psp').table('charges').all()];
      const [total] = [...world.database('psp').table('refundTotals').all()];
      const closed = sent(facts, 'RefundClosed').map(({ message }) => message.outcome);
      return { closed, captured: charge?.amount ?? 0, refunded: total?.refunded ?? 0 };
    });
    expect(runs.filter(({ captured, refunded }) => refunded > captured)).toEqual([]);
    expect(new Set(runs.flatMap(({ closed }) => closed))).toEqual(new Set(['refunded', 'refused']));
  });
});

describe('a capture whose answer and webhook are lost', () => {
  it('is asked about, not asked for again', () => {
    const scenario = scenarioOf(oneClick, [
      'baskets.sellers=[100%]',
      'captures={ later: 100%, after: 30h to 30h, partial: 0%, never: 0%, expiry: 3d }',
      'policies.psp={ timeout: 10s, backoff: { first: 500ms, max: 500ms, jitter: 0% } }',
      'faults=[{ fault: psp.timeout-after-capture, rate: 100%, message: CaptureAnswered, budget: 1 }, { fault: network.drop, from: psp, to: executor, message: CaptureNotified, rate: 100% }]',
    ]);
    const { facts } = watch(scenario);
    expect(linesOf(facts, '03 16:').filter((line) => /Capture(?:Requested|Inquiry|Answered)/.test(line))).toEqual([
      '03 16:00:00.010 executor → psp: CaptureRequested',
      '03 16:00:00.015 psp → executor: CaptureAnswered',
      // After 10 s of silence it stores its doubt, 3 ms, waits for 500 ms, and asks.
      '03 16:00:10.513 executor → psp: CaptureInquiry',
      '03 16:00:10.515 psp → executor: CaptureAnswered',
    ]);
    expect(simulate(scenario).report.verdict).toBe('consistent');
  });
});
