/** Mistakes about payouts, settlement files and the nights. */
import type { nightDefects } from '../../domain/defects.ts';
import type { Defect } from './defect.ts';

export const nightMistakes = {
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
