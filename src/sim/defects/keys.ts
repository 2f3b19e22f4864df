/** Mistakes about idempotency keys, time-outs and retries. */
import type { keyDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

const order = 'src/actors/payment-order.ts';
const records = 'src/actors/payment-order-records.ts';
const shortPatience = {
  conditions: 'no fault: the PSP is waited for 800 ms only, and some issuers take longer',
  settings: ['policies.psp.timeout=800ms'],
} as const;

export const keyMistakes = {
  'no-idempotency-key': {
    mistake:
      'Charges are asked for without an idempotency key, since every answer is checked before anything is repeated.',
    harm: 'A network that repeats a request repeats the charge, and nobody hears of the second one.',
    seenIn:
      "WooCommerce's Stripe gateway, pull request 3912: the new checkout sent no idempotency keys, and several charges for one order were reported.",
    place: records,
    expected: 'I2',
    conditions: 'the network delivers 5 % of the requests to charge twice',
    settings: ['faults=[{ fault: network.duplicate, from: executor, to: psp, message: ChargeRequested, rate: 5% }]'],
  },
  'new-key-per-attempt': {
    mistake: 'A request that has to be repeated is made anew, with an idempotency key of its own.',
    harm: 'When the first request was only late, the PSP takes the two for two purchases and charges both.',
    seenIn:
      "Square's MCP server, issue 31: the description of the call wants a key that is unique for every request, so a retry brings a new key and the card is charged twice.",
    place: records,
    expected: 'I2',
    conditions: 'the network delivers 5 % of the requests to charge 15 s late, when the PSP has been asked about them',
    settings: [
      'faults=[{ fault: network.delay, from: executor, to: psp, message: ChargeRequested, by: 15s, rate: 5% }]',
    ],
  },
  'volatile-fields-in-key': {
    mistake: 'The idempotency key is made from everything that is known of the order, its status included.',
    harm: 'An order in doubt has another key than the request that led to the doubt: nobody knows that key, and the buyer is charged again under it.',
    seenIn:
      "Adyen's integration for commercetools, issue 1305: the key was a hash of the whole request, some fields of which change from one submission to the next.",
    place: records,
    expected: 'I2',
    ...shortPatience,
  },
  'key-scope-too-wide': {
    mistake: 'The idempotency key names the checkout, of which there is one payment as long as there is one seller.',
    harm: 'In a basket of several sellers one order is charged; the others are refused for using its key again, or take its charge for theirs.',
    seenIn:
      "Stripe's Ruby library, issue 598: since version 3.4.1 an object kept the key that it was made with and sent it with its later requests, which were refused.",
    place: records,
    expected: 'I15',
    conditions: 'no fault: half of the baskets have several sellers',
    settings: [],
  },
  'key-expired-then-retry': {
    mistake: 'An order without an answer is asked for again after a while, since its idempotency key makes that safe.',
    harm: 'The PSP has forgotten the key by then, takes the request for a new one, and charges the buyer once more.',
    place: order,
    expected: 'I2',
    conditions: "the PSP forgets keys after 5 min, and for 20 min the executor hears none of the PSP's answers",
    settings: [
      'faults=[{ fault: psp.key-expiry, after: 5min, rate: 100% }, { fault: network.partition, at: 2026-03-02 20:15, for: 20min, between: psp, and: executor, oneWay: true }]',
    ],
  },
  'cached-decline-blocks-retry': {
    mistake: 'An order keeps its idempotency key for life, and uses it for the attempt that follows a decline.',
    harm: 'The PSP repeats the decline that it has stored under the key: no second attempt can ever succeed, and the sale is lost.',
    seenIn:
      "WooCommerce's Stripe gateway, pull request 541: a customer who tries again with the same stored card gets the same decline, because the key is the same.",
    place: records,
    expected: 'I9',
    conditions: 'no fault: some cards are declined softly',
    settings: [],
  },
  'same-key-different-amount': {
    mistake: "A repeated request is put together by other code than the first, from the seller's share of the order.",
    harm: "Under one key two amounts are asked for: the buyer is charged without the platform's fee, or the retry is refused.",
    seenIn:
      "WooCommerce's Stripe gateway, issue 489: a log shows a retry that was refused, because its key had been used with other parameters first.",
    place: records,
    expected: 'I15',
    conditions: 'the PSP throttles 5 % of the requests to charge',
    settings: ['faults=[{ fault: psp.throttle, message: ChargeRequested, rate: 5% }]'],
  },
  'timeout-treated-as-failure': {
    mistake: 'Silence of the PSP is taken for a decline, and the order is tried again with a new idempotency key.',
    harm: 'A charge whose answer was late stands, and the buyer is charged a second time.',
    place: order,
    expected: 'I2',
    ...shortPatience,
  },
  'unknown-paid-again': {
    mistake: 'An order whose outcome the PSP cannot say yet counts as unpaid, and is paid with a new attempt.',
    harm: 'The attempt in doubt succeeds after all, and the buyer has paid twice.',
    seenIn:
      'Kill Bill, issue 1015: while a payment of an invoice was UNKNOWN another one could be made, and once the first turned out to have succeeded the invoice was paid twice.',
    place: order,
    expected: 'I2',
    ...shortPatience,
  },
  'retry-without-backoff': {
    mistake: 'A call to the PSP that was refused, or had no answer, is repeated at once.',
    harm: 'A PSP in trouble is called the more the worse it does, and whoever is throttled stays so; no money is lost by that alone.',
    place: 'src/actors/payment-order-parts.ts',
    expected: 'I17',
    ...shortPatience,
  },
} as const satisfies Record<(typeof keyDefects)[number], Defect>;
