import { describe, expect, it } from 'vitest';
import { kindHint } from './kind-hint.ts';

describe('a kind of fault that there is not', () => {
  it.each([
    ['network.dorp', 'did you mean `network.drop`?'],
    ['netwrok.drop', 'did you mean `network.drop`?'],
    // Fewer letters are wrong in `settlement.file-late`.
    ['settlement.line-lost', 'did you mean `settlement.line-missing`?'],
    ['psp.webhook-twice', 'did you mean `psp.webhook-late`?'],
    ['settlment.line-missing', 'did you mean `settlement.line-missing`?'],
    ['database.lost-unsynced', 'did you mean `database.lose-unsynced`?'],
    ['outage', 'did you mean `psp.outage`?'],
    ['line-missing', 'did you mean `settlement.line-missing`?'],
  ])('%s: %s', (word, hint) => {
    expect(kindHint(word)).toBe(hint);
  });

  it('has the kinds of its family named where none is near', () => {
    expect(kindHint('psp.brownout')).toBe(
      'there are psp.timeout-before, psp.timeout-after-capture, psp.error, psp.throttle, psp.outage, psp.decline, ' +
        'psp.key-expiry, psp.webhook-duplicate, psp.webhook-late, psp.webhook-lost, psp.webhook-reordered, psp.webhook-early',
    );
    expect(kindHint('operator.')).toBe('there are operator.replay-batch, operator.double-run');
    expect(kindHint('psp.timeout-xxxxxxxxxxxxxxxxxxxx')).toBe(
      'there are psp.timeout-before, psp.timeout-after-capture',
    );
  });

  it('is sent to the list where it resembles nothing', () => {
    expect(['earthquake', 'weather.rain', ''].map(kindHint)).toEqual(Array(3).fill('`penny faults` lists them'));
  });
});
