/** What the PSP does to requests, answers, cards, keys and webhooks. */
import { expect } from 'vitest';
import type { MessageType } from '../../../src/domain/messages.ts';
import type { ChargeRecord } from '../../../src/domain/records.ts';
import type { AuditedRun } from '../audited-run.ts';
import {
  befallen,
  boundFor,
  deliveriesOf,
  LINK_MS,
  messagesAt,
  sentOf,
  spanOf,
  type Claims,
  type Fired,
} from './claim.ts';

const requests: ReadonlySet<MessageType> = new Set([
  'ChargeRequested',
  'ChargeInquiry',
  'CaptureRequested',
  'CaptureInquiry',
  'RefundRequested',
  'RefundInquiry',
]);

export const pspClaims: Claims<'psp'> = {
  'psp.timeout-before': {
    rule: 'rate: 20%',
    shows(run, fired) {
      for (const fault of fired) {
        expect(messagesAt(run, fault.at, fault.concern)).toContain(`lost ${requestAt(fault.site)}`);
        expect(messagesAt(run, fault.at, fault.concern)).not.toContain(`delivered ${requestAt(fault.site)}`);
      }
      expect(run.facts.some((fact) => fact.kind === 'sent' && fact.message.type === 'PspRefused')).toBe(false);
    },
  },
  'psp.timeout-after-capture': {
    rule: 'rate: 30%',
    shows(run, fired) {
      const done = charges(run).filter(({ status }) => status === 'captured');
      for (const fault of fired) {
        const { message } = befallen(run, fault);
        expect(deliveriesOf(run, message)).toEqual([]);
        if (message.type !== 'ChargeAnswered') continue;
        expect(done.some(({ id }) => id === message.key)).toBe(true);
      }
      // The webhook tells the executor all the same.
      const told = new Set(sentOf(run, 'ChargeNotified').map(({ message }) => message.orderId as string));
      expect(fired.filter(({ concern }) => !told.has(concern))).toEqual([]);
    },
  },
  'psp.error': {
    rule: 'rate: 20%',
    shows(run, fired) {
      for (const fault of fired) expect(refusals(run, fault)).toEqual([{ status: 500, retryAfterMs: 0 }]);
    },
  },
  'psp.throttle': {
    rule: 'rate: 20%, retryAfter: 3s to 30s',
    shows(run, fired) {
      for (const fault of fired) {
        const { retryAfterMs } = fault.fault;
        expect(refusals(run, fault)).toEqual([{ status: 429, retryAfterMs }]);
        // Nobody asks again before that.
        const again = sentOf(run, 'ChargeRequested').filter(({ message }) => message.orderId === fault.concern);
        const told = fault.at + LINK_MS;
        expect(again.filter(({ at }) => at >= told && at < told + retryAfterMs)).toEqual([]);
      }
    },
  },
  'psp.outage': {
    rule: 'at: 2026-03-02 10:00, for: 30s',
    shows(run, fired) {
      for (const fault of fired) {
        const asked = boundFor(run, 'psp', ...spanOf(fault)).filter(({ message }) => requests.has(message.type));
        expect(asked.length).toBeGreaterThan(4);
        for (const { at, concern, message } of asked) {
          expect(deliveriesOf(run, message)).toEqual([]);
          expect(refusals(run, { at: at + LINK_MS, concern })).toEqual([{ status: 503, retryAfterMs: 10_000 }]);
        }
        const open = fault.at + (fault.forMs ?? 0);
        expect(sentOf(run, 'PspRefused').filter(({ at }) => at >= open)).toEqual([]);
      }
    },
  },
  'psp.decline': {
    rule: 'rate: 20%, kind: hard, code: expired_card',
    shows(run, fired) {
      const declined = charges(run).filter(({ status }) => status === 'declined');
      expect(declined.map(({ orderId, declineCode }) => `${orderId} ${declineCode ?? ''}`).sort()).toEqual(
        fired.map(({ concern, fault }) => `${concern} ${fault.code}`).sort(),
      );
    },
  },
  'psp.key-expiry': {
    rule: 'rate: 30%, after: 1h to 2h',
    shows(run, fired) {
      const forgotten = charges(run).filter(({ keyExpiresAt }) => keyExpiresAt !== undefined);
      expect(new Set(forgotten.map(({ orderId }) => orderId))).toEqual(new Set(fired.map(({ concern }) => concern)));
      for (const { at, concern, fault } of fired) {
        const [expiresAt = 0] = forgotten.flatMap((each) => (each.orderId === concern ? [each.keyExpiresAt ?? 0] : []));
        // The key is registered when the charge begins or when the issuer has answered, at most 260 ms later.
        expect(expiresAt - at - fault.afterMs).toBeGreaterThanOrEqual(-10);
        expect(expiresAt - at - fault.afterMs).toBeLessThanOrEqual(270);
      }
    },
  },
  'psp.webhook-duplicate': {
    rule: 'rate: 30%, lag: 1s to 10min',
    shows(run, fired) {
      for (const fault of fired) {
        const first = fault.at + LINK_MS;
        expect(webhookTimes(run, fault)).toEqual([first, first + fault.fault.lagMs]);
      }
    },
  },
  'psp.webhook-late': {
    rule: 'rate: 30%, by: 10s to 1h',
    shows(run, fired) {
      for (const fault of fired) expect(webhookTimes(run, fault)).toEqual([fault.at + fault.fault.byMs + LINK_MS]);
    },
  },
  'psp.webhook-lost': {
    rule: 'rate: 30%',
    shows(run, fired) {
      for (const fault of fired) expect(webhookTimes(run, fault)).toEqual([]);
    },
  },
  'psp.webhook-reordered': {
    rule: 'rate: 30%, by: 1s to 30s',
    shows(run, fired) {
      for (const fault of fired) expect(webhookTimes(run, fault)).toEqual([fault.at + fault.fault.byMs + LINK_MS]);
    },
  },
  'psp.webhook-early': {
    rule: 'rate: 30%',
    shows(run, fired) {
      for (const fault of fired) {
        expect(webhookTimes(run, fault)).toEqual([fault.at]);
        // The answer to the request is under way, and comes later.
        const answers = run.facts.filter(
          (fact) =>
            fact.kind === 'delivered' && fact.message.type === 'ChargeAnswered' && fact.concern === fault.concern,
        );
        expect(answers.every(({ at }) => at > fault.at)).toBe(true);
      }
    },
  },
};

function webhookTimes(
  run: AuditedRun,
  fault: Fired<`psp.webhook-${'duplicate' | 'late' | 'lost' | 'reordered' | 'early'}`>,
): number[] {
  return deliveriesOf(run, befallen(run, fault).message);
}

/** `psp door ChargeRequested order-1.1 #1` */
function requestAt(site: string): string {
  return site.split(' ')[2] ?? '';
}

function refusals(run: AuditedRun, { at, concern }: { readonly at: number; readonly concern: string }): object[] {
  return sentOf(run, 'PspRefused').flatMap(({ at: when, message: { orderId, status, retryAfterMs } }) =>
    when === at && orderId === concern ? [{ status, retryAfterMs }] : [],
  );
}

function charges({ world }: AuditedRun): ChargeRecord[] {
  return [...world.database('psp').table('charges').all()];
}
