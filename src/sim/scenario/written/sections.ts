/** The sections of a scenario as people write it: every key, its form, its default and what it is for. */
import { z } from 'zod';
import { expectationPattern, parseExpectation } from '../expectations.ts';
import { metricsInWords } from '../threshold-metrics.ts';
import { parseThreshold, thresholdPattern } from '../thresholds.ts';
import { DAY_MS } from '../units/duration.ts';
import { description, durationBetween, fileName, localDateTime, timeOfDay, zone } from './forms.ts';
import { capacity } from './capacity.ts';
import { captures } from './captures.ts';
import { defects } from './defects.ts';
import { faults } from './faults.ts';
import { fx } from './fx.ts';
import { mapping, text, wholeNumber } from './leaf.ts';
import { askedOnce, evenWithErrors } from './list-checks.ts';
import { payouts } from './payouts.ts';
import { policies } from './policies.ts';
import { psp } from './psp.ts';
import { quantiles } from './quantiles.ts';
import { refunds } from './refunds.ts';
import { baskets, buyers, currencies, sellers } from './trade.ts';
import { traffic } from './traffic.ts';

export const MOST_NIGHTS = 1_000;

const seed = text(
  { ...fileName, wholeNumbersToo: true },
  'The seed of all chance: a number or a word. The same scenario and seed give the same run, byte for byte.',
).prefault('1');

const clock = mapping(
  {
    zone: text(zone, "The zone of the scenario's wall clock."),
    start: text(localDateTime, 'When the traffic begins, by that clock.'),
    nights: wholeNumber(
      1,
      MOST_NIGHTS,
      'How many business dates are closed, from the first one that has traffic. When left out, so many that all money reaches the bank.',
    ).optional(),
  },
  'When the simulated time begins, and for how many nights it goes on.',
);

const bank = mapping(
  {
    zone: text(zone, "The zone of the bank's wall clock. When left out, the zone of `clock`.").optional(),
    transit: text(
      durationBetween(0, 30 * DAY_MS),
      'How long a payout of the PSP travels to the bank account.',
    ).prefault('90min'),
    statementAt: text(timeOfDay, 'When the statement of a date is sent, on the day after.').prefault('05:00'),
  },
  'The bank that keeps the account.',
).prefault({});

const network = mapping(
  {
    latency: quantiles('How long a message travels.').prefault({ min: '1ms', p50: '2ms', p99: '12ms', max: '80ms' }),
  },
  'The network between all services.',
).prefault({});

const database = mapping(
  {
    latency: quantiles('How long a commit takes.').prefault({ min: '1ms', p50: '3ms', p99: '20ms', max: '150ms' }),
  },
  "Every service's own database.",
).prefault({});

const phases = mapping(
  {
    heal: text(
      localDateTime,
      'When faults stop and every service is up again, by the clock of the scenario. When left out, an hour after the traffic, the last dispatch and the last refund, and with payouts a day after all of it can be paid out.',
    ).optional(),
    settleWithin: text(
      durationBetween(1, 7 * DAY_MS),
      'How soon after that every payment and every refund has ended.',
    ).prefault('1h'),
  },
  'The safety phase, in which things break, and the liveness phase, in which everything comes to an end.',
).prefault({});

const limits = mapping(
  {
    events: wholeNumber(
      1,
      1_000_000_000_000,
      'Simulated events; a run that reaches the limit ends as inconclusive. When left out, 1000 for each checkout and at least 1000000; five times as many with faults.',
    ).optional(),
  },
  'Where a run ends at the latest.',
).prefault({});

const aThreshold = text(
  {
    parse: parseThreshold,
    pattern: thresholdPattern,
    examples: [
      'checkout.p99 < 5s',
      'charge.p99.9 < 20s',
      'captured >= 95%',
      'retries <= 5%',
      'openBreaks = 0',
      'utilisation.wallet < 80%',
    ],
  },
  `A metric, a comparison and a bound. ${metricsInWords}`,
);

const anExpectation = text(
  {
    parse: parseExpectation,
    pattern: expectationPattern,
    examples: ['captures >= 10', 'faults.service.crash >= 3', 'retries >= 1'],
  },
  'What is counted, a comparison and a number.',
);

export const sections = mapping(
  {
    $schema: z.string().optional().describe('Where an editor finds the JSON Schema of this file.'),
    name: text(fileName, 'What the scenario is called; its report is kept under this name.'),
    description: text(description, 'What the scenario shows, in a sentence or two.').prefault(''),
    seed,
    clock,
    traffic,
    buyers,
    sellers,
    baskets,
    currencies,
    psp,
    bank,
    network,
    database,
    capacity,
    policies,
    captures,
    payouts,
    fx,
    refunds,
    faults,
    defects,
    phases,
    thresholds: z
      .array(aThreshold, { error: 'a list of thresholds' })
      .superRefine(askedOnce('threshold'), evenWithErrors)
      .prefault([])
      .describe('What a run must reach; a run that misses one exits with 3. None when left out.'),
    expect: z
      .array(anExpectation, { error: 'a list of expectations' })
      .superRefine(askedOnce('expectation'), evenWithErrors)
      .prefault([])
      .describe(
        'What a run must have exercised to prove anything; one that has not is inconclusive. None when left out.',
      ),
    limits,
  },
  'A scenario of everypenny.',
);

export type Sections = z.output<typeof sections>;
