import { describe, expect, it } from 'vitest';
import type { MessageType } from '../src/domain/messages.ts';
import type { Fact } from '../src/sim/facts.ts';
import { factLine } from './support/fact-lines.ts';
import { shippedScenario, watch } from './support/simulate.ts';
import { groundsOf, namesOf } from './support/stored-before-sent.ts';

/** Which messages left before what they rest on was stored, and which kinds of message rest on something at all. */
function examine(facts: readonly Fact[]): { readonly early: string[]; readonly resting: MessageType[] } {
  const stored = new Set<string>();
  const resting = new Set<MessageType>();
  const early: string[] = [];
  for (const fact of facts) {
    if (fact.kind === 'written') for (const name of namesOf(fact)) stored.add(name);
    if (fact.kind !== 'sent') continue;
    const grounds = groundsOf(fact.message);
    if (grounds.length === 0) continue;
    resting.add(fact.message.type);
    if (!grounds.some((ground) => stored.has(ground)))
      early.push(`${factLine(fact)} about ${fact.concern}, before ${grounds.join(' or ')}`);
  }
  return { early, resting: [...resting].sort() };
}

describe('nothing that rests on a fact is sent before the fact is stored', () => {
  it('however slow issuers, messages and commits are', () => {
    const { facts } = watch(
      shippedScenario('autumn-clock-change', [
        'traffic.checkouts=150',
        'refunds={share: 30%, after: 1h to 3h}',
        'psp.authorisation={min: 1s, p50: 5s, p95: 40s, max: 3min}',
        'network.latency={min: 1ms, p50: 50ms, p99: 3s, max: 10s}',
        'database.latency={min: 1ms, p50: 20ms, p99: 900ms, max: 3s}',
      ]),
    );
    const { early, resting } = examine(facts);
    expect(early).toEqual([]);
    // Doubts, refusals, refunds and breaks were among them: all but the question about a refund in doubt.
    expect(resting).toHaveLength(35);
    expect(resting).not.toContain('RefundInquiry');
  });

  it('whatever is lost, late, doubled, crashed or refused', () => {
    const resting = [1, 2].flatMap((seed) => {
      const { facts } = watch(
        shippedScenario('first-checkout', [
          `seed=${seed}`,
          'traffic.checkouts=15',
          'refunds={share: 40%, after: 1h to 2h}',
          "phases.heal='2026-03-05 12:00'",
          'clock.nights=5',
          'faults=heavy',
        ]),
      );
      const examined = examine(facts);
      expect(examined.early).toEqual([]);
      return examined.resting;
    });
    // Every kind of message that rests on something was seen.
    expect(new Set(resting).size).toBe(36);
  });

  it('nor with payouts to sellers, whatever is lost, late, doubled, crashed or refused', () => {
    const resting = [1, 2].flatMap((seed) => {
      const { facts } = watch(
        shippedScenario('seller-payouts', [`seed=${seed}`, 'traffic.checkouts=40', 'faults=heavy']),
      );
      const examined = examine(facts);
      expect(examined.early).toEqual([]);
      return examined.resting;
    });
    const about = [...new Set(resting)]
      .filter((type) => /Payout|SellerTransfer|SellerRe|RepaySeller/.test(type))
      .sort();
    expect(about).toEqual([
      'PayoutAccepted',
      'PayoutAnswered',
      'PayoutDue',
      'PayoutExtractRequested',
      'PayoutInstructed',
      'PostSellerPayout',
      'PostSellerReturn',
      'RepaySeller',
      'SellerPayoutPosted',
      'SellerRepaid',
      'SellerReturnPosted',
      'SellerTransferInquiry',
      'SellerTransferInstructed',
      'SellerTransferNoted',
      'SellerTransferReported',
      'StartPayout',
    ]);
  });

  it('nor with captures apart from authorisation, whatever is lost, late, doubled, crashed or refused', () => {
    const resting = [1, 2].flatMap((seed) => {
      const { facts } = watch(
        shippedScenario('dispatch-days', [`seed=${seed}`, 'traffic.checkouts=40', 'faults=heavy']),
      );
      const examined = examine(facts);
      expect(examined.early).toEqual([]);
      return examined.resting;
    });
    const about = [...new Set(resting)].filter((type) => /Capture|Dispatch|Authorised/.test(type)).sort();
    expect(about).toEqual([
      'CaptureAnswered',
      'CaptureExecuted',
      'CaptureInquiry',
      'CaptureNotified',
      'CaptureRequested',
      'DispatchClosed',
      'DispatchNoted',
      'ExecuteCapture',
      'OrderAuthorised',
    ]);
  });
});
