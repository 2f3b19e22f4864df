import { describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import type { Report } from '../../sim/report/report.ts';
import { faultLines, refundLines } from './faults.ts';

const calm = { restarts: 0, messagesLost: 0, inquiries: 0, redrives: 0, deadLetters: 0 };
const noRefunds = { refundsAsked: 0, refunded: 0, refundsRefused: 0 };
const phases = { healAt: '2026-03-03T10:00:00.000Z', settledAt: '2026-03-03T10:12:30.000Z' };

function reportWith(changes: Partial<Report>, counts: Partial<Report['counts']> = {}): Report {
  const report = consistentReport();
  return { ...report, faults: [], phases, ...changes, counts: { ...report.counts, ...calm, ...noRefunds, ...counts } };
}

const plain = (_: string, text: string): string => text;
const drop = { kind: 'network.drop', could: 12_345, fired: 214, changed: 180 };

describe('the faults of a run', () => {
  it('are a table of the kinds that fired, and of those that did not or could not', () => {
    const idle = { kind: 'clock.skew', could: 0, fired: 0, changed: 0 };
    const crash = { kind: 'service.crash', could: 900, fired: 4, changed: 4 };
    expect(faultLines(reportWith({ faults: [drop, idle, crash] }), plain)).toEqual([
      '',
      'Faults            could  fired  changed',
      '  network.drop   12,345    214      180',
      '  clock.skew          0      0        0',
      '  service.crash     900      4        4',
    ]);
  });

  it('are nothing when none fired and nothing had to be done about any', () => {
    expect(faultLines(reportWith({}), plain)).toEqual([]);
  });

  it('come with what it took to get over them, and how long', () => {
    const settings = [{ name: 'policies.redrive', value: 'every 1min, 3 rounds' }];
    const counts = { restarts: 4, messagesLost: 1_214, inquiries: 7, redrives: 2, deadLetters: 1 };
    expect(faultLines(reportWith({ faults: [drop], settings }, counts), plain).at(-1)).toBe(
      'Recovery  4 restarts, 1,214 messages lost, 7 inquiries, 2 times parked work was taken up again ' +
        '(policies.redrive: every 1min, 3 rounds), 1 dead letter; ' +
        'everything had ended 13 min after the healing',
    );
  });

  it('are left out where an inquiry was made without any, as after a slow answer', () => {
    expect(faultLines(reportWith({}, { inquiries: 1 }), plain)).toEqual(['', 'Recovery  1 inquiry']);
  });

  it.each([
    [null, 'not everything had ended when the run did'],
    ['2026-03-03T09:00:00.000Z', 'everything had ended before the healing'],
  ])('tell what had ended by %s', (settledAt, words) => {
    const report = reportWith({ faults: [drop], phases: { ...phases, settledAt } }, { messagesLost: 1 });
    expect(faultLines(report, plain).at(-1)).toBe(`Recovery  1 message lost; ${words}`);
  });
});

describe('refunds', () => {
  it('are one line', () => {
    const report = reportWith({}, { refundsAsked: 12, refunded: 10, refundsRefused: 2 });
    expect(refundLines(report, plain)).toEqual(['Refunds  12 asked for, 10 paid, 2 refused']);
  });

  it('may be without an outcome', () => {
    const report = reportWith({}, { refundsAsked: 12, refunded: 8, refundsRefused: 1 });
    expect(refundLines(report, plain)).toEqual(['Refunds  12 asked for, 8 paid, 1 refused, 3 without an outcome']);
  });

  it('are nothing where nobody asked for any', () => {
    expect(refundLines(reportWith({}), plain)).toEqual([]);
  });
});
