/** Mistakes about the wallet, the ledger, and what holds a sale together. */
import type { sagaDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const sagaMistakes = {
  'credit-before-capture': {
    mistake: 'The seller is credited as soon as the order is sent off to be executed, so that the sale shows at once.',
    harm: 'Where the charge is declined, the seller keeps money that nobody has paid.',
    place: 'src/actors/order-saga.ts',
    expected: 'I8',
    conditions: 'no fault',
    settings: [],
  },
  'ledger-append-lost': {
    mistake:
      'The sale is sent to the ledger once, and when no answer comes the order goes on as posted: no outbox sends it again.',
    harm: 'A posting that is lost on its way is never made up for: the seller has the money and the books do not say why.',
    place: 'src/actors/order-saga.ts',
    expected: 'I4',
    conditions: 'one in ten of the postings is lost on its way to the ledger',
    settings: ['faults=[{ fault: network.drop, message: PostSale, rate: 10% }]'],
  },
  'ledger-posted-twice': {
    mistake:
      'The ledger numbers what it is asked to post by itself, so that it does not know a sale when it is asked again.',
    harm: 'A sale whose confirmation was lost is posted a second time, and the seller is owed twice what was earned.',
    seenIn:
      'Blink, pull request 1236: a payment was registered in the ledger twice; the remedy was to look it up once the wallet is locked.',
    place: 'src/domain/posting-requests.ts',
    expected: 'I7',
    conditions: 'one in ten of the ledger’s confirmations is lost on its way',
    settings: ['faults=[{ fault: network.drop, message: SalePosted, rate: 10% }]'],
  },
  'wallet-lost-update': {
    mistake: 'The balance is read, changed and written back, and nothing is asked about what was stored in between.',
    harm: 'A credit that was stored in between is written over: the seller is not paid for that sale.',
    seenIn:
      'Starbucks gift cards, 2015, and Flexcoin, 2014: of several transfers at the same time each one went by the balance of before.',
    place: 'src/actors/wallet.ts',
    expected: 'I4',
    conditions: 'the wallet’s database is slow to say that it has stored a change, one time in ten',
    settings: ['faults=[{ fault: database.stall, on: wallet, rate: 10%, by: 3s to 5s }]'],
  },
  'credit-on-decline': {
    mistake: 'The seller is credited when the executor says that an order was executed, whatever came of it.',
    harm: 'A seller is credited for an order whose charge was declined.',
    seenIn:
      'Revolut, as the Financial Times reported in July 2023: in the US, accounts were given money back for transactions that had been declined, out of its own; the loss was about $20 million.',
    place: 'src/actors/order-saga.ts',
    expected: 'I8',
    conditions: 'no fault: some charges are declined',
    settings: [],
  },
  'partial-success-as-full': {
    mistake: 'A checkout counts as paid as soon as one of its orders is.',
    harm: 'The buyer is told that everything is paid, and one of the sellers was not.',
    place: 'src/actors/payment-event.ts',
    expected: 'I3',
    conditions: 'no fault: some charges are declined',
    settings: [],
  },
  'compensation-lost': {
    mistake: 'A refund is taken to be done when the PSP has paid the buyer; the seller is not debited.',
    harm: 'Seller and platform keep their shares of a sale that was given back, and nobody bears the refund.',
    seenIn:
      'GOV.UK Pay, pull request 1249 of its connector: a refund with Stripe became two steps, and there was no way yet to recover when the refund had succeeded and the transfer back to the platform failed.',
    place: 'src/actors/refund-saga.ts',
    expected: 'I10',
    conditions: 'no fault: buyers want money back',
    settings: [],
  },
  'one-sided-posting': {
    mistake: 'The platform’s fee is posted back to the account that it is taken from: a line that was copied.',
    harm: 'The fee never becomes income, and stays in the buyers’ clearing account.',
    place: 'src/domain/postings.ts',
    expected: 'I1',
    conditions: 'no fault',
    settings: [],
  },
  'history-edited': {
    mistake: 'When the PSP’s file shows what it kept of a charge, the fee is written into the sale’s own transaction.',
    harm: 'What was posted at the time of the sale can no longer be told from the books.',
    place: 'src/domain/posting-requests.ts',
    alsoIn: 'src/actors/ledger-transaction.ts',
    expected: 'I19',
    conditions: 'no fault: a night with charges',
    settings: [],
  },
  'ack-before-commit': {
    mistake: 'The buyer is told that the checkout is accepted before it is stored, so that the page is quick.',
    harm: 'A checkout is gone, order and all, if the payment service crashes before it has stored it.',
    place: 'src/actors/payment-event.ts',
    expected: 'I20',
    conditions: 'no fault',
    settings: [],
  },
  'recovery-forgets-in-flight': {
    mistake:
      'Recovery begins the orders that are new; one that is neither new nor closed is taken to be in somebody’s hands.',
    harm: 'An order that a crash caught between its steps is paid for and never credited or posted.',
    place: 'src/actors/order-saga.ts',
    expected: 'I21',
    conditions: 'the payment service crashes on one in ten of the wallet’s confirmations',
    settings: ['faults=[{ fault: service.crash, on: payment-service, before: SellerCredited, rate: 10% }]'],
  },
  'recovery-repeats-effect': {
    mistake: 'After a restart every order that was open is charged afresh, as if nothing had been asked of the PSP.',
    harm: 'A charge that was under way when the executor went down stands, and the buyer is charged a second time.',
    place: 'src/actors/payment-order.ts',
    expected: 'I2',
    conditions: 'the executor crashes on one in ten of the PSP’s answers',
    settings: ['faults=[{ fault: service.crash, on: executor, before: ChargeAnswered, rate: 10% }]'],
  },
} as const satisfies Record<(typeof sagaDefects)[number], Defect>;
