/** Mistakes about payouts, settlement files and the nights. */
import type { nightDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const nightMistakes = {
  'batch-run-twice': {
    mistake:
      'Whoever starts the batch of a date has it run, even when it is done; and each run sends the bank a file of its own, with references that no other run has used.',
    harm: 'Every seller is paid a second time, out of the money of the platform and of other sellers: the wallets gave it away once.',
    seenIn:
      'Santander UK, 25 December 2021: because of a scheduling issue about 75,000 payments, of £130 million, were made a second time, out of its own reserves.',
    place: 'src/actors/payout-run.ts',
    alsoIn: 'src/actors/seller-payout.ts',
    expected: 'I13',
    conditions: 'an operator starts a batch again, four hours later',
    settings: [
      'payouts={ hold: 1h }',
      'phases.heal=2026-03-05 12:00',
      'faults=[{ fault: operator.replay-batch, on: wallet, rate: 50%, after: 4h }]',
    ],
  },
  'payout-unknown-requeued': {
    mistake:
      'A payout of which the bank has said nothing when the time is up has failed: it goes back into the wallet, for the next batch.',
    harm: 'Where only the answer was lost, the seller is paid again the next day, under another name, which the bank cannot know.',
    seenIn:
      'Gumroad, pull request 6620, on payouts that are put back into the queue: where the connection broke while Stripe was asked for a payout, the new attempt would have a new key and be a second payout, so these wait for a human.',
    place: 'src/actors/seller-payout.ts',
    expected: 'I13',
    conditions: 'one in ten of the bank’s reports on payouts is lost on its way',
    settings: ['payouts={ hold: 1h }', 'faults=[{ fault: network.drop, message: SellerTransferReported, rate: 10% }]'],
  },
  'file-applied-twice': {
    mistake:
      'A file that comes is applied, and nothing remembers that it, or one of its lines, has been applied before.',
    harm: 'All of its lines look unknown to the ledger, whose captures are matched already, and its payouts are awaited at the bank once more.',
    place: 'src/actors/night-work.ts',
    expected: 'I16',
    conditions: 'some files of the PSP are sent twice',
    settings: [
      'phases.heal=2026-03-05 12:00',
      'faults=[{ fault: settlement.file-duplicate, on: psp, rate: 30%, lag: 4h }]',
    ],
  },
  'missing-file-unnoticed': {
    mistake: 'Files are applied as they come: nobody expects one, and nobody counts them.',
    harm: 'A night is left out: its fees and payouts are never posted, and its charges wait for a line for ever.',
    place: 'src/actors/night-work.ts',
    expected: 'I12',
    conditions: 'some files of the PSP are not sent',
    settings: ['phases.heal=2026-03-05 12:00', 'faults=[{ fault: settlement.file-missing, on: psp, rate: 30% }]'],
  },
  'cutoff-ignores-dst': {
    mistake: "The PSP's cut-off is kept as a time in UTC, worked out in winter, and daylight saving is forgotten.",
    harm: "All summer the sales of an hour are booked under a business date on which the PSP's file does not list them.",
    seenIn:
      'Etsy, a notice to sellers: the job that makes deposits ran by UTC, so that it moved by an hour when daylight saving ended.',
    place: 'src/domain/booking-date.ts',
    expected: 'I18',
    conditions: 'no fault: an evening after daylight saving has begun',
    settings: ['clock.start=2026-03-29 19:30'],
  },
  'cutoff-in-wrong-zone': {
    mistake: "The PSP's cut-off is compared with the clock of the servers, which run in UTC.",
    harm: "The sales of an hour or two each evening are booked under a business date on which the PSP's file does not list them.",
    place: 'src/domain/booking-date.ts',
    expected: 'I18',
    conditions: 'no fault: sales around the cut-off of a PSP in Amsterdam',
    settings: [],
  },
  'per-day-only-matching': {
    mistake: "A night's file is matched with the sales of its own business date, and with no others.",
    harm: 'A sale that the PSP captured just after the cut-off stays a break on both sides for ever.',
    place: 'src/actors/settlement-night.ts',
    expected: 'I7',
    conditions: 'buyers who pay in the second before the cut-off',
    settings: ['faults=[{ fault: cutoff.straddle, rate: 30%, fromCutOff: -1s to 0s }]'],
  },
  'truncated-file-accepted': {
    mistake: 'The lines of a file are read, and its trailer and its closing balance are not.',
    harm: 'The lines that were cut off are missed as if the PSP owed them, and their fees and payouts are not posted.',
    place: 'src/actors/night-work.ts',
    expected: 'I12',
    conditions: 'some files of the PSP break off',
    settings: ['phases.heal=2026-03-05 12:00', 'faults=[{ fault: settlement.file-truncated, on: psp, rate: 30% }]'],
  },
  'fees-ignored': {
    mistake: "Payouts are posted as the PSP's file has them, and the fees that it kept are not posted at all.",
    harm: 'The receivable grows by every fee: the books say that the PSP owes what it never will pay.',
    place: 'src/actors/settlement-night.ts',
    expected: 'I11',
    conditions: 'no fault: a night',
    settings: [],
  },
  'balance-never-reconciled': {
    mistake:
      "A payout counts as cash as soon as the PSP has advised it; the bank's balance is never held against the books.",
    harm: 'The books show cash that the bank does not have.',
    seenIn:
      "Synapse, by its trustee's report of June 2024: customers had balances of $265 million, and the banks held $180 million.",
    place: 'src/actors/bank-night.ts',
    expected: 'I11',
    conditions: 'no fault: payouts that take the bank more than a day',
    settings: ['bank.transit=30h'],
  },
} as const satisfies Record<(typeof nightDefects)[number], Defect>;
