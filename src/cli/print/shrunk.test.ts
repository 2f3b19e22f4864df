import { describe, expect, it } from 'vitest';
import type { ShrinkResult } from '../../sim/shrink/result.ts';
import { shrunkLine, shrunkLines } from './shrunk.ts';

const result: ShrinkResult = {
  schemaVersion: 1,
  scenario: { name: 'day', sha256: '00' },
  seed: '7',
  command: 'npx penny run day.yaml --seed 7',
  violation: {
    invariant: 'I2',
    name: 'at-most-one-charge',
    at: '2026-03-02T08:00:00.000Z',
    order: 'order-17.1',
    sentence: 'order-17.1 has 2 captured charges; one was expected',
  },
  before: { checkouts: 2000, faults: 23 },
  after: { checkouts: 1, faults: 2 },
  checkouts: ['checkout-17'],
  faults: [
    { site: 'psp answer order-17.1 #1', fault: 'psp.timeout-after-capture' },
    { site: 'psp webhook order-17.1 #1', fault: 'psp.webhook-lost' },
  ],
  runs: 31,
  traceHash: '0123456789abcdef',
  reproduce: 'npx penny run reports/day-7-shrunk/scenario.yaml',
};

const plain = (_look: string, text: string): string => text;
const story = { of: 'order-17.1', lines: [] };

describe('what a shrinking came to', () => {
  it('is told in a line: what is violated, from how much to how little', () => {
    expect(shrunkLine(result, plain)).toBe(
      'SHRUNK  day, seed 7: I2 at-most-one-charge, from 2,000 checkouts and 23 faults to 1 and 2 in 31 runs',
    );
  });

  it('is told with what it takes and the story', () => {
    expect(shrunkLines(result, story, 'UTC', plain).slice(1)).toEqual([
      '  order-17.1 has 2 captured charges; one was expected',
      '',
      'What it takes',
      '  checkout-17',
      '  psp.timeout-after-capture at psp answer order-17.1 #1',
      '  psp.webhook-lost at psp webhook order-17.1 #1',
      '',
      'The story of order-17.1',
      '',
      '  nothing happened to it before the run ended',
      '',
    ]);
  });

  it('says so where it takes nothing, and leaves a long list to shrink.json', () => {
    const linesOf = (changed: Partial<ShrinkResult>): string[] =>
      shrunkLines({ ...result, ...changed }, story, 'UTC', plain);
    expect(linesOf({ checkouts: [], faults: [] })).toContain('  nobody comes and nothing goes wrong');
    const many = Array.from({ length: 25 }, (_, index) => `checkout-${index + 1}`);
    const lines = linesOf({ checkouts: many });
    expect(lines).toContain('  checkout-20');
    expect(lines).not.toContain('  checkout-21');
    expect(lines).toContain('  and 7 more, listed in shrink.json');
  });
});
