/** Mistakes about webhooks. */
import type { webhookDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

const place = 'src/actors/payment-order-webhooks.ts';
const lostAnswers = {
  conditions: "5 % of the PSP's answers that a charge was captured are lost, and their webhooks come at once",
  settings: ['faults=[{ fault: psp.timeout-after-capture, message: ChargeAnswered, rate: 5% }]'],
} as const;

export const webhookMistakes = {
  'webhook-and-response-both-complete': {
    mistake:
      "The answer completes the order, and the webhook's handler completes it too: each does so once, the one by the order's name and the other by the charge's.",
    harm: 'The sale is in the ledger twice: the platform believes that the PSP owes it the money twice, and owes the seller twice.',
    seenIn:
      'WooPayments, pull request 3520: a webhook that came while the answer was being processed completed the order as well, and stock was reduced twice.',
    place,
    expected: 'I7',
    also: {
      invariants: ['I4'],
      because:
        "the webhook's posting may come before the credit, and then the ledger owes a seller whose wallet is empty",
    },
    conditions: 'no fault: some webhooks come after the answer',
    settings: [],
  },
  'webhook-before-order-dropped': {
    mistake:
      'An order in doubt is left to its webhook, and a webhook that comes before its order is in doubt finds none that waits for it and is dropped.',
    harm: 'The buyer has paid, and the order waits for a webhook that has been and gone, until the settlement file tells of the charge at night.',
    seenIn:
      'Cargo for Statamic, issue 190: the webhook came before the order was there and was acknowledged all the same, and the order stayed at payment_pending for good.',
    place,
    expected: 'I9',
    ...lostAnswers,
  },
  'late-webhook-overwrites-final': {
    mistake: "A webhook is the PSP's latest word, so it is stored whatever the order has come to be.",
    harm: 'The decline of a first attempt is told late and turns an order that was captured meanwhile into a declined one.',
    seenIn:
      "WooCommerce's Stripe gateway, issue 902: a decline that was told once more turned an order that had been paid with another card from processing to failed.",
    place: 'src/actors/payment-order.ts',
    expected: 'I6',
    conditions: '30 % of the webhooks come 10 s to an hour late',
    settings: ['faults=[{ fault: psp.webhook-late, rate: 30% }]'],
  },
  'duplicate-webhook-applied': {
    mistake:
      'An order is locked for a minute against a second telling of its outcome; what comes later is not known to be one.',
    harm: 'A webhook that the PSP sends again after that posts the sale a second time.',
    seenIn:
      'Cashier for Mollie, issue 126: each time the webhook of a first payment was called a new order was made and all of its actions were carried out.',
    place,
    expected: 'I7',
    conditions: '5 % of the webhooks come again after 2 to 10 min',
    settings: ['faults=[{ fault: psp.webhook-duplicate, lag: 2min to 10min, rate: 5% }]'],
  },
  'webhook-marked-before-delivery': {
    mistake: 'A webhook is marked as done before what it says is stored.',
    harm: 'When the database fails nobody tries again, since it is marked as done: the buyer has paid, and the order never ends.',
    seenIn:
      'Hyperswitch, issue 3408: the record of an event was taken for a sign that its webhook had been sent, and one that had failed was never sent again.',
    place: 'src/actors/payment-order.ts',
    expected: 'I9',
    conditions: "10 % of the commits of the executor's database fail",
    settings: ['faults=[{ fault: database.fail, on: executor, rate: 10% }]'],
  },
  'webhook-wrong-reference': {
    mistake:
      "An order in doubt is left to its webhook, which is looked up by the PSP's reference: one that the order has only once its outcome is known.",
    harm: 'No webhook ever finds an order: whose answer is lost waits until the settlement file tells of the charge at night.',
    seenIn:
      'Hyperswitch, issue 5298: refund webhooks of Razorpay were looked up by the wrong reference, and the refunds stayed pending.',
    place,
    expected: 'I9',
    ...lostAnswers,
  },
} as const satisfies Record<(typeof webhookDefects)[number], Defect>;
