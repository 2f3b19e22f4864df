import { describe, expect, it } from 'vitest';
import { catalogueLines } from './defect-catalogue.ts';

const plain = (_: string, text: string): string => text;
const invariants = new Map([['I2', 'I2 at-most-one-charge']]);
const impossible = [
  { name: 'forged-posting', mistake: 'It is forged.', expected: 'I1', because: 'nobody can' },
] as const;

describe('the catalogue of defects', () => {
  it('tells the mistake, what comes of it, who sees it and what it takes', () => {
    expect(catalogueLines(['timeout-treated-as-failure'], impossible, invariants, plain)).toEqual([
      'Keys and retries',
      '  timeout-treated-as-failure',
      '    Silence of the PSP is taken for a decline, and the order is tried again with a new idempotency key.',
      '    A charge whose answer was late stands, and the buyer is charged a second time.',
      '    expected    I2 at-most-one-charge',
      '    conditions  no fault: the PSP is waited for 800 ms only, and some issuers take longer',
      '',
      'Not possible in this structure',
      '  forged-posting',
      '    It is forged.',
      '    not possible, because nobody can',
    ]);
  });

  it('is in families, with the system in which a mistake was seen where one is known', () => {
    const lines = catalogueLines(['timeout-treated-as-failure', 'ledger-posted-twice'], [], new Map(), plain);
    expect(lines.filter((line) => /^\S/.test(line))).toEqual(['Keys and retries', 'Wallet, ledger, saga']);
    expect(lines.filter((line) => line.startsWith('    seen in     Blink, pull request 1236'))).toHaveLength(1);
  });
});
