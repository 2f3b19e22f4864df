import { describe, expect, it } from 'vitest';
import type { Fact } from '../src/sim/facts.ts';
import { factLine, postingLines, sent } from './support/fact-lines.ts';
import { oneClick } from './support/one-click.ts';
import { scenarioOf, simulate, watch, type Watched } from './support/simulate.ts';

const payoutId = 'payout-seller-1-EUR-2026-03-03';

/** One order of 100.00 EUR on Monday at ten, of which 90.00 are the seller's; held for twelve hours. */
function paidOut(payouts: string, ...changes: readonly string[]): Watched {
  return watch(scenarioOf(oneClick, ['baskets.sellers=[100%]', `payouts={ hold: 12h, ${payouts} }`, ...changes]));
}

/** What was sent and stored from one time to another, but for what the night does besides. */
function linesOf(facts: readonly Fact[], from: string, to: string): string[] {
  const lines = facts.flatMap((fact) => (fact.kind === 'sent' || fact.kind === 'written' ? [factLine(fact)] : []));
  return lines.filter((line) => line >= from && line < to && !line.endsWith('StatementExpected'));
}

describe('what a seller has earned', () => {
  const { facts, world } = paidOut('returned: 0%');

  it('is taken from the wallet, posted and given to the bank within 32 ms of the batch, each step stored before the next', () => {
    expect(linesOf(facts, '03 06:00', '03 08:00')).toEqual([
      '03 06:00:00.000 wallet → wallet: PayoutRunDue',
      // It reads who has a balance, 3 ms, and stores the run.
      '03 06:00:00.006 wallet stores payoutRuns EUR/2026-03-03 running',
      '03 06:00:00.006 wallet → wallet: PayoutDue',
      `03 06:00:00.012 wallet stores sellerPayouts ${payoutId} reserved`,
      '03 06:00:00.012 wallet stores wallets seller-1:EUR',
      '03 06:00:00.012 wallet → wallet: PayoutAnswered',
      '03 06:00:00.012 wallet → wallet: StartPayout',
      '03 06:00:00.012 wallet → ledger: PostSellerPayout',
      '03 06:00:00.015 wallet stores payoutRuns EUR/2026-03-03 done',
      `03 06:00:00.017 ledger stores transactions sellerPayout/${payoutId}`,
      `03 06:00:00.017 ledger stores postedRequests ${payoutId}`,
      '03 06:00:00.017 ledger → wallet: SellerPayoutPosted',
      `03 06:00:00.022 wallet stores sellerPayouts ${payoutId} posted`,
      '03 06:00:00.022 wallet → bank: SellerTransferInstructed',
      `03 06:00:00.027 bank stores sellerTransfers ${payoutId} inTransit`,
      '03 06:00:00.027 bank → wallet: SellerTransferReported',
      // Ninety minutes and a commit later it has arrived.
      `03 07:30:00.027 bank stores sellerTransfers ${payoutId} booked`,
      '03 07:30:00.027 bank → wallet: SellerTransferReported',
      `03 07:30:00.032 wallet stores sellerPayouts ${payoutId} paid`,
    ]);
  });

  it('moves from what is owed to the seller to the bank, and its line clears it', () => {
    expect(postingLines(facts).filter((line) => line.includes('seller-1-EUR'))).toEqual([
      `sellerPayout/${payoutId}: Dr seller:payable:pending/seller-1 / Cr seller:payable:available/seller-1 9000`,
      `sellerPayout/${payoutId}: Dr seller:payable:available/seller-1 / Cr payout:clearing 9000`,
      `cash/${payoutId}: Dr payout:clearing / Cr bank:cash 9000`,
    ]);
    expect([...world.database('wallet').table('wallets').all()].map(({ balance }) => balance)).toEqual([0]);
  });

  it('leaves 7.10 at the bank: 97.10 came from the PSP and 90.00 went to the seller, on one statement', () => {
    const [, statement] = sent(facts, 'BankStatementSent').map(({ message }) => message.statement);
    expect(statement).toMatchObject({ date: '2026-03-03', opening: 0, closing: 710, lineCount: 2 });
    expect(statement?.lines.map(({ reference, amount }) => `${reference} ${amount}`)).toEqual([
      'payout-EUR-2026-03-03 9710',
      `${payoutId} -9000`,
    ]);
  });
});

describe('a payout that the seller’s bank does not take', () => {
  // With this luck it comes back at 06:57:37 on Wednesday, when the batch of that morning is over.
  const late = "seed='84'";
  const { facts, world } = paidOut('returned: 100%', late);

  it('is back in the wallet and in the ledger, and the bank hears that we know', () => {
    const returned = facts.find((fact) => fact.kind === 'written' && fact.table === 'payoutReturns');
    expect(linesOf(facts, '04 06:00', '04 08:00').map((line) => line.slice('04 06:57:37.225 '.length))).toEqual([
      `bank stores sellerTransfers ${payoutId} returned`,
      'bank → wallet: SellerTransferReported',
      'wallet → wallet: RepaySeller',
      `wallet stores payoutReturns ${payoutId}`,
      `wallet stores sellerPayouts ${payoutId} returned`,
      'wallet stores wallets seller-1:EUR',
      'wallet → wallet: SellerRepaid',
      'wallet → bank: SellerTransferNoted',
      'wallet → ledger: PostSellerReturn',
      `bank stores sellerTransfers ${payoutId} acknowledged`,
      `ledger stores transactions sellerReturn/${payoutId}`,
      `ledger stores postedRequests return-${payoutId}`,
      'ledger → wallet: SellerReturnPosted',
      `wallet stores sellerPayouts ${payoutId} reversed`,
    ]);
    // It was booked at half past seven on Tuesday, and came back within a day of that.
    expect((returned?.at ?? 0) - Date.parse('2026-03-03T06:30:00Z')).toBeLessThan(86_401_000);
    expect([...world.database('wallet').table('wallets').all()].map(({ balance }) => balance)).toEqual([9000]);
  });

  it('has a second line on the statement of the day on which it came back, and leaves everything where it was', () => {
    const lines = sent(facts, 'BankStatementSent').flatMap(({ message: { statement } }) =>
      statement.lines.map(({ reference, amount }) => `${statement.date} ${reference} ${amount}`),
    );
    expect(lines).toEqual([
      '2026-03-03 payout-EUR-2026-03-03 9710',
      `2026-03-03 ${payoutId} -9000`,
      `2026-03-04 return-${payoutId} 9000`,
    ]);
    expect(postingLines(facts).slice(-3)).toEqual([
      `sellerReturn/${payoutId}: Dr payout:clearing / Cr seller:payable:available/seller-1 9000`,
      `sellerReturn/${payoutId}: Dr seller:payable:available/seller-1 / Cr seller:payable:pending/seller-1 9000`,
      `cash/return-${payoutId}: Dr bank:cash / Cr payout:clearing 9000`,
    ]);
  });

  it('is paid out again in the batch of the next morning', () => {
    const again = paidOut('returned: 100%', 'clock.nights=5', late);
    const payouts = [...again.world.database('wallet').table('sellerPayouts').all()];
    expect(payouts.map(({ date, amount, status }) => `${date} ${amount} ${status}`)).toEqual([
      '2026-03-03 9000 reversed',
      '2026-03-05 9000 reversed',
    ]);
  });
});

describe('a credit', () => {
  it.each([
    // It is stored at 10:00:00.278, so at six it has been held for less than twenty hours.
    ['is not paid out before its hold is over', '20h', '2026-03-04'],
    ['is paid out when its hold is over', '19h', '2026-03-03'],
  ])('%s', (_, hold, date) => {
    const { world } = watch(scenarioOf(oneClick, ['baskets.sellers=[100%]', `payouts={ hold: ${hold} }`]));
    expect([...world.database('wallet').table('sellerPayouts').all()]).toMatchObject([{ date, amount: 9000 }]);
  });

  it.each([
    // The PSP's 97.10 are at the bank on Tuesday at half past ten in the evening.
    ['takes the account 90.00 below zero where it is paid out before that', '12h', -9000],
    ['does not where it waits for it', '40h', 0],
  ])('%s', (_, hold, lowestCash) => {
    const { report } = simulate(scenarioOf(oneClick, ['baskets.sellers=[100%]', `payouts={ hold: ${hold} }`]));
    expect(report.money['EUR']).toMatchObject({ lowestCash, cash: 710 });
  });

  it('that is given back after it was paid out leaves the seller owing it', () => {
    const refunds = 'refunds={ share: 100%, partial: 0%, after: 30h to 30h }';
    const { report, world } = simulate(
      scenarioOf(oneClick, ['baskets.sellers=[100%]', 'payouts={ hold: 12h }', refunds]),
    );
    expect([report.verdict, report.violations]).toEqual(['consistent', []]);
    expect([...world.database('wallet').table('wallets').all()].map(({ balance }) => balance)).toEqual([-9000]);
    expect(report.books['EUR']).toMatchObject({ 'seller:payable:pending': 9000 });
  });
});

describe('the batch', () => {
  const changes = ['baskets.sellers=[100%]', 'payouts={ hold: 12h }'];
  const healLate = "phases.heal='2026-03-06 12:00'";

  it.each(['operator.double-run', 'operator.replay-batch'])('pays once after an %s', (fault) => {
    const script = `faults=[{ fault: ${fault}, on: wallet, rate: 100% }]`;
    const { report, world } = simulate(scenarioOf(oneClick, [...changes, healLate, script]));
    expect([report.violations, report.unfinished]).toEqual([[], []]);
    expect(report.faults).toMatchObject([{ kind: fault, fired: report.faults[0]?.could }]);
    expect([...world.database('wallet').table('sellerPayouts').all()]).toMatchObject([{ id: payoutId, amount: 9000 }]);
    expect([...world.database('bank').table('sellerTransfers').all()]).toHaveLength(1);
  });

  it('that nobody has is no concern of a scenario without payouts', () => {
    const { facts } = watch(scenarioOf(oneClick));
    expect(sent(facts, 'PayoutRunDue')).toEqual([]);
  });
});
