import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { firstCheckout, penny, reportIn, scratchFolder } from './support/cli.ts';

const sites = ['run', firstCheckout, '--quiet', '--sites'];

describe('--sites', () => {
  it('lists where faults can be scripted for an order, from the click on Buy, and leaves no report', async () => {
    const cwd = scratchFolder();
    const { status, stdout, stderr } = await penny([...sites, 'order-1.1'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^# Where something can go wrong for order-1\.1, in the order of time\.\n/);
    expect(stdout).toContain(`\n#   npx penny run ${firstCheckout} --seed 1 --faults FILE\n`);
    const steps = [
      'shop→payment-service Buy checkout-1 #1',
      'payment-service.db commit checkout-1 #1',
      'executor→psp ChargeRequested order-1.1 #1',
      'wallet.db commit order-1.1 #1',
      'payment-service→ledger PostSale order-1.1 #1',
    ];
    const places = steps.map((step) => stdout.indexOf(`# - { site: "${step}", fault: `));
    expect(places[0]).toBeGreaterThan(0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(stdout).not.toContain('order-1.2');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('of a checkout lists those of all its orders', async () => {
    const { stdout } = await penny([...sites, 'checkout-1'], { cwd: scratchFolder() });
    for (const id of ['checkout-1', 'order-1.1', 'order-1.2']) expect(stdout).toContain(` ${id} #1", fault: `);
  });

  it('is a script: what is uncommented happens', async () => {
    const cwd = scratchFolder();
    const { stdout } = await penny([...sites, 'order-1.1'], { cwd });
    const late = '- { site: "wallet→payment-service SellerCredited order-1.1 #1", fault: network.delay, ';
    expect(stdout).toContain(`\n# ${late}`);
    writeFileSync(join(cwd, 'faults.yaml'), stdout.replace(`\n# ${late}`, `\n${late}`));
    const run = await penny(['run', firstCheckout, '--faults', 'faults.yaml', '--quiet', '--out', 'r'], { cwd });
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(reportIn(join(cwd, 'r')).faults).toMatchObject([{ kind: 'network.delay', could: 1, fired: 1 }]);
  });

  it('of an order that the run will not have is refused', async () => {
    const { status, stderr } = await penny([...sites, 'order-2.1'], { cwd: scratchFolder() });
    expect(status).toBe(2);
    expect(stderr).toBe(
      'penny: --sites order-2.1: there is no such checkout\n  hint: this run has checkout-1 to checkout-1\n',
    );
  });
});
