/** The scenario that `penny init` writes: small, valid, and commented so that each key explains itself. */

export const starterScenario = `# A scenario for everypenny: who buys, who sells, how the money moves, and what must come of it.
#
#   penny check FILE     says whether the file is in order
#   penny run FILE       runs it
#
# Only name, clock, traffic and currencies are needed. All else has the default that is shown here, unless a
# comment says otherwise. For completion in your editor, write the schema with
# "penny schema > scenario.schema.json" and put this line at the top of the file:
#   yaml-language-server: $schema=scenario.schema.json

# Letters, digits, dots, hyphens and underscores: the report is kept under this name. (No default.)
name: my-scenario
description: A quiet day at a small marketplace.

# All chance comes from the seed: the same scenario and seed give the same run, byte for byte.
seed: 1

clock:
  # The wall clock of this file: an IANA zone, and when the traffic begins. (No defaults.)
  zone: Europe/Amsterdam
  start: 2026-03-02 08:00
  # How many nights are settled. When left out: so many that all money reaches the bank.
  # nights: 3

traffic:
  # How many checkouts in all; the rates below are scaled to it. When left out, the rates decide.
  checkouts: 200
  # Phases follow one another. Rates are per second, minute or hour: 2/s, 20/min, 1200/h. (No default.)
  phases:
    # constant: one rate.
    - { name: morning, shape: constant, for: 4h, rate: 8/h }
    # ramp: from one rate to another.
    - { name: towards lunch, shape: ramp, for: 90min, from: 8/h, to: 30/h }
    # burst: up to a peak in the middle, and back.
    - { name: flash sale, shape: burst, for: 30min, rate: 30/h, peak: 2/min }
    # daily: a day's curve by the hours of the wall clock; the rate is the mean of a day.
    - { name: rest of the day, shape: daily, for: 8h, rate: 8/h }
  # Only these checkouts come, each as it does among all, and the others never do: "penny shrink" writes it.
  # only: [3, 17]

buyers:
  count: 1000
  # How long a buyer looks at a silent page before clicking Buy again, and how many clicks there are at most.
  patience: 8s
  clicks: 3

sellers:
  count: 40
  # equal, or zipf: the second sells half as much as the first, the third a third.
  popularity: equal

baskets:
  # The shares of baskets with 1, 2, 3, ... sellers. Default: [100%], one seller in each.
  sellers: [70%, 20%, 10%]

# What buyers pay with, and what one order costs. Shares sum to 100%. Amounts have the decimals of their
# currency: 1.00 EUR, 30 JPY, 0.090 KWD. (No default.)
currencies:
  - { code: EUR, share: 80%, price: 4.00 EUR to 180.00 EUR }
  - { code: JPY, share: 20%, price: 500 JPY to 20000 JPY }

# The payment service provider.
psp:
  # zone: Europe/Amsterdam     # The zone of the clock when left out.
  # A business date ends at the cut-off; at 00:00 it is the calendar date.
  cutOff: "00:00"
  # The file of a business date is sent at the first such time after its cut-off.
  fileAt: "03:00"
  # Business dates between a charge and its payout.
  payoutAfter: 1d
  # What the PSP keeps of a charge: a share, and a fixed amount. Default: no fixed amounts.
  fee:
    rate: 2.9%
    fixed: [0.30 EUR, 30 JPY]
  # How long an authorisation takes: min, max, and any quantiles between them, such as p99.9.
  authorisation: { min: 80ms, p50: 240ms, p95: 900ms, p99: 3s, max: 8s }
  # Why authorisations are declined. Soft: another attempt may pass. Hard: it will not. Default: none.
  declines:
    - { code: insufficient_funds, kind: soft, share: 2% }
    - { code: stolen_card, kind: hard, share: 0.5% }

  # A request that reaches the PSP later than so long after it was sent is not acted upon.
  requestValid: 2min

# The bank that receives the payouts.
bank:
  # zone: Europe/Amsterdam     # The zone of the clock when left out.
  transit: 90min
  # The statement of a date is sent on the day after.
  statementAt: "05:00"

# How long a message and a commit take.
network:
  latency: { min: 1ms, p50: 2ms, p99: 12ms, max: 80ms }
database:
  latency: { min: 1ms, p50: 3ms, p99: 20ms, max: 150ms }

# How much services can do at a time: how many messages from others each serves at once, how long one takes, and how many may
# wait for a place; what comes then is rejected. A service that is left out has no limit, and needs no time.
# capacity: { wallet: { concurrency: 8, time: 5ms to 40ms, queue: 200 } }

policies:
  # The platform's share of a sale.
  platformFee: 10%
  # Calls between our own services: how long to wait for an answer, how often to call in all, and how to space
  # the calls. Each wait is twice the one before; at 50% jitter it is between half and all of its length.
  calls: { timeout: 2s, attempts: 5, backoff: { first: 200ms, max: 5s, jitter: 50% } }
  # Calls to the PSP.
  psp: { timeout: 10s, attempts: 6, backoff: { first: 500ms, max: 30s, jitter: 50% } }
  softDeclines: { retries: 1, wait: 2s }
  # Work whose calls all stay without an answer is parked, and taken up again so many times.
  redrive: { every: 5min, rounds: 12 }
  # So many calls in a row without an answer open the circuit to the PSP, for so long.
  breaker: { failures: 5, open: 30s }
  # How long a service waits for its database before it commits again.
  storageTimeout: 1s
  # How long after it was due reconciliation waits for a file before it asks for it.
  fileGrace: 2h

# Orders that are authorised at the checkout and captured when the seller dispatches: their share, how long after the
# checkout that is, the share of dispatches that are of a part only, of orders that are never dispatched, and how long an
# authorisation is good. When left out, every order is captured at once.
# captures: { later: 40%, after: 1h to 2d, partial: 20%, never: 5%, expiry: 7d }

# The sellers' payouts: when the batch of a date runs by the bank's clock, how long a credit is held before, and the share
# of payouts that the seller's bank sends back. When left out, nobody is paid out.
# payouts: { at: "06:00", hold: 24h, minimum: [5.00 EUR, 500 JPY], returned: 2% }

# Foreign exchange: every seller is paid in one of the currencies, at the rate of the date on which the order was created.
# Rates move by up to the drift from one date to the next. When left out, sellers are paid in what the buyer pays in.
# fx: { sellers: EUR, rates: [1 JPY = 0.0061 EUR], drift: 1% }

# Buyers who want their money back: the share of orders, the share of refunds that are of a part only, and how long
# after the checkout they ask. Default: a share of 0%.
refunds:
  share: 3%
  partial: 40%
  after: 10min to 8h

# What goes wrong, by the seed: none, light, heavy, swarm (a random choice of everything), or a list of your own:
#   - { fault: network.drop, from: executor, to: psp, rate: 2% }
#   - { fault: service.crash, on: wallet, every: 1h, for: 5s to 30s }
# Or a script, exact to the millisecond, of the lines that a run leaves in faults.yaml:
#   script:
#     - { site: "executor→psp ChargeRequested order-17.1 #1", fault: network.drop }
# Try "penny run FILE --set faults=heavy".
faults: none

# Mistakes of real payment systems, switched on to see them caught. "penny defects --list" tells of them.
# defects: [timeout-treated-as-failure]

phases:
  # When faults stop. When left out: an hour after the traffic, the last dispatch and the last refund; with payouts, a day after all of
  # it can be paid out.
  # heal: 2026-03-03 09:00
  # How soon after that every payment and every refund has ended.
  settleWithin: 1h

# What a run must have exercised to prove anything; one that has not is inconclusive. Default: none.
#   faults, faults.service.crash, ...            faults that fired, of any kind or of one
#   captures, refunds, files, breaks             what the PSP charged and paid back, and what reconciliation saw
#   authorisations, laterCaptures, partialCaptures, lapses
#                                                what became of orders that are captured later
#   payouts, returns                             what arrived at the sellers' banks, and what came back from there
#   retries, inquiries, redrives, deadLetters    how hard it was
#   restarts                                     of services after a crash
#   missed, falsely                              discrepancies that reconciliation did not find, and breaks of nothing
#   rejections, recoveries                       messages for which a service had no room, and services that recovered
expect:
  - captures >= 100
  - refunds >= 1

# What a run must reach; one that does not exits with 3. Default: none.
#   checkout.p50, .p90, .p95, .p99, .p99.9, .max    from Buy to the buyer's answer; also of charge, credit, posting, refund
#   captured, declined, lapsed, unresolved          shares of orders
#   matched                                         the share of settlement lines that were matched
#   retries, inquiries, redrives, unknownOutcomes, deadLetters
#                                                   how many, or their share of the orders: retries < 5%
#   openBreaks, unfinished, refundsRefused, returns, restarts, messagesLost
#                                                   how many
#   missed, falsely                                 discrepancies that were injected and not found, and breaks of nothing
#   throughput                                      checkouts that ended: throughput >= 2/s
thresholds:
  - checkout.p99 < 20s
  - captured >= 90%
  - openBreaks = 0

# A run that reaches the limit ends as inconclusive. When left out: 1000 events a checkout, at least
# 1000000, and five times as many with faults.
# limits: { events: 1000000 }
`;
