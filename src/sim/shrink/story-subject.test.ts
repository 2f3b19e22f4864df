import { expect, it } from 'vitest';
import { storySubject } from './story-subject.ts';

it.each([
  ['an order that is wrong', 'order-17.1', 'order-3.1', [3, 17], 'order-17.1'],
  ['a checkout', 'checkout-17', undefined, [3, 17], 'checkout-17'],
  ['the order of a refund', 'refund-17.2.1', undefined, [3, 17], 'order-17.2'],
  ['what had the largest part in a wallet', 'seller-3:EUR', 'order-3.1', [3, 17], 'order-3.1'],
  ['the only checkout, where an account is wrong', 'psp:receivable', undefined, [17], 'checkout-17'],
  ['the file, where several may be the cause', 'psp/EUR/2026-03-02', undefined, [3, 17], 'psp/EUR/2026-03-02'],
])('the story is that of %s', (_, concern, cause, checkouts, subject) => {
  expect(storySubject({ at: 0, sentence: '', concern, cause }, checkouts)).toBe(subject);
});
