import { expect, it } from 'vitest';
import { whoseStory } from './whose-story.ts';

it.each([
  ['order-17.2', 'order-17.2'],
  ['checkout-17', 'checkout-17'],
  ['refund-17.2.1', 'order-17.2'],
  ['seller-3:EUR', undefined],
  ['psp/EUR/2026-03-02', undefined],
  ['', undefined],
])('%j is told in the story of %j', (id, of) => {
  expect(whoseStory(id)).toBe(of);
});
