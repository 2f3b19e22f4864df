import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, penny, scratchFolder } from './support/cli.ts';

/** The story of an order or a checkout, without what else a run prints. */
function storyOf(id: string): string {
  const { status, stdout, stderr } = penny(['run', firstCheckout, '--quiet', '--story', id], { cwd: scratchFolder() });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\nCONSISTENT')[0] ?? '';
}

describe('--story', () => {
  it('of an order goes from the click on Buy to the line in the bank statement, and leaves its neighbour out', () => {
    const story = storyOf('order-1.1');
    expect(story).toMatch(/^The story of order-1\.1\n\n2026-03-02 \(UTC\+01:00\)\n {2}10:00:13\.935 {2}shop /);
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

  it('of a checkout has all of its orders', () => {
    const story = storyOf('checkout-1');
    for (const id of ['order-1.1', 'order-1.2']) expect(story).toContain(`${id}  `);
    expect(story).toMatch(/^The story of checkout-1\n\n2026-03-02 \(UTC\+01:00\)\n {2}10:00:13\.935 {2}shop/);
  });

  it.each([
    ['order-1.9', 'there is no such order', 'checkout-1 has order-1.1, order-1.2'],
    ['order-2.1', 'there is no such checkout', 'this run has checkout-1 to checkout-1'],
    [
      'foo',
      'expected an order such as order-17.1 or a checkout such as checkout-17',
      'this run has checkout-1 to checkout-1',
    ],
  ])('of %s is refused before the run', (id, message, hint) => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = penny(['run', firstCheckout, '--story', id], { cwd });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `penny: --story ${id}: ${message}\n  hint: ${hint}\n`,
    });
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
  });

  it('of an order that a run does not get to says so', () => {
    const args = ['run', firstCheckout, '--quiet', '--story', 'order-1.1', '--set', 'limits.events=1'];
    const { status, stdout } = penny(args, { cwd: scratchFolder() });
    expect(status).toBe(4);
    expect(stdout).toMatch(
      /^The story of order-1\.1\n\n {2}nothing happened to it before the run ended\n\nINCONCLUSIVE/,
    );
  });
});
