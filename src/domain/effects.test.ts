import { describe, expect, it } from 'vitest';
import { isAnswerTo, type Query } from './effects.ts';

const posted: Query = { table: 'transactions', group: 'listed/EUR', after: 40 };
const wallets: Query = { table: 'wallets', group: 'seller-3:EUR' };

describe('what was read is what was asked for', () => {
  it.each<[string, Query[], Query[], boolean]>([
    ['when it is the same', [posted, wallets], [{ ...posted }, { ...wallets }], true],
    ['when it is read from the beginning, said or not', [wallets], [{ ...wallets, after: 0 }], true],
    ['not when it begins elsewhere', [posted], [{ ...posted, after: 41 }], false],
    ['not when it is of another group', [wallets], [{ ...wallets, group: 'seller-4:EUR' }], false],
    ['not when it is of another table', [wallets], [{ ...wallets, table: 'credits' }], false],
    ['not when there is more of it', [wallets], [wallets, posted], false],
    ['not when there is less of it', [wallets, posted], [wallets], false],
  ])('%s', (_, asked, queries, expected) => {
    expect(isAnswerTo(asked, { type: 'RecordsRead', queries, results: [] })).toBe(expected);
  });
});
