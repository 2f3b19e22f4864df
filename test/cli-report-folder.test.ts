import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../src/cli/run-info.ts';
import { firstCheckout, penny, pennyProcess, reportIn, scratchFolder } from './support/cli.ts';

const run = ['run', firstCheckout, '--quiet'];

describe('what a run leaves behind', () => {
  it('is the report, its page, the faults, the databases and the files of the nights, and nothing else', async () => {
    const cwd = scratchFolder();
    await penny(run, { cwd });
    expect(readdirSync(cwd)).toEqual(['reports']);
    expect(readdirSync(join(cwd, 'reports'))).toEqual(['first-checkout-1']);
    const folder = join(cwd, 'reports/first-checkout-1');
    expect(readdirSync(folder).toSorted()).toEqual([
      'db',
      'faults.yaml',
      'junit.xml',
      'report.html',
      'report.json',
      'run-info.json',
      'series.csv',
      'settlement',
    ]);
    const services = ['bank', 'executor', 'ledger', 'payment-service', 'psp', 'reconciliation', 'wallet'];
    expect(readdirSync(join(folder, 'db')).toSorted()).toEqual(services.map((name) => `${name}.json`));
    expect(readdirSync(join(folder, 'settlement')).toSorted()).toEqual([
      'bank-EUR-2026-03-02.xml',
      'bank-EUR-2026-03-03.xml',
      'psp-EUR-2026-03-02.csv',
      'psp-EUR-2026-03-03.csv',
    ]);
  });

  it('says how long it took, and on what', async () => {
    const cwd = scratchFolder();
    await penny([...run, '--out', 'r'], { cwd });
    const info = JSON.parse(readFileSync(join(cwd, 'r/run-info.json'), 'utf8')) as RunInfo;
    const { wallMs, checkoutsPerSecond, eventsPerSecond, peakRssBytes, host, versions, interpreter } = info;
    for (const figure of [wallMs, checkoutsPerSecond, eventsPerSecond, peakRssBytes, host.cpus, host.memoryBytes]) {
      expect(figure).toBeGreaterThan(0);
    }
    expect(host).toMatchObject({ arch: process.arch, cpus: cpus().length });
    expect(host.platform).toContain(process.platform);
    expect(versions).toEqual({ everypenny: pennyProcess(['--version']).stdout.trim(), node: process.versions.node });
    expect(interpreter).toBe('compiled');
  });

  it('has the records that the contract names, in whole minor units', async () => {
    const cwd = scratchFolder();
    await penny([...run, '--out', 'r'], { cwd });
    const table = (service: string, name: string): unknown[] => {
      const tables = JSON.parse(readFileSync(join(cwd, `r/db/${service}.json`), 'utf8')) as Record<string, unknown[]>;
      return tables[name] ?? [];
    };
    // The order is over 23.77, of which the PSP keeps 2.9% and 0.30, and the platform 10%.
    const [event] = table('payment-service', 'paymentEvents');
    expect(event).toMatchObject({ id: 'checkout-1', status: 'paid', orderIds: ['order-1.1', 'order-1.2'] });
    const [order] = table('executor', 'paymentOrders');
    const amount = { amount: 2377, currency: 'EUR' };
    expect(order).toMatchObject({ id: 'order-1.1', eventId: 'checkout-1', sellerId: 'seller-1', ...amount });
    expect(order).toMatchObject({ status: 'captured', pspReference: 'ch_1_1_1' });
    const [charge] = table('psp', 'charges');
    expect(charge).toMatchObject({ reference: 'ch_1_1_1', orderId: 'order-1.1', status: 'captured', ...amount });
    const capturedAt = Date.parse('2026-03-02T09:00:23.330Z');
    expect(charge).toMatchObject({ idempotencyKey: 'order-1.1:1', fee: 99, capturedAt, settledOn: '2026-03-02' });
    // The other order is captured a millisecond earlier, and stands before this one in the wallets and in the ledger.
    const [, wallet] = table('wallet', 'wallets');
    expect(wallet).toMatchObject({ sellerId: 'seller-1', currency: 'EUR', balance: 2139 });
    const [, , transaction] = table('ledger', 'transactions');
    const posting = { from: 'customer:clearing', to: 'psp:receivable', ...amount };
    expect(transaction).toMatchObject({ id: 'capture/order-1.1', orderId: 'order-1.1', postings: [posting] });
  });

  it('replaces the report of an earlier run whole', async () => {
    const cwd = scratchFolder();
    await penny([...run, '--checkouts', '2'], { cwd });
    const folder = join(cwd, 'reports/first-checkout-1');
    writeFileSync(join(folder, 'notes.txt'), 'stale');
    writeFileSync(join(folder, 'settlement/psp-EUR-1999-12-31.csv'), 'stale');
    await penny(run, { cwd });
    expect(reportIn(folder).counts.checkouts).toBe(1);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(false);
    expect(readdirSync(join(folder, 'settlement'))).toHaveLength(4);
    expect(readdirSync(join(cwd, 'reports'))).toEqual(['first-checkout-1']);
  });
});

describe('--out', () => {
  it.each(['a/b/c', "it's a $HOME", 'ü😀', 'trailing/', './near', '../sibling-of-cwd'])('may be %s', async (out) => {
    const cwd = join(scratchFolder(), 'cwd');
    mkdirSync(cwd);
    const { status, stdout } = await penny(['run', firstCheckout, '--out', out], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain(`\nreport     ${join(out, 'report.html')}\n`);
    expect(reportIn(join(cwd, out)).verdict).toBe('consistent');
  });

  it('is refused before the run when it holds the work of somebody else', async () => {
    const cwd = scratchFolder();
    mkdirSync(join(cwd, 'thesis'));
    writeFileSync(join(cwd, 'thesis/chapter-1.txt'), 'years of work');
    const { status, stdout, stderr } = await penny(['run', firstCheckout, '--out', 'thesis'], { cwd });
    const folder = join(cwd, 'thesis');
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr:
        `penny: ${folder} holds files that are not a report of everypenny, so it is not replaced.\n` +
        '  hint: Name a new or an empty folder with --out.\n',
    });
    expect(readdirSync(folder)).toEqual(['chapter-1.txt']);
    expect(readdirSync(cwd)).toEqual(['thesis']);
  });

  it.each([
    ['file', /file is a file, and a report is a folder/],
    ['file/r', /file is a file, so there can be no folder in it/],
    ['.', /is the folder that you are in, or one above it/],
    ['', /is the folder that you are in, or one above it/],
    ['n'.repeat(300), /the name is too long/],
  ])('is refused when it is "%s"', async (out, message) => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'file'), 'years of work');
    const { status, stdout, stderr } = await penny(['run', firstCheckout, '--out', out], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual(['file']);
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('years of work');
  });

  it.skipIf(!existsSync('/proc/self'))('is refused where nobody can make a folder', async () => {
    const { status, stderr } = await penny([...run, '--out', '/proc/a/report']);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^penny: \/proc\/a\/report cannot be written: (?:no folder can be made there|permission is)/,
    );
  });
});

describe('a result that takes the place of an earlier one', () => {
  it.each([
    ['run', 'first-checkout-1'],
    ['load', 'first-checkout-1-load'],
  ])('of %s says so where that is of another command', async (verb, folder) => {
    const cwd = scratchFolder();
    const said = async (...words: readonly string[]): Promise<string | undefined> => {
      const { stderr } = await penny([verb, firstCheckout, ...words], { cwd });
      return /^reports.*\n.*replaced.*$/m.exec(stderr)?.[0];
    };
    expect(await said()).toBeUndefined();
    expect(await said()).toBeUndefined();
    expect(await said('--set', 'sellers.count=3')).toBe(
      `reports/${folder} holds the result of npx penny ${verb} ${firstCheckout} --seed 1\nit will be replaced; --out DIR leaves it as it is`,
    );
    expect(await said('--quiet')).toBeUndefined();
    expect(await said('--set', 'sellers.count=3', '--out', `reports/${folder}`)).toBeUndefined();
  });
});
