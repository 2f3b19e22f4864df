import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, penny, scratchFolder } from './support/cli.ts';

/** The story of an order or a checkout, without what else a run prints. */
async function storyOf(id: string): Promise<string> {
  const { status, stdout, stderr } = await penny(['run', firstCheckout, '--quiet', '--story', id], {
    cwd: scratchFolder(),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\nCONSISTENT')[0] ?? '';
}

describe('--story', () => {
  it('of an order goes from the click on Buy to the line in the bank statement, and leaves its neighbour out', async () => {
    const story = await storyOf('order-1.1');
    expect(story).toMatch(/^The story of order-1\.1\n\n2026-03-02 \(UTC\+01:00\)\n {2}10:00:23\.067 {2}shop /);
    const steps = [
      'shop → payment-service',
      'executor → psp',
      'wallet.db',
      'ledger.db',
      'psp → reconciliation',
      'bank.db',
    ];
    const places = steps.map((step) => story.indexOf(step));
    expect(places[0]).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(story).toMatch(
      /\n2026-03-04 .*[^]*\n {2}05:00:00\.\d+ {2}reconciliation\.db .*payout-EUR-2026-03-03 has found its line\n/,
    );
    expect(story).not.toContain('order-1.2');
  });

  it('of a checkout has all of its orders', async () => {
    const story = await storyOf('checkout-1');
    for (const id of ['order-1.1', 'order-1.2']) expect(story).toContain(`${id}  `);
    expect(story).toMatch(/^The story of checkout-1\n\n2026-03-02 \(UTC\+01:00\)\n {2}10:00:23\.067 {2}shop/);
  });

  it.each([
    ['order-1.9', 'there is no such order', 'checkout-1 has order-1.1, order-1.2'],
    ['order-2.1', 'there is no such checkout', 'this run has checkout-1 to checkout-1'],
    [
      'foo',
      'expected an order such as order-17.1 or a checkout such as checkout-17',
      'this run has checkout-1 to checkout-1',
    ],
  ])('of %s is refused before the run', async (id, message, hint) => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny(['run', firstCheckout, '--story', id], { cwd });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `penny: --story ${id}: ${message}\n  hint: ${hint}\n`,
    });
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('of a payout to a seller goes from the wallet to the bank statement, and back again where it came back', async () => {
    const payouts = join(firstCheckout, '../seller-payouts.yaml');
    const id = 'payout-seller-4-EUR-2026-03-04';
    const { status, stdout } = await penny(['run', payouts, '--quiet', '--story', id], { cwd: scratchFolder() });
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^The story of ${id}\n\n2026-03-04 \\(UTC\\+01:00\\)\n {2}06:00:00`));
    const steps = [
      'pay seller-4 out what is available in EUR',
      'payout of 345.40 EUR to seller-4 stored: reserved',
      'wallet → bank',
      '345.40 EUR to seller-4 booked with value date 2026-03-04',
      'payout of 345.40 EUR to seller-4 stored: paid',
      `${id}: it has come back`,
      'payout of 345.40 EUR to seller-4 stored: reversed',
      `line bank/EUR/2026-03-04/${id} matched with sellerPayout/${id}: -345.40 EUR`,
      `sellerReturn/${id} waits for its line`,
      `line bank/EUR/2026-03-05/return-${id} matched with sellerReturn/${id}: 345.40 EUR`,
      `sellerReturn/${id} has found its line`,
    ];
    const places = steps.map((step) => stdout.indexOf(step));
    expect(places[0]).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(stdout).not.toContain('seller-5');
  });

  it('of an order that a run does not get to says so', async () => {
    const args = ['run', firstCheckout, '--quiet', '--story', 'order-1.1', '--set', 'limits.events=1'];
    const { status, stdout } = await penny(args, { cwd: scratchFolder() });
    expect(status).toBe(4);
    expect(stdout).toMatch(
      /^The story of order-1\.1\n\n {2}nothing happened to it before the run ended\n\nINCONCLUSIVE/,
    );
  });
});
