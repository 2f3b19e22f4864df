/** Whatever the order and the number of deliveries, and whenever the service crashes, the same comes of the same files. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reconciliationRig, type Rig, type RigSettings } from '../../test/support/reconciliation-rig.ts';
import { EUR } from '../../test/support/machine-bench.ts';
import {
  bankLine,
  capture,
  chargeLine,
  filesOf,
  monday,
  payoutLine,
  paidRefund,
  refundLine,
  statementOf,
  tuesday,
  wednesday,
} from '../../test/support/week-of-files.ts';
import { addressOf } from '../domain/addresses.ts';
import type { Message } from '../domain/messages.ts';
import { minorUnits } from '../domain/money.ts';
import type { BankStatement, SettlementFile } from '../domain/settlement-file.ts';

/**
 * Sales 1 to 6: 4 is sold on Monday and listed on Tuesday, 5 is known to the PSP only and 6 to the ledger only, 2 is
 * listed on both nights, 3 has an amount that is wrong by a penny. Then 1 is paid back in part, and money is paid out.
 */
const [first, second, third] = filesOf(
  [chargeLine(1, monday), chargeLine(2, monday)],
  [chargeLine(3, tuesday, { gross: 9999 }), chargeLine(4, tuesday), chargeLine(5, tuesday), chargeLine(2, monday)],
  [refundLine(1, wednesday, 4000), payoutLine(wednesday, 19_420)],
) as [SettlementFile, SettlementFile, SettlementFile];
/** What Tuesday's file should have been, and Wednesday's as it follows from that. */
const corrected: SettlementFile = {
  ...second,
  revision: 2,
  closing: minorUnits(second.closing + 1),
  lines: [chargeLine(3, tuesday), ...second.lines.slice(1)],
};
const following: SettlementFile = {
  ...third,
  opening: corrected.closing,
  closing: minorUnits(third.closing + 1),
};
const ledger = [
  capture(1, monday),
  capture(2, monday),
  capture(4, monday),
  capture(6, monday),
  capture(3, tuesday),
  paidRefund(1, wednesday, 4000),
];

interface Told {
  readonly what: number;
  readonly afterMs: number;
}
interface Crash {
  readonly afterMs: number;
  readonly commits: boolean;
}

const delivery = (kinds: number): fc.Arbitrary<Told> => fc.record({ what: fc.nat(kinds - 1), afterMs: fc.nat(60) });
const someDeliveries = (kinds: number) => fc.array(delivery(kinds), { maxLength: 8 });
const someCrashes = fc.array(
  fc.record({ afterMs: fc.oneof(fc.nat(60), fc.nat(3000), fc.nat(60_000)), commits: fc.boolean() }),
  { maxLength: 4 },
);
/** How long things take: at times longer than a database or a service is waited for. */
const someDelays = fc.array(fc.oneof(fc.nat(10), fc.constantFrom(1000, 3000, 10_000)), { minLength: 1, maxLength: 40 });
const later = 600_000;

function start(delays: readonly number[], crashes: readonly Crash[], settings: RigSettings = {}): Rig {
  const rig = reconciliationRig({ ledger, delayOf: (n) => delays[n % delays.length] ?? 1, ...settings });
  for (const { afterMs, commits } of crashes) rig.crash(afterMs, commits);
  return rig;
}

function bring(rig: Rig, files: readonly (SettlementFile | BankStatement)[], told: readonly Told[]): void {
  for (const { what, afterMs } of told) {
    const file = files[what];
    if (file !== undefined) rig.bring(file, afterMs);
  }
}

/** What is stored in the end. That a file was missing for a time may be on record, but is explained. */
function outcome(rig: Rig) {
  const told = rig.all('breaks').flatMap(({ id, kind, status, openedOn, resolvedOn, amount }) => {
    return kind === 'fileMissing' && status === 'resolved'
      ? []
      : [[id, status, openedOn, resolvedOn, amount].join(' ')];
  });
  return {
    matches: rig
      .all('matches')
      .map(({ id, transactionId, amount }) => `${id} ${transactionId} ${amount}`)
      .sort(),
    items: rig
      .all('openItems')
      .map(({ id, status }) => `${id} ${status}`)
      .sort(),
    breaks: told.sort(),
    files: rig
      .all('files')
      .map(({ id, status, matched, revision }) => `${id} ${status} ${matched} ${revision}`)
      .sort(),
    turns: rig.all('nightTurns').filter(({ fileId, found }) => fileId !== undefined || found.length > 0),
    posted: [...rig.posted].map(([id, lines]) => `${id}: ${lines.map(({ reference }) => reference).join(' ')}`).sort(),
  };
}

describe('the files of three nights', () => {
  const files = [first, second, third];
  const inOrder = start([1], [], {});
  bring(
    inOrder,
    files,
    files.map((_, what) => ({ what, afterMs: what * 3_600_000 })),
  );
  inOrder.run();

  it('lead, in order, to matches, breaks and postings', () => {
    expect(outcome(inOrder)).toEqual({
      matches: [
        'psp/EUR/2026-03-02/charge/ch_1_1_1 capture/order-1.1 10000',
        'psp/EUR/2026-03-02/charge/ch_2_1_1 capture/order-2.1 10000',
        'psp/EUR/2026-03-03/charge/ch_4_1_1 capture/order-4.1 10000',
        'psp/EUR/2026-03-04/payout/payout-EUR-2026-03-04 payout/payout-EUR-2026-03-04 19420',
        'psp/EUR/2026-03-04/refund/re_1_1_1 refundPaid/refund-1.1.1 4000',
      ],
      items: [
        'capture/order-1.1 matched',
        'capture/order-2.1 matched',
        'capture/order-3.1 open',
        'capture/order-4.1 matched',
        'capture/order-6.1 open',
        'payout/payout-EUR-2026-03-04 open',
        'refundPaid/refund-1.1.1 matched',
      ],
      breaks: [
        'break-amountDiffers-ch_3_1_1 open 2026-03-03  -1',
        'break-listedTwice-ch_2_1_1 open 2026-03-03  10000',
        'break-missingInFile-ch_4_1_1 resolved 2026-03-02 2026-03-03 10000',
        'break-missingInFile-ch_6_1_1 open 2026-03-02  10000',
        'break-missingInLedger-ch_5_1_1 open 2026-03-03  10000',
      ],
      files: ['psp/EUR/2026-03-02 closed 2 1', 'psp/EUR/2026-03-03 closed 1 1', 'psp/EUR/2026-03-04 closed 2 1'],
      turns: [],
      posted: [
        'psp/EUR/2026-03-02: ch_1_1_1 ch_2_1_1',
        'psp/EUR/2026-03-03: ch_3_1_1 ch_4_1_1 ch_5_1_1',
        'psp/EUR/2026-03-04: re_1_1_1 payout-EUR-2026-03-04',
      ],
    });
  });

  const others: readonly Message[] = [monday, tuesday, wednesday].flatMap((date): Message[] => [
    { type: 'FileExpected', currency: EUR, date },
    { type: 'NightOver', currency: EUR, date },
    // Of a part of the ledger that was not asked about: a late answer that was would be as true as the right one.
    { type: 'LedgerExtractSent', currency: EUR, date, items: ledger.slice(0, 2), upTo: 99 },
    { type: 'FilePosted', requestId: 'another', currency: EUR, date },
    // A break that is none of these nights': an acknowledgement is never made up.
    { type: 'BreakNoted', breakId: 'break-listedTwice-ch_9_1_1', status: 'resolved' },
  ]);

  /** Monday's file is missed, the service crashes, and that it was missed is stored only after the file has come. */
  const missedTooLate: [Told[], Told[], Crash[], number[]] = [
    [{ what: 2, afterMs: 1 }],
    [{ what: 0, afterMs: 0 }],
    [{ afterMs: 2201, commits: true }],
    [1000, 3000, 0, 0, 0, 0, 0, 0, 0, 1000],
  ];
  /** Monday's file is being stored when the service crashes, and is missed by the one who comes after. */
  const missedTooEarly: [Told[], Told[], Crash[], number[]] = [
    [{ what: 0, afterMs: 0 }],
    [{ what: 0, afterMs: 1 }],
    [{ afterMs: 1, commits: true }],
    [1000],
  ];

  it('lead to the same in any order and number, through crashes and delays, whatever else is heard', () => {
    const told = someDeliveries(files.length);
    fc.assert(
      fc.property(told, someDeliveries(others.length), someCrashes, someDelays, (some, noise, crashes, delays) => {
        const rig = start(delays, crashes, { files });
        bring(rig, files, [...some, ...files.map((_, what) => ({ what, afterMs: later }))]);
        for (const { what, afterMs } of noise) {
          const message = others[what];
          const date = [monday, tuesday, wednesday][Math.floor(what / 5)] ?? monday;
          if (message !== undefined) rig.deliver(addressOf.settlementNight(EUR, date), message, afterMs);
        }
        rig.run();
        expect(outcome(rig)).toEqual(outcome(inOrder));
      }),
      { numRuns: 60, examples: [missedTooLate, missedTooEarly] },
    );
  });

  it('and a corrected one lead to the same matches, open breaks and postings, whichever comes first', () => {
    const all = [first, second, following, corrected];
    const expected = outcome(inOrder);
    const corrects = (line: string): boolean => !line.includes('ch_3_1_1');
    fc.assert(
      fc.property(someDeliveries(all.length), someCrashes, someDelays, (some, crashes, delays) => {
        const rig = start(delays, crashes, { files: [first, corrected, following] });
        bring(rig, all, [...some, ...all.map((_, what) => ({ what, afterMs: later }))]);
        rig.run();
        const { matches, breaks, turns } = outcome(rig);
        expect(matches).toEqual(
          [...expected.matches, 'psp/EUR/2026-03-03/charge/ch_3_1_1 capture/order-3.1 10000'].sort(),
        );
        const open = breaks.filter((line) => line.includes(' open '));
        expect(open).toEqual(expected.breaks.filter((line) => line.includes(' open ') && corrects(line)));
        expect(turns).toEqual([]);
        const references = [...rig.posted.values()].flat().map(({ reference }) => reference);
        expect(references).toHaveLength(new Set(references).size);
        expect(references).toHaveLength(7);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the statements of three mornings', () => {
  const statements = [
    statementOf(monday, [bankLine(monday, 500)]),
    statementOf(tuesday, [bankLine(tuesday, 700)], { opening: minorUnits(500) }),
    statementOf(wednesday, [bankLine(wednesday, 900)], { opening: minorUnits(1200) }),
  ];
  const files = filesOf([payoutLine(monday, 500)], [payoutLine(tuesday, 710)], []);

  it('lead to the same in any order and number, through crashes and delays', () => {
    const told = someDeliveries(statements.length);
    fc.assert(
      fc.property(told, someCrashes, someDelays, (some, crashes, delays) => {
        const bank = start(delays, crashes, { files: [...files, ...statements], ledger: [] });
        for (const afterMs of [0, later / 2]) for (const file of files) bank.bring(file, afterMs);
        bring(
          bank,
          statements,
          some.map(({ what, afterMs }) => ({ what, afterMs: afterMs + later })),
        );
        bring(
          bank,
          statements,
          statements.map((_, what) => ({ what, afterMs: 2 * later })),
        );
        bank.run();
        const { matches, breaks, posted } = outcome(bank);
        expect(matches.filter((line) => line.startsWith('bank'))).toEqual([
          'bank/EUR/2026-03-02/payout-EUR-2026-03-02 payout/payout-EUR-2026-03-02 500',
        ]);
        expect(breaks).toEqual([
          'break-amountDiffers-payout-EUR-2026-03-03 open 2026-03-03  -10',
          'break-missingInLedger-payout-EUR-2026-03-04 open 2026-03-04  900',
        ]);
        expect(posted.filter((line) => line.startsWith('bank'))).toHaveLength(3);
      }),
      { numRuns: 60 },
    );
  });
});
