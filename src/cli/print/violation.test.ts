import { describe, expect, it } from 'vitest';
import { inconsistentReport } from '../../../test/support/sample-report.ts';
import type { Report, ViolationResult } from '../../sim/report/report.ts';
import { violationsLines } from './violation.ts';

const report = inconsistentReport();
const [doubleCharge, unposted] = report.violations;

function printed(...violations: readonly (ViolationResult | undefined)[]): string[] {
  const found = violations.filter((violation) => violation !== undefined);
  return violationsLines({ ...report, violations: found } satisfies Report, (_look, text) => text);
}

describe('a violation in the terminal', () => {
  it('is a block for a ticket, from the invariant to the command', () => {
    expect(printed(doubleCharge)).toEqual([
      '',
      '  I2 at-most-one-charge: 3 times, 312.40 EUR and 5,000 JPY',
      '    The PSP holds 2 captured charges of 104.80 EUR for order-1207.2, where one is due.',
      '    out of money  the buyer of checkout-1207',
      '    first wrong   2026-10-24 18:41:09.327 +02:00, and seen at once',
      '    the story of order-1207.2:',
      '      18:40:57.004 The executor asks the PSP to charge 104.80 EUR for order-1207.2 under the key',
      '          order-1207.2:1.',
      '      18:40:58.212 The PSP captures the charge as ch_1207_2_1; its answer is lost on the way.',
      '      18:41:07.004 The executor has waited 10 s and calls again, under the new key order-1207.2:2.',
      '   >> 18:41:09.327 The PSP sees a key that it does not know and captures a second charge,',
      '   >>    ch_1207_2_2.',
      '    reproduce     npx penny run scenarios/marketplace-day.yaml --seed 1 --set defects=[new-key-per-attempt] --story order-1207.2',
    ]);
  });

  it('says when it was seen where that was later, and has no story where nothing was told', () => {
    expect(printed(unposted)).toEqual([
      '',
      '  I7 charge-posted-once: 1 time',
      '    The charge ch_1207_2_1 has no capture posting at the end of the run.',
      '    first wrong   2026-10-24 18:40:58.212 +02:00',
      '    first seen    2026-10-27 08:30:12.480 +01:00, 2 d 14 h later',
      expect.stringMatching(/^ {4}reproduce/),
    ]);
  });

  it('tells the story of an order once', () => {
    const lines = printed(doubleCharge, doubleCharge && { ...doubleCharge, invariant: 'I7' });
    expect(lines.filter((line) => line.includes('18:40:57.004'))).toHaveLength(1);
    expect(lines).toContain('    the story of order-1207.2 is told under I2, and in the report');
  });

  it('says whose story it is where an account is wrong', () => {
    const account = doubleCharge && { ...doubleCharge, first: { ...doubleCharge.first, order: 'psp:receivable' } };
    expect(printed(account)).toContain('    the story of order-1207.2 (where psp:receivable began to be wrong):');
  });
});
