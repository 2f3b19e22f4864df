import { describe, expect, it } from 'vitest';
import { businessDate } from '../../domain/calendar.ts';
import { currency } from '../../domain/currency.ts';
import { checkoutId, idempotencyKey, orderId, pspReference } from '../../domain/ids.ts';
import type { Message } from '../../domain/messages.ts';
import { minorUnits } from '../../domain/money.ts';
import { siteName, type Site } from '../faults/verdict.ts';
import { createDispatch } from './dispatch.ts';

const night = { currency: currency('EUR'), date: businessDate('2026-11-27'), sequence: 1, opening: minorUnits(0) };

function asked(message: Message): { sites: string[]; left: Message } {
  const sites: Site[] = [];
  const dispatch = createDispatch((site) => {
    sites.push(site);
    return { kind: 'pass' };
  });
  const left = dispatch(message);
  return { sites: sites.map(siteName), left };
}

describe('the settlement process', () => {
  it("asks about each line of the PSP's file, by its order, and about the file", () => {
    const order = orderId(17, 1);
    const reference = pspReference(idempotencyKey(order, 1));
    const charge = {
      type: 'charge',
      reference,
      orderId: order,
      capturedAt: 0,
      gross: minorUnits(10_000),
      fee: minorUnits(290),
    } as const;
    const payout = { type: 'payout', reference: 'payout-EUR-2026-11-27', amount: minorUnits(9710) } as const;
    const message = {
      type: 'SettlementFileSent',
      file: { ...night, closing: minorUnits(0), lines: [charge, payout] },
    } as const;
    const { sites, left } = asked(message);
    expect(sites).toEqual([
      'settlement psp EUR/2026-11-27 order-17.1 #1',
      'settlement psp EUR/2026-11-27 payout-EUR-2026-11-27 #1',
      'settlement psp EUR/2026-11-27 file #1',
    ]);
    expect(left).toEqual(message);
  });

  it("asks about each line of the bank's statement, and about the statement", () => {
    const line = { reference: 'payout-EUR-2026-11-27', amount: minorUnits(9710), bookedAt: 0, valueDate: night.date };
    const message = {
      type: 'BankStatementSent',
      statement: { ...night, closing: minorUnits(9710), lines: [line] },
    } as const;
    const { sites, left } = asked(message);
    expect(sites).toEqual([
      'settlement bank EUR/2026-11-27 payout-EUR-2026-11-27 #1',
      'settlement bank EUR/2026-11-27 file #1',
    ]);
    expect(left).toEqual(message);
  });

  it('asks about nothing else', () => {
    const message = { type: 'BuyAccepted', checkoutId: checkoutId(1) } as const;
    expect(asked(message)).toEqual({ sites: [], left: message });
  });
});
