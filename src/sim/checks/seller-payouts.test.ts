/** What goes wrong with a payout to a seller, seen by each check that has a part in it; I13 has tests of its own. */
import { describe, expect, it } from 'vitest';
import {
  addAfter,
  edited,
  isMessage,
  isWrite,
  repeat,
  rewrite,
  silent,
  without,
} from '../../../test/support/fact-tape-edits.ts';
import { payoutDays, payoutVerdicts } from '../../../test/support/payout-days.ts';
import { businessDate } from '../../domain/calendar.ts';
import { minorUnits } from '../../domain/money.ts';
import { acknowledgedIsDurable } from './acknowledged-is-durable.ts';
import { attemptsWithinBudget } from './attempts-within-budget.ts';
import { businessDate as datesAreRight } from './business-date.ts';
import { cashEqualsStatement } from './cash-equals-statement.ts';
import { clearingReturnsToZero } from './clearing-returns-to-zero.ts';
import { everythingEnds } from './everything-ends.ts';
import { fileProves } from './file-proves.ts';
import { legalTransitions } from './legal-transitions.ts';
import { lineConsumedOnce } from './line-consumed-once.ts';
import { noMoneyFromNothing } from './no-money-from-nothing.ts';
import { checkMakers } from './registry.ts';
import { walletEqualsLedger } from './wallet-equals-ledger.ts';

const id = 'payout-seller-1-EUR-2026-03-03';
const every = (): boolean => true;
const withStatus =
  (wanted: string) =>
  ({ status }: { readonly status: string }): boolean =>
    status === wanted;

it('a payout that comes back and is put into the wallet again breaks nothing', () => {
  expect(checkMakers.flatMap((make) => payoutVerdicts(make, payoutDays))).toEqual([]);
});

describe('wallet-equals-ledger', () => {
  it('sees a payout that leaves the balance as it was', () => {
    const kept = rewrite(
      'wallets',
      ({ version }) => version > 1,
      ({ balance }) => ({
        balance: minorUnits(balance + 9000),
      }),
    );
    expect(payoutVerdicts(walletEqualsLedger, edited(payoutDays, kept))).toEqual([
      'seller-1:EUR has a balance of 90.00 EUR and its credits less its debits are 0.00 EUR [9000 EUR]',
    ]);
    const notBack = rewrite('wallets', ({ version }) => version === 3, { balance: minorUnits(0) });
    expect(payoutVerdicts(walletEqualsLedger, edited(payoutDays, notBack))).toEqual([
      'seller-1:EUR has a balance of 0.00 EUR and its credits less its debits are 90.00 EUR [9000 EUR]',
    ]);
  });

  it('sees a payout that the ledger has not posted when it is said to be, and a return likewise', () => {
    const unposted = without('transactions', ({ kind }) => kind === 'sellerPayout');
    expect(payoutVerdicts(walletEqualsLedger, edited(payoutDays, unposted))).toEqual([
      `seller-1:EUR was debited 90.00 EUR for ${id} and the ledger takes 0.00 EUR from the seller for it [9000 EUR]`,
    ]);
    const notBack = without('transactions', ({ kind }) => kind === 'sellerReturn');
    expect(payoutVerdicts(walletEqualsLedger, edited(payoutDays, notBack))).toEqual([
      `seller-1:EUR was credited 90.00 EUR for return-${id} and the ledger owes the seller 0.00 EUR for it [9000 EUR]`,
    ]);
  });
});

describe('the other checks', () => {
  it('see a late word that overwrites a return', () => {
    const late = addAfter(
      (fact) => isWrite(fact, 'sellerPayouts', withStatus('reversed')),
      (found) => rewrite('sellerPayouts', every, { status: 'paid' })([found]),
    );
    expect(payoutVerdicts(legalTransitions, edited(payoutDays, late))).toEqual([
      `payout ${id} moved from reversed to paid; reversed is final [9000 EUR]`,
    ]);
  });

  it('see what stays in clearing: a payout whose line was not posted is not on its way any more', () => {
    const uncleared = without('transactions', ({ kind }) => kind === 'cashOut');
    expect(payoutVerdicts(clearingReturnsToZero, edited(payoutDays, uncleared))).toEqual([
      'payout:clearing holds -90.00 EUR at the end, of which 0.00 EUR is explained: no payout is in transit [9000 EUR]',
    ]);
    expect(payoutVerdicts(cashEqualsStatement, edited(payoutDays, uncleared))).toEqual([
      'bank:cash is 187.10 EUR when bank/EUR/2026-03-03 is closed, with a closing balance of 97.10 EUR [9000 EUR]',
    ]);
  });

  it('explain what is in clearing by payouts that no statement has shown', () => {
    const early = edited(
      payoutDays,
      without('transactions', ({ kind }) => kind === 'cashOut' || kind === 'cashReturned'),
      without('files', ({ source }) => source === 'bank'),
      without('transactions', ({ kind }) => kind === 'sellerReturn'),
      without('sellerPayouts', withStatus('reversed')),
    );
    expect(payoutVerdicts(clearingReturnsToZero, early).filter((sentence) => sentence.startsWith('payout'))).toEqual(
      [],
    );
  });

  it('see a line that leads to cash twice', () => {
    const twice = repeat('transactions', ({ kind }) => kind === 'cashOut', { id: `cash/${id}/again` });
    expect(payoutVerdicts(lineConsumedOnce, edited(payoutDays, twice))).toEqual([
      `the departure of ${id} was posted by cash/${id} and cash/${id}/again posts 90.00 EUR again; one posting was expected [9000 EUR]`,
    ]);
  });

  it('see money that is in no wallet and was not paid out', () => {
    const lost = without('payoutReturns', every);
    const wallets = rewrite('wallets', ({ balance, version }) => balance === 9000 && version === 3, {
      balance: minorUnits(0),
    });
    expect(payoutVerdicts(noMoneyFromNothing, edited(payoutDays, wallets))).toEqual([
      'sales less refunds of 100.00 EUR are posted, and 0.00 EUR is in the wallets and 10.00 EUR in platform fees [9000 EUR]',
    ]);
    expect(payoutVerdicts(noMoneyFromNothing, edited(payoutDays, lost))).toEqual([
      'sales less refunds of 100.00 EUR are posted, and 90.00 EUR is in the wallets, 90.00 EUR was paid out of them and 10.00 EUR in platform fees [9000 EUR]',
    ]);
  });

  it('see a statement that does not show what the bank has booked, and value dates that are not the bank’s', () => {
    const hidden = rewrite(
      'bankStatements',
      ({ date }) => date === '2026-03-03',
      ({ transfers }) => ({
        transfers: transfers.filter((name) => name !== id),
      }),
    );
    expect(payoutVerdicts(fileProves, edited(payoutDays, hidden))).toEqual([
      expect.stringContaining('bank/EUR/2026-03-03'),
    ]);
    const wrong = rewrite('sellerTransfers', withStatus('returned'), { returnValueDate: businessDate('2026-03-05') });
    expect(payoutVerdicts(datesAreRight, edited(payoutDays, wrong))[0]).toContain(
      `the value date of return-${id} is 2026-03-05`,
    );
  });

  it('see a promise without a record', () => {
    const unstored = without('sellerTransfers', withStatus('inTransit'));
    expect(payoutVerdicts(acknowledgedIsDurable, edited(payoutDays, unstored))).toEqual([
      `the bank says that ${id} is inTransit, and it is not stored`,
    ]);
    const unposted = without('postedRequests', ({ id: name }) => name === id);
    expect(payoutVerdicts(acknowledgedIsDurable, edited(payoutDays, unposted))).toEqual([
      `${id} is acknowledged as posted, and no record of it is stored`,
      `the bank is to carry ${id}, and the ledger has not posted it [9000 EUR]`,
    ]);
    const unreturned = without('payoutReturns', every);
    expect(payoutVerdicts(acknowledgedIsDurable, edited(payoutDays, unreturned))).toEqual([
      `${id} is said to be back in the wallet, and no record of it is stored [9000 EUR]`,
      `the return of ${id} is said to be known, and no record of it is stored`,
    ]);
    const unmade = without('sellerPayouts', withStatus('reserved'));
    expect(payoutVerdicts(acknowledgedIsDurable, edited(payoutDays, unmade))).toEqual([
      `${id} is said to be made, and no record of it is stored`,
      `${id} is started, and no record of it is stored`,
    ]);
  });

  it('see a payout that never ends, at the wallet or at the bank', () => {
    const forgotten = edited(
      payoutDays,
      without('sellerPayouts', withStatus('reversed')),
      without('sellerTransfers', withStatus('acknowledged')),
    );
    expect(payoutVerdicts(everythingEnds, forgotten)).toEqual([
      expect.stringMatching(`^${id} of 90.00 EUR is still returned at the bank`),
      expect.stringMatching(`^${id} of 90.00 EUR is still returned at the wallet`),
    ]);
  });

  it('see a batch that is not brought to its end', () => {
    const running = without('payoutRuns', withStatus('done'));
    expect(payoutVerdicts(everythingEnds, edited(payoutDays, running))).toContainEqual(
      expect.stringMatching(/^the batch of payouts EUR\/2026-03-03 is still running, /),
    );
  });

  it('see a bank that is called more often than agreed', () => {
    const calls = addAfter(
      (fact) => fact.kind === 'sent' && isMessage(fact, 'SellerTransferInstructed'),
      (found) => Array.from({ length: 5 }, (_, n) => ({ ...found, at: found.at + (n + 1) * 5000 })),
    );
    expect(payoutVerdicts(attemptsWithinBudget, edited(payoutDays, calls, silent('SellerTransferReported')))).toEqual([
      `wallet/${id} has 6 calls of the bank about the payout in one round; the budget is 5`,
    ]);
  });
});
