/** The agreements of the good days: plain figures, so that what follows from them can be worked out by hand. */
import { currency } from '../../src/domain/currency.ts';
import { minorUnits } from '../../src/domain/money.ts';
import { noDefects } from '../../src/domain/defects.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { CheckSettings } from '../../src/sim/checks/check.ts';

export const EUR = currency('EUR');

const berlinMidnight = { zone: 'Europe/Berlin', cutOff: 0 };

export const goodPolicy: Policy = {
  platformFee: 100_000,
  calls: { timeoutMs: 2_000, attempts: 3, backoff: { firstMs: 200, maxMs: 5_000, jitter: 500_000 } },
  psp: { timeoutMs: 10_000, attempts: 4, backoff: { firstMs: 500, maxMs: 30_000, jitter: 500_000 } },
  redrive: { everyMs: 600_000, rounds: 2 },
  breaker: { failures: 5, openMs: 30_000 },
  requestValidMs: 120_000,
  fileGraceMs: 3_600_000,
  softDeclineRetries: 1,
  softDeclineWaitMs: 2_000,
  storageTimeoutMs: 1_000,
  buyer: { patienceMs: 8_000, clicks: 3 },
  pspFee: { rate: 29_000, fixed: { EUR: minorUnits(25) } },
  pspCalendar: berlinMidnight,
  payoutAfterDays: 1,
  bankCalendar: berlinMidnight,
  bankTransitMs: 6 * 3_600_000,
  defects: noDefects,
};

export const goodSettings: CheckSettings = {
  policy: goodPolicy,
  currencies: [EUR],
  hasRefunds: true,
  settleWithinMs: 3_600_000,
};
