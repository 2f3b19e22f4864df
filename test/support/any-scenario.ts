/**
 * Any scenario that a person might write: slow databases, a PSP far beyond its time-outs, odd cut-offs, fees above the
 * price, buyers without patience, or those who want all of their money back at once.
 */
import * as fc from 'fast-check';

const zone = fc.constantFrom(
  'Europe/Amsterdam',
  'Europe/London',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Asia/Kathmandu',
  'UTC',
);
const start = fc.constantFrom(
  '2026-03-28 20:00',
  '2026-10-24 22:30',
  '2026-06-30 23:59',
  '2026-12-31 12:00',
  '2026-03-08 01:00',
);
const timeOfDay = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`);
const ms = (min: number, max: number): fc.Arbitrary<string> => fc.integer({ min, max }).map((value) => `${value}ms`);
const latency = (longest: number): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(longest), fc.nat(longest), fc.nat(longest)).map((values) => {
    const [min = 0, p50 = 0, max = 0] = values.toSorted((a, b) => a - b);
    return `{ min: ${min}ms, p50: ${p50}ms, max: ${max}ms }`;
  });
const percent = fc.integer({ min: 0, max: 1000 }).map((tenths) => `${tenths / 10}%`);
const calls = (shortest: number, longest: number, attempts: number): fc.Arbitrary<string> =>
  fc
    .tuple(ms(shortest, longest), fc.integer({ min: attempts, max: 6 }), fc.integer({ min: 1, max: 2000 }), percent)
    .map(
      ([timeout, count, first, jitter]) =>
        `{ timeout: ${timeout}, attempts: ${count}, backoff: { first: ${first}ms, max: ${first * 4}ms, jitter: ${jitter} } }`,
    );

/** In every other scenario the sellers are paid out; less than the least amount waits, in the currencies in which they are paid. */
function payoutsText(payouts: readonly [string, string, string, string] | undefined, inEurosAlone: boolean): string {
  if (payouts === undefined) return '';
  const [at, hold, both, returned] = payouts;
  const minimum = inEurosAlone ? both.replace(/, .*/, '') : both;
  return `payouts: { at: "${at}", hold: ${hold}, minimum: [${minimum}], returned: ${returned} }\n`;
}

/** In every other scenario some orders are captured later. */
function capturesText(captures: readonly [string, string, string, string, string] | undefined): string {
  if (captures === undefined) return '';
  const [later, after, partial, never, expiry] = captures;
  return `captures: { later: ${later}, after: ${after}, partial: ${partial}, never: ${never}, expiry: ${expiry} }\n`;
}

/** In two of three scenarios all sellers are paid in euros, whether their orders are captured later or not. */
function fxText(fx: readonly [string, string, string] | undefined): string {
  if (fx === undefined) return '';
  const [yen, dinar, drift] = fx;
  return `fx: { sellers: EUR, rates: [1 JPY = ${yen} EUR, 1 KWD = ${dinar} EUR], drift: ${drift} }\n`;
}

/** The text of a scenario; some make no sense as a whole, and are refused when they are read. */
export const scenarioText: fc.Arbitrary<string> = fc
  .record({
    zone,
    pspZone: zone,
    bankZone: zone,
    start,
    cutOff: timeOfDay,
    fileAt: timeOfDay,
    statementAt: timeOfDay,
    payoutAfter: fc.integer({ min: 1, max: 3 }),
    transit: fc.constantFrom('0min', '90min', '30h'),
    authorisation: latency(60_000),
    network: latency(400),
    database: latency(1500),
    calls: calls(1, 5000, 1),
    // There and back are 800 ms at most: less is refused.
    psp: calls(801, 30_000, 3),
    redrive: fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 3, max: 12 })),
    breaker: fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 60 })),
    fileGrace: ms(60_000, 6 * 3_600_000),
    refunds: fc.tuple(percent, percent, fc.constantFrom('0s to 1min', '10min to 2h', '1h to 20h')),
    soft: fc.integer({ min: 0, max: 60 }),
    hard: fc.integer({ min: 0, max: 40 }),
    retries: fc.integer({ min: 0, max: 3 }),
    patience: ms(1, 20_000),
    clicks: fc.integer({ min: 1, max: 4 }),
    // Asking again and again for what takes long costs events and proves nothing more.
    storageTimeout: ms(50, 2000),
    platformFee: percent,
    fee: fc.constantFrom(
      '{ rate: 2.9%, fixed: [0.30 EUR, 30 JPY, 0.090 KWD] }',
      '{ rate: 0% }',
      '{ rate: 1%, fixed: [5.00 EUR] }',
    ),
    shape: fc.constantFrom(
      'shape: constant, rate: 20/h',
      'shape: burst, rate: 1/h, peak: 900/h',
      'shape: daily, rate: 20/h',
    ),
    length: fc.constantFrom('1min', '40min', '30h'),
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    captures: fc.option(
      fc.tuple(
        percent,
        fc.constantFrom('0s to 1min', '20min to 3h', '1h to 30h'),
        percent,
        percent,
        fc.constantFrom('1min', '2h', '26h', '7d'),
      ),
      { freq: 1, nil: undefined },
    ),
    payouts: fc.option(
      fc.tuple(timeOfDay, fc.constantFrom('0s', '5h', '24h', '3d'), fc.constantFrom('', '5.00 EUR, 400 JPY'), percent),
      { freq: 2, nil: undefined },
    ),
    fx: fc.option(
      fc.tuple(
        fc.constantFrom('0.0061', '0.000000001', '9999'),
        fc.constantFrom('2.99', '0.1', '3.141592653'),
        fc.constantFrom('0%', '2%', '10%'),
      ),
      { freq: 2, nil: undefined },
    ),
  })
  .map(
    (s) => `
name: any
seed: ${s.seed}
clock: { zone: ${s.zone}, start: ${s.start} }
traffic: { checkouts: 15, phases: [{ name: all, ${s.shape}, for: ${s.length} }] }
buyers: { count: 5, patience: ${s.patience}, clicks: ${s.clicks} }
sellers: { count: 4, popularity: zipf }
baskets: { sellers: [40%, 40%, 20%] }
currencies:
  - { code: EUR, share: 50%, price: 0.01 EUR to 90.00 EUR }
  - { code: JPY, share: 30%, price: 1 JPY to 9000 JPY }
  - { code: KWD, share: 20%, price: 0.001 KWD to 20.000 KWD }
psp:
  zone: ${s.pspZone}
  cutOff: "${s.cutOff}"
  fileAt: "${s.fileAt}"
  payoutAfter: ${s.payoutAfter}d
  fee: ${s.fee}
  authorisation: ${s.authorisation}
  declines:
    - { code: insufficient_funds, kind: soft, share: ${s.soft}% }
    - { code: stolen_card, kind: hard, share: ${s.hard}% }
bank: { zone: ${s.bankZone}, transit: ${s.transit}, statementAt: "${s.statementAt}" }
network: { latency: ${s.network} }
database: { latency: ${s.database} }
policies:
  platformFee: ${s.platformFee}
  calls: ${s.calls}
  psp: ${s.psp}
  softDeclines: { retries: ${s.retries}, wait: 2s }
  redrive: { every: ${s.redrive[0]}min, rounds: ${s.redrive[1]} }
  breaker: { failures: ${s.breaker[0]}, open: ${s.breaker[1]}s }
  storageTimeout: ${s.storageTimeout}
  fileGrace: ${s.fileGrace}
refunds: { share: ${s.refunds[0]}, partial: ${s.refunds[1]}, after: ${s.refunds[2]} }
${capturesText(s.captures)}${payoutsText(s.payouts, s.fx !== undefined)}${fxText(s.fx)}`,
  );
