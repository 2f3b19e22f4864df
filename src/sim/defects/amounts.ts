/** Mistakes about amounts: rounding, exponents, refunds and captures. */
import type { amountDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const amountMistakes = {
  'float-amounts': {
    mistake:
      'Amounts are kept as decimals in binary floating point; for the PSP they are multiplied by 100, or whatever the currency has, and what is left behind the point is cut off.',
    harm: 'One amount in twenty is charged a cent short, and the seller is credited a cent that nobody paid.',
    seenIn: 'WooCommerce Payments, pull request 91: $8.20 became 819 cents.',
    place: 'src/domain/amount-for-psp.ts',
    expected: 'I14',
    conditions: 'no fault',
    settings: [],
  },
  'split-drops-remainder': {
    mistake: "A checkout's total is divided among its orders by percentages, and each part is rounded down.",
    harm: 'The cents that are left over belong to no order: the buyer agreed to pay them, and no seller gets them.',
    seenIn:
      'Gumroad, pull request 5468: shares of a combined charge were each rounded down, so that a dollar in three parts came to 33 + 33 + 33 = 99 cents.',
    place: 'src/domain/basket-parts.ts',
    expected: 'I3',
    conditions: 'no fault: checkouts with several sellers',
    settings: [],
  },
  'wrong-exponent': {
    mistake: 'Every currency is taken to have two decimals when amounts are converted to minor units for the PSP.',
    harm: 'In yen, which have none, buyers are charged a hundred times the price; in dinars, which have three, a tenth of it.',
    seenIn: 'WooCommerce Payments, issue 3376: Apple Pay and Google Pay asked for a hundred times the price in yen.',
    place: 'src/domain/amount-for-psp.ts',
    expected: 'I14',
    conditions: 'no fault: sales in yen and in Kuwaiti dinars',
    settings: [],
  },
  'exponent-from-locale': {
    mistake:
      'How many decimals a currency has is asked of a locale library, which knows how prices are shown and not what ISO 4217 says.',
    harm: 'In forints, of which people see no decimals, the PSP is asked for a hundredth of the price.',
    seenIn:
      "Stripe's Android SDK, pull request 13311: with Android 17 the system gave forints no decimals, and amounts were shown a hundred times too large.",
    place: 'src/domain/amount-for-psp.ts',
    expected: 'I14',
    conditions: 'no fault: sales in forints',
    settings: [
      'currencies=[{ code: HUF, share: 100%, price: 1500.00 HUF to 40000.00 HUF }]',
      'psp.fee={ rate: 2.9%, fixed: [90.00 HUF] }',
    ],
  },
  'refund-race': {
    mistake:
      'What is reserved for refunds of an order is read, compared with the order and written back, and nobody looks whether another refund has changed it meanwhile.',
    harm: 'Of two refunds at once only one is reserved: what seems to be left can be given back once more than it was paid.',
    seenIn: 'Hyperswitch, issue 13182: two refunds of $60 sent at once for a payment of $100 both succeeded.',
    place: 'src/actors/refund-rules.ts',
    expected: 'I5',
    conditions: 'no fault: buyers who ask for two parts of an order back at the same moment',
    settings: ['refunds={ share: 30%, partial: 100%, after: 5min to 5min }'],
  },
  'negative-refund': {
    mistake:
      'The wallet is told of a refund with a minus sign, as bank statements write it, and takes that amount off.',
    harm: 'The seller gets the share of the sale a second time, instead of giving it back.',
    place: 'src/actors/refund-calls.ts',
    expected: 'I5',
    conditions: 'no fault: a refund',
    settings: [],
  },
  'refund-against-authorised': {
    mistake:
      'What can be given back of an order is held against the amount that was authorised, which is in the same record; for orders that are captured as a whole the two are one.',
    harm: 'Of an order that was dispatched in part, the buyer is promised more than was ever paid.',
    seenIn:
      'Hyperswitch, pull request 3120: a refund was validated against the amount of the payment attempt, and not against the amount that had been captured.',
    place: 'src/actors/refund-rules.ts',
    expected: 'I5',
    conditions: 'no fault: orders that are dispatched in part, and buyers who want the money for the whole back',
    settings: ['captures={ later: 60%, after: 10min to 2h, partial: 60%, never: 0%, expiry: 1d }'],
  },
  'capture-after-expiry': {
    mistake:
      'A capture that the PSP refuses because the authorisation has expired is presented once more by force, as a sale that was noted on paper: the goods are on their way.',
    harm: 'The buyer is charged without an authorisation, and the issuer may take all of it back.',
    place: 'src/actors/capture-order.ts',
    expected: 'I5',
    conditions: 'no fault: sellers who dispatch when the authorisation has expired by the clock of the PSP',
    settings: ['captures={ later: 60%, after: 10min to 2h, partial: 0%, never: 0%, expiry: 1h }'],
  },
  'refund-at-todays-rate': {
    mistake:
      "What a refund takes back from a seller who is paid in another currency is converted at the rate of the refund's day, and not at that of the sale.",
    harm: 'Of a sale that was undone the seller keeps a difference, or pays one, and the house holds a position that no sale explains.',
    place: 'src/actors/refund-calls.ts',
    expected: 'I10',
    also: {
      invariants: ['I14'],
      because: "the seller's wallet is debited, at the wrong rate already, before the ledger posts the refund",
    },
    conditions: 'no fault: sellers who are paid in euros, and a refund on the day after the sale',
    settings: [
      'fx={ sellers: EUR, rates: [1 JPY = 0.0061 EUR, 1 KWD = 2.99 EUR], drift: 2% }',
      'refunds={ share: 30%, partial: 50%, after: 24h to 30h }',
    ],
  },
} as const satisfies Record<(typeof amountDefects)[number], Defect>;
