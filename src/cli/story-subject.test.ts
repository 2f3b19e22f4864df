import { describe, expect, it } from 'vitest';
import { checkoutsOverride, setOverride } from '../sim/scenario/overrides.ts';
import { loadScenario } from './scenario-file.ts';
import { storySubject } from './story-subject.ts';
import { UserError } from './user-error.ts';

// Each basket of this scenario has two orders.
const { scenario } = loadScenario('scenarios/first-checkout.yaml', [checkoutsOverride('3')]);

it.each(['checkout-1', 'checkout-3', 'order-1.1', 'order-3.2'])('%s has a story', (id) => {
  expect(storySubject('--story', id, scenario)).toBe(id);
});

it.each([
  ['order-1.9', '--story order-1.9: there is no such order', 'checkout-1 has order-1.1, order-1.2'],
  ['order-4.1', '--story order-4.1: there is no such checkout', 'this run has checkout-1 to checkout-3'],
  ['checkout-4', '--story checkout-4: there is no such checkout', 'this run has checkout-1 to checkout-3'],
  [`order-${'9'.repeat(400)}.1`, 'there is no such checkout', 'this run has checkout-1 to checkout-3'],
])('%s does not exist, and what does is told', (id, message, hint) => {
  expect(() => storySubject('--story', id, scenario)).toThrow(UserError);
  expect(() => storySubject('--story', id, scenario)).toThrow(expect.objectContaining({ hint, exitCode: 2 }));
  expect(() => storySubject('--story', id, scenario)).toThrow(message);
});

it.each([
  '',
  'order-1',
  'checkout-1.1',
  'order-01.1',
  'checkout-0',
  'order-1.0',
  'order-1.1 ',
  'seller-1',
  'ORDER-1.1',
])('"%s" is neither an order nor a checkout', (id) => {
  const message = `--story ${id}: expected an order such as order-17.1 or a checkout such as checkout-17`;
  expect(() => storySubject('--story', id, scenario)).toThrow(message);
});

it('does not exist where its checkout does not come', () => {
  const { scenario: some } = loadScenario('scenarios/first-checkout.yaml', [
    checkoutsOverride('9'),
    setOverride('traffic.only=[2, 7]'),
  ]);
  expect(storySubject('--story', 'order-7.1', some)).toBe('order-7.1');
  const hint = 'this run has checkout-2, checkout-7';
  expect(() => storySubject('--story', 'order-3.1', some)).toThrow(expect.objectContaining({ hint }));
});

it('the option that asks is named', () => {
  expect(() => storySubject('--sites', 'order-4.1', scenario)).toThrow('--sites order-4.1: there is no such checkout');
});

describe('a payout to a seller', () => {
  const { scenario: paying } = loadScenario('scenarios/seller-payouts.yaml', []);

  it.each(['payout-seller-7-EUR-2026-03-04', 'payout-seller-12-JPY-2026-03-03'])('%s has a story', (id) => {
    expect(storySubject('--story', id, paying)).toBe(id);
  });

  it.each([
    ['payout-seller-13-EUR-2026-03-04', 'there is no such seller', 'this run has seller-1 to seller-12'],
    ['payout-seller-7-USD-2026-03-04', 'nothing is sold in USD', 'this run has EUR, JPY'],
    [
      'payout-seller-7-EUR-2026-03-09',
      'nobody is paid out on that date',
      'this run pays sellers out on 2026-03-03, 2026-03-04, 2026-03-05',
    ],
    ['payout-EUR-2026-03-04', 'expected a payout to a seller such as payout-seller-3-EUR-2026-03-03', undefined],
    [
      'seller-7',
      'expected an order such as order-17.1 or a checkout such as checkout-17, or a payout to a seller such as payout-seller-3-EUR-2026-03-03',
      'this run has checkout-1 to checkout-150',
    ],
  ])('%s does not exist, and what does is told', (id, why, hint) => {
    expect(() => storySubject('--story', id, paying)).toThrow(expect.objectContaining({ hint, exitCode: 2 }));
    expect(() => storySubject('--story', id, paying)).toThrow(`--story ${id}: ${why}`);
  });

  it('is none where no sellers are paid out', () => {
    expect(() => storySubject('--sites', 'payout-seller-1-EUR-2026-03-04', scenario)).toThrow(
      '--sites payout-seller-1-EUR-2026-03-04: this scenario pays no sellers out',
    );
  });
});
