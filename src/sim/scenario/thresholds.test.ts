import { describe, expect, it } from 'vitest';
import { parseThreshold } from './thresholds.ts';

describe('thresholds', () => {
  it.each([
    ['checkout.p99 < 5s', 'checkout.p99', '<', 5_000, 'ms'],
    ['charge.p99.9 < 2s', 'charge.p99.9', '<', 2_000, 'ms'],
    ['credit.max <= 10s', 'credit.max', '<=', 10_000, 'ms'],
    ['captured >= 95%', 'captured', '>=', 950_000, 'ppm'],
    ['openBreaks=0', 'openBreaks', '=', 0, 'count'],
    ['retries <= 100', 'retries', '<=', 100, 'count'],
    ['retries <= 2.5%', 'retries', '<=', 25_000, 'ppm'],
    ['throughput >= 2/s', 'throughput', '>=', 7_200, 'perHour'],
    ['utilisation.psp < 80%', 'utilisation.psp', '<', 800_000, 'ppm'],
    ['utilisation.payment-service.max <= 95%', 'utilisation.payment-service.max', '<=', 950_000, 'ppm'],
    ['queue.executor.max < 100', 'queue.executor.max', '<', 100, 'count'],
    ['wait.executor.p99 < 500ms', 'wait.executor.p99', '<', 500, 'ms'],
    ['rejected = 0', 'rejected', '=', 0, 'count'],
  ])('have a bound in a unit of their metric: %s', (expression, metric, operator, bound, unit) => {
    expect(parseThreshold(expression)).toEqual({ ok: true, value: { expression, metric, operator, bound, unit } });
  });

  it('may be of every percentile of every step', () => {
    const all = ['checkout', 'charge', 'credit', 'posting', 'refund'].flatMap((step) =>
      ['p50', 'p90', 'p95', 'p99', 'p99.9', 'max'].map((quantile) => `${step}.${quantile} < 1min`),
    );
    expect(all.filter((text) => !parseThreshold(text).ok)).toEqual([]);
  });

  it.each([
    ['capturd >= 95%', 'captured'],
    ['retried <= 3', 'retries'],
    ['chekout.p90 < 2s', 'checkout.p90'],
    ['dead-letters = 0', 'deadLetters'],
    ['utilization.wallet < 80%', 'utilisation.wallet'],
    ['p99 < 5s', 'checkout.p99'],
    ['latency.p99.9 < 5s', 'checkout.p99.9'],
  ])('name what there is when there is none like it, and the nearest: %s', (text, nearest) => {
    const result = parseThreshold(text);
    expect(result).toMatchObject({ ok: false, hint: `did you mean \`${nearest}\`?` });
    expect(result).toHaveProperty(
      'expected',
      'a metric: one of captured, declined, lapsed, unresolved, matched, retries, inquiries, redrives, unknownOutcomes, ' +
        'deadLetters, openBreaks, missed, falsely, unfinished, refundsRefused, returns, restarts, messagesLost, throughput; ' +
        'or of checkout, charge, credit, posting, refund one of .p50, .p90, .p95, .p99, .p99.9, .max; or of a service of limited capacity one such as ' +
        'utilisation.wallet, wait.wallet.p99, queue.wallet.max or rejected.wallet, or rejected alone',
    );
  });

  it.each([
    ['charge.p999 < 2s', 'charge.p99.9', 'charge.p50, charge.p90, charge.p95, charge.p99, charge.p99.9, charge.max'],
    ['wait.wallet.p95 < 1s', 'wait.wallet.p99', 'wait.wallet.p50, wait.wallet.p90, wait.wallet.p99, wait.wallet.max'],
    ['utilisation.psp.p99 < 80%', 'utilisation.psp.max', 'utilisation.psp, utilisation.psp.max'],
    ['queue.ledger < 5', 'queue.ledger.max', 'queue.ledger.max'],
    [
      'wait.walet.p99 < 1s',
      'wait.wallet.p99',
      'wait.<service>.p50, wait.<service>.p90, wait.<service>.p99, wait.<service>.max, with one of the services payment-service, executor, psp, bank, wallet, ledger, reconciliation',
    ],
  ])('name what there is of the same kind, and the nearest: %s', (text, nearest, alike) => {
    const expected = `a metric: one of ${alike}`;
    expect(parseThreshold(text)).toEqual({ ok: false, expected, hint: `did you mean \`${nearest}\`?` });
  });

  it.each([
    ['checkout.p99 < 5%', 'checkout.p99 with a duration such as 250ms, 1.5s, 10min, 6h or 2d', undefined],
    ['captured >= 5s', 'captured with a percentage such as 2.9%', undefined],
    ['captured >= 0.95', 'captured with a percentage such as 2.9%', 'write 95% or 0.95%'],
    ['openBreaks = 0%', 'openBreaks with a whole number', undefined],
    ['unresolved = 0', 'unresolved with a percentage such as 2.9%', 'write 0%'],
    ['deadLetters = none', 'deadLetters with a whole number, or a percentage of the orders', undefined],
    ['deadLetters <= 101%', 'deadLetters with a percentage from 0% to 100%', undefined],
    [
      'throughput >= 40',
      'throughput with a rate such as 40/s, 20/min or 1200/h',
      'say how often: 40/s, 40/min or 40/h',
    ],
    ['openBreaks = ', 'openBreaks with a whole number', undefined],
    ['captured == 95%', 'captured, then one of < <= > >= = and a bound', 'write `=`'],
    ['captured 95%', 'captured, then one of < <= > >= = and a bound', undefined],
    ['', 'a threshold such as checkout.p99 < 5s, captured >= 95% or openBreaks = 0', undefined],
  ])('"%s" is refused', (text, expected, hint) => {
    expect(parseThreshold(text)).toEqual(hint === undefined ? { ok: false, expected } : { ok: false, expected, hint });
  });
});
