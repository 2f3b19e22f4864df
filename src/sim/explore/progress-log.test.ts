import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { outcomeOf } from './outcome.ts';
import { logLine, readLog, sameIdentity, type Identity } from './progress-log.ts';

const identity: Identity = {
  schemaVersion: 1,
  version: '1.2.3',
  scenario: 'day',
  sha256: 'abc',
  options: ['--set a=b', '--checkouts 3'],
};
const result = outcomeOf({ ...consistentReport(), faults: [], score: [], unfinished: [] });
const results = ['1', '2', '3'].map((seed) => ({ ...result, seed }));
const whole = [identity, ...results].map(logLine).join('');

describe('the log of an exploration', () => {
  it('gives back what was written down', () => {
    expect(readLog(whole)).toEqual({ identity, results });
    expect(readLog(logLine(identity))).toEqual({ identity, results: [] });
  });

  it('has the seeds that were written whole, wherever it was cut off', () => {
    const head = logLine(identity).length;
    fc.assert(
      fc.property(fc.integer({ min: head, max: whole.length }), (length) => {
        const lines = whole.slice(0, length).split('\n').length - 2;
        expect(readLog(whole.slice(0, length))?.results).toEqual(results.slice(0, lines));
      }),
    );
  });

  it('loses one line when one is damaged', () => {
    const lines = whole.split('\n');
    const damaged = lines.with(2, lines[2]?.slice(9) ?? '').join('\n');
    expect(readLog(damaged)?.results.map(({ seed }) => seed)).toEqual(['1', '3']);
  });

  it.each(['', '\n', 'notes', 'notes\n', '{}\n', '[]\n', 'null\n', '{"seed":"1"}\n'])('is not the text %j', (text) => {
    expect(readLog(text)).toBeUndefined();
  });
});

describe('two explorations', () => {
  it('are the same when scenario, options and version are', () => {
    expect(sameIdentity(identity, { ...identity, options: [...identity.options] })).toBe(true);
  });

  it.each([
    { version: '1.2.4' },
    { sha256: 'abd' },
    { scenario: 'night' },
    { options: ['--set a=b'] },
    { options: identity.options.toReversed() },
  ])('are not the same with %j', (change) => {
    expect(sameIdentity(identity, { ...identity, ...change })).toBe(false);
  });
});
