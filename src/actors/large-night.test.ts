/** A night may list more sales than a call may have arguments: each machine that handles it is given 150,000 lines. */
import { describe, expect, it } from 'vitest';
import { bench, EUR } from '../../test/support/machine-bench.ts';
import { nightBench, recordOf, turnOf } from '../../test/support/night-bench.ts';
import { capture, chargeLine, fileOf, monday } from '../../test/support/week-of-files.ts';
import { ledgerTransaction } from './ledger-transaction.ts';
import { settlementNight } from './settlement-night.ts';

const LINES = 150_000;
const numbers = Array.from({ length: LINES }, (_, index) => index + 1);
const lines = numbers.map((n) => chargeLine(n, monday));
const items = numbers.map((n) => capture(n, monday));
const file = fileOf(monday, lines);
const request = { requestId: 'psp/EUR/2026-03-02', currency: EUR, date: monday };
const turn = turnOf('psp/EUR', { fileId: 'psp/EUR/2026-03-02' });

describe('a very large night', () => {
  it('is matched line by line and stored in one transaction', () => {
    const night = nightBench(settlementNight, { entity: 'psp-EUR-2026-03-02', record: recordOf(file) });
    night.tell({ type: 'Resumed' });
    night.showTurn({ files: [recordOf(file)], turn, contents: [file] });
    night.showOpen();
    night.tell({ type: 'LedgerExtractSent', currency: EUR, date: monday, items, upTo: LINES });
    night.showUsed();
    night.tell({ type: 'FilePosted', ...request });
    // The file, its turn, and for each line its match and its ledger item.
    expect(night.writes()).toHaveLength(2 + 2 * LINES);
    expect(night.writes()[0]).toMatchObject({ record: { status: 'reconciled', matched: LINES, opened: 0 } });
  });

  it('that the ledger knows nothing of is a break for each line', () => {
    const night = nightBench(settlementNight, { entity: 'psp-EUR-2026-03-02', record: recordOf(file) });
    night.tell({ type: 'Resumed' });
    night.showTurn({ files: [recordOf(file)], turn, contents: [file] });
    night.showOpen();
    night.tell({ type: 'LedgerExtractSent', currency: EUR, date: monday, items: [], upTo: 0 });
    night.showUsed();
    night.tell({ type: 'FilePosted', ...request });
    expect(night.writes()[0]).toMatchObject({ record: { status: 'reconciled', matched: 0, opened: LINES } });
  });

  it('is posted in one transaction', () => {
    const posting = bench(ledgerTransaction, { entity: 'posting-psp/EUR/2026-03-02' });
    posting.tell({ type: 'PostFile', ...request, lines });
    // The request, and the fee of each line.
    expect(posting.writes()).toHaveLength(1 + LINES);
  });
});
