import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LowSync } from 'lowdb';
import { JSONFileSync } from 'lowdb/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeDatabaseFiles } from './database-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everypenny-db-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('writeDatabaseFiles', () => {
  it('writes one file per service, with its tables by name, that lowdb reads back', () => {
    const wallet = { wallets: [{ id: 'seller-3:EUR', balance: 9000 }], credits: [] };
    writeDatabaseFiles(folder, [
      { service: 'wallet', tables: wallet },
      { service: 'ledger', tables: { transactions: [{ id: 'capture/order-1.1' }] } },
    ]);
    expect(readdirSync(join(folder, 'db')).toSorted()).toEqual(['ledger.json', 'wallet.json']);
    const read = new LowSync<object>(new JSONFileSync(join(folder, 'db', 'wallet.json')), {});
    read.read();
    expect(read.data).toEqual(wallet);
  });

  it('writes the same bytes for the same records', () => {
    const database = { service: 'psp', tables: { charges: [{ id: 'order-1.1:1', amount: 10_000 }] } } as const;
    writeDatabaseFiles(folder, [database]);
    const first = readFileSync(join(folder, 'db', 'psp.json'), 'utf8');
    writeDatabaseFiles(folder, [database]);
    expect(readFileSync(join(folder, 'db', 'psp.json'), 'utf8')).toBe(first);
  });

  it('writes a database of more than 30 MB', () => {
    const transactions = Array.from({ length: 200_000 }, (_, n) => ({
      id: `capture/order-${n + 1}.1`,
      postings: [{ from: 'customer:clearing', to: 'psp:receivable', amount: 10_000 + n, currency: 'EUR' }],
    }));
    writeDatabaseFiles(folder, [{ service: 'ledger', tables: { transactions } }]);
    const path = join(folder, 'db', 'ledger.json');
    expect(statSync(path).size).toBeGreaterThan(30_000_000);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ transactions });
  });

  it('says so when a database is longer than a text can be', () => {
    // What Node.js throws when a text would exceed its limit, without the half gigabyte that it takes.
    const endless = {
      toJSON() {
        throw new RangeError('Invalid string length');
      },
    };
    expect(() => writeDatabaseFiles(folder, [{ service: 'ledger', tables: { transactions: [endless] } }])).toThrow(
      expect.objectContaining({ message: 'The database of ledger is too large for one JSON file.', exitCode: 2 }),
    );
  });
});
