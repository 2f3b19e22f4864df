import { describe, expect, it } from 'vitest';
import { reportOf, runLoad, type BenchLoad, type Ran } from '../../../test/support/load-bench.ts';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import type { ServiceLoad } from '../report/capacity-report.ts';
import type { Report } from '../report/report.ts';

/** The run that a cell's command makes. */
function cellAlone({ name, set = [] }: BenchLoad, { cells }: Ran, number: number): Report {
  const cell = cells[number - 1];
  if (cell === undefined) throw new Error(`there is no cell ${number}`);
  const changes = [...set, `seed='${cell.seed}'`, `traffic.checkouts=${cell.checkouts}`];
  return simulate(shippedScenario(name, changes)).report;
}

describe('a load of one cell', () => {
  const load = { name: 'webhook-storm', checkouts: 30, cells: 1 };
  it('comes to the report of the run, and says that it was a load', () => {
    const run = simulate(shippedScenario(load.name, ['traffic.checkouts=30'])).report;
    const { load: divided, ...report } = reportOf(load, runLoad(load));
    expect(report).toEqual(run);
    expect(run.counts.checkouts).toBe(30);
    expect(divided).toMatchObject({ cells: 1, largestCell: 30, violating: 0, slowest: [{ cell: 1, checkouts: 30 }] });
  });
});

describe('a load of several cells', () => {
  const load = { name: 'marketplace-day', set: ['faults=light'], checkouts: 43, cells: 3 };
  const ran = runLoad(load);
  const report = reportOf(load, ran);
  const alone = [1, 2, 3].map((number) => cellAlone(load, ran, number));
  const sum = (pick: (cell: Report) => number): number => alone.reduce((total, cell) => total + pick(cell), 0);

  it('is made of cells that are runs', () => {
    expect(ran.outcomes.flatMap(({ traceHashes }) => traceHashes)).toEqual(alone.map(({ traceHash }) => traceHash));
    expect(alone.map(({ counts }) => counts.checkouts)).toEqual([15, 14, 14]);
  });

  it('counts what they count', () => {
    expect(report.counts.checkouts).toBe(43);
    for (const name of ['orders', 'captured', 'events', 'messages', 'filesReconciled', 'ledgerTransactions'] as const)
      expect([name, report.counts[name]]).toEqual([name, sum(({ counts }) => counts[name])]);
    for (const [index, { id, checked }] of report.invariants.entries())
      expect([id, checked]).toEqual([id, sum(({ invariants }) => invariants[index]?.checked ?? 0)]);
    const fired = (cell: Report): number => cell.faults.reduce((total, fault) => total + fault.fired, 0);
    expect(fired(report)).toBe(sum(fired));
    expect(fired(report)).toBeGreaterThan(0);
    const inSlices = ({ timeline }: Report): number => timeline.fired.reduce((total, count) => total + count, 0);
    expect(inSlices(report)).toBe(fired(report));
  });

  it('has books that balance, of the money of all of them', () => {
    for (const [code, accounts] of Object.entries(report.books)) {
      const balances = Object.values(accounts);
      expect(balances.reduce((total, balance) => total + balance, 0)).toBe(0);
      expect(accounts['bank:cash']).toBe(sum(({ books }) => books[code]?.['bank:cash'] ?? 0));
      expect(report.money[code]?.captured).toBe(sum(({ money }) => money[code]?.captured ?? 0));
    }
    expect(Object.keys(report.books)).toEqual(['EUR', 'GBP', 'JPY', 'KWD']);
  });

  it('has the nights of all of them, by date', () => {
    const dates = report.reconciliation.nights.map(({ date }) => date);
    expect(dates).toEqual(alone[0]?.reconciliation.nights.map(({ date }) => date));
    for (const [index, { lines, matched }] of report.reconciliation.nights.entries())
      expect([lines, matched]).toEqual([
        sum(({ reconciliation }) => reconciliation.nights[index]?.lines ?? 0),
        sum(({ reconciliation }) => reconciliation.nights[index]?.matched ?? 0),
      ]);
  });

  it('has the latencies of all measurements, and the slowest of all', () => {
    const { checkout } = report.latencyMs;
    expect(checkout.count).toBe(sum(({ latencyMs }) => latencyMs.checkout.count));
    expect(checkout.max).toBe(Math.max(...alone.map(({ latencyMs }) => latencyMs.checkout.max)));
    const slowest = report.load?.slowest.map(({ checkoutP99 }) => checkoutP99) ?? [];
    expect(slowest).toEqual(alone.map(({ latencyMs }) => latencyMs.checkout.p99).toSorted((a, b) => b - a));
  });

  it('has a throughput in which every checkout arrives once', () => {
    expect(report.throughput.arrived.reduce((total, count) => total + count, 0)).toBe(43);
  });

  it('tells apart the sellers of its cells', () => {
    expect(report.topSellers.every(({ sellerId }) => /^cell [123]: seller-\d+$/.test(sellerId))).toBe(true);
    const [best] = report.topSellers;
    const balances = alone.flatMap(({ topSellers }) =>
      topSellers.filter(({ currency }) => currency === best?.currency),
    );
    expect(best?.balance).toBe(Math.max(...balances.map(({ balance }) => balance)));
  });

  it('holds thresholds and expectations against the figures of all', () => {
    const set = [...load.set, 'thresholds=[checkout.p50 < 1ms, captured >= 1%]', 'expect=[captures >= 40]'];
    const strict = reportOf({ ...load, set }, ran);
    expect(strict.thresholds.map(({ value, met }) => [value, met])).toEqual([
      [report.latencyMs.checkout.p50, false],
      [Math.floor((report.counts.captured * 1_000_000) / report.counts.orders), true],
    ]);
    // No cell by itself has so many.
    expect(Math.max(...alone.map(({ counts }) => counts.captured))).toBeLessThan(40);
    expect(strict.expectations).toEqual([{ expression: 'captures >= 40', value: report.counts.captured, met: true }]);
    expect(strict.verdict).toBe('consistent');
  });

  it('is inconclusive where one of its cells was cut short, and says where', () => {
    const limited = { name: 'first-checkout', set: ['limits.events=20'], checkouts: 6, cells: 6 };
    const cut = reportOf(limited, runLoad(limited));
    expect(cut.verdict).toBe('inconclusive');
    const [first, , , more] = cut.inconclusiveBecause;
    expect(first).toMatch(/^cell 1: the run reached its limit of 20 events at /);
    expect(more).toBe('so it was in 3 more cells');
  });
});

describe('a load that violates an invariant', () => {
  const load = {
    name: 'defect-bench',
    set: ['policies.psp.timeout=800ms', 'defects=[timeout-treated-as-failure]'],
    checkouts: 60,
    cells: 3,
  };
  const ran = runLoad(load);
  const report = reportOf(load, ran);
  const alone = [1, 2, 3].map((number) => cellAlone(load, ran, number));

  it('counts the violations of all cells, and their money', () => {
    expect(report.verdict).toBe('inconsistent');
    const [twice] = report.violations;
    const all = alone.flatMap(({ violations }) => violations.filter(({ invariant }) => invariant === 'I2'));
    expect(twice).toMatchObject({ invariant: 'I2', count: all.reduce((sum, { count }) => sum + count, 0) });
    expect(twice?.money['JPY'] ?? 0).toBe(all.reduce((sum, { money }) => sum + (money['JPY'] ?? 0), 0));
    expect(report.violations.map(({ invariant }) => invariant)).toEqual(
      report.violations.map(({ invariant }) => invariant).toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1))),
    );
  });

  it('tells the earliest of them, in which cell it was, and the command that shows it', () => {
    const [twice] = report.violations;
    const earliest = alone
      .flatMap(({ violations }) => violations.filter(({ invariant }) => invariant === 'I2'))
      .toSorted((a, b) => (a.first.at < b.first.at ? -1 : 1))[0];
    const [, number = '', order = ''] = /^cell (\d): (.+)$/.exec(twice?.first.order ?? '') ?? [];
    const cell = ran.cells[Number(number) - 1];
    expect(order).toBe(earliest?.first.order);
    expect(twice?.reproduce).toBe(`--seed ${cell?.seed ?? ''} --checkouts ${cell?.checkouts ?? ''}`);
    const shown = alone[Number(number) - 1]?.violations.find(({ invariant }) => invariant === 'I2')?.first;
    expect(shown).toEqual({ ...twice?.first, order });
  });

  it('names the cells in which there were any', () => {
    const violating = alone.flatMap(({ violations }, index) => (violations.length > 0 ? [index + 1] : []));
    expect(violating.length).toBeGreaterThan(0);
    expect(report.load?.violating).toBe(violating.length);
    expect(report.load?.firstViolating.map(({ cell }) => cell)).toEqual(violating);
  });
});

describe('a load of services of limited capacity', () => {
  const load = {
    name: 'saturday-rush',
    set: ['traffic.phases=[{ name: rush, shape: constant, for: 1min, rate: 60/min }]', 'expect=[]'],
    checkouts: 120,
    cells: 2,
  };
  const ran = runLoad(load);
  const wallet = ({ capacity }: Report): ServiceLoad | undefined =>
    capacity?.services.find(({ service }) => service === 'wallet');

  it('shows those of all cells as one', () => {
    const all = wallet(reportOf(load, ran));
    const [one, other] = [1, 2].map((number) => wallet(cellAlone(load, ran, number)));
    if (all === undefined || one === undefined || other === undefined) throw new Error('nothing was limited');
    expect(all).toMatchObject({ concurrency: 1, queue: 20 });
    expect(all.served).toBe(one.served + other.served);
    expect(all.rejected).toBe(one.rejected + other.rejected);
    expect(all.rejected).toBeGreaterThan(0);
    expect(all.waitMs.count).toBe(one.waitMs.count + other.waitMs.count);
    expect(all.waitMs.max).toBe(Math.max(one.waitMs.max, other.waitMs.max));
    expect(all.queueMost).toBe(Math.max(one.queueMost, other.queueMost));
    // Both begin in the same minute, whose share is that of both.
    const shares = [all, one, other].map(({ slices }) => slices.utilisation[0] ?? 0);
    expect(shares[0]).toBe(Math.round(((shares[1] ?? 0) + (shares[2] ?? 0)) / 2));
  });

  it('is that of the run where there is one cell', () => {
    const alone = { ...load, checkouts: 60, cells: 1 };
    const { capacity } = simulate(shippedScenario(load.name, [...load.set, 'traffic.checkouts=60'])).report;
    expect(reportOf(alone, runLoad(alone)).capacity).toEqual(capacity);
    expect(capacity?.services).toHaveLength(3);
  });
});

describe('a load of users', () => {
  const load = {
    name: 'kiosk-hour',
    set: ['traffic.phases.0.for=2min', 'expect=[]'],
    checkouts: 0,
    users: 5,
    cells: 2,
  };
  const ran = runLoad(load);

  it('divides them over its cells, each of which is the run with its share', () => {
    expect(ran.cells.map(({ users, checkouts }) => [users, checkouts])).toEqual([
      [3, 0],
      [2, 0],
    ]);
    const alone = ran.cells.map(({ seed, users }) =>
      simulate(shippedScenario(load.name, [...load.set, `seed='${seed}'`, `traffic.users=${users}`])),
    );
    expect(ran.outcomes.flatMap(({ traceHashes }) => traceHashes)).toEqual(alone.map(({ report }) => report.traceHash));
    const report = reportOf({ ...load, set: [...load.set, 'traffic.users=5'] }, ran);
    expect(report.load).toMatchObject({ cells: 2, largestCell: 0, users: 3 });
    expect(report.counts.checkouts).toBe(alone.reduce((sum, cell) => sum + cell.report.counts.checkouts, 0));
    expect(report.counts.checkouts).toBeGreaterThan(10);
  });
});
