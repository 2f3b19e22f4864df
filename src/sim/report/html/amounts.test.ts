import { describe, expect, it } from 'vitest';
import { amount, briefAmount, exactTotal, priced, pricedEach } from './amounts.ts';

describe('amounts', () => {
  it('have the decimals of their currency', () => {
    expect(amount(123_456, 'EUR')).toBe('1,234.56');
    expect(amount(-5000, 'JPY')).toBe('-5,000');
    expect(amount(125, 'KWD')).toBe('0.125');
    expect(amount(1_000_000_000_000_001, 'EUR')).toBe('10,000,000,000,000.01');
  });

  it('stay with their currency on one line', () => {
    expect(priced(31_240, 'EUR')).toBe('312.40\u00A0EUR');
    expect(pricedEach({ EUR: 31_240, JPY: 5000 })).toEqual(['312.40\u00A0EUR', '5,000\u00A0JPY']);
  });

  it('are minor units for a code that ISO 4217 does not have', () => {
    expect(amount(123_456, 'ZZZ')).toBe('123,456');
  });

  it('are abbreviated in major units on an axis', () => {
    expect(briefAmount(8_000_000, 'EUR')).toBe('80k');
    expect(briefAmount(50, 'EUR')).toBe('0.5');
    expect(briefAmount(4_000_000, 'JPY')).toBe('4M');
    expect(briefAmount(500_000, 'KWD')).toBe('500');
  });
});

describe('a total', () => {
  it('is exact although a partial sum is not a safe integer', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    expect(exactTotal([huge, huge, 1, -huge, -huge])).toBe(1);
    expect(exactTotal([])).toBe(0);
  });
});
