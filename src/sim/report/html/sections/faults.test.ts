import { describe, expect, it } from 'vitest';
import { rowsOf, textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { brokenOffReport, stormyReport } from '../../../../../test/support/stormy-report.ts';
import type { Report } from '../../report.ts';
import { faultsSection } from './faults.ts';

function textsFor(report: Report): string[] {
  return textsOf(faultsSection(report).body.html);
}

describe('the faults of a run', () => {
  it('are a sentence where none was injected', () => {
    expect(textsFor(consistentReport())).toEqual(['No fault was injected.']);
  });

  it('are counted, with how many of them left a trace', () => {
    const [summary] = textsFor(stormyReport());
    expect(summary).toMatch(/^221 faults of 4 kinds fired, and 185 of them changed the course of what they hit: /);
  });

  it('may lose messages and change nothing, and the text says why', () => {
    const report = stormyReport();
    const faults = [{ kind: 'psp.webhook-lost', could: 9, fired: 5, changed: 0 }];
    const [summary] = textsFor({ ...report, faults, counts: { ...report.counts, messagesLost: 5 } });
    expect(summary).toBe(
      '5 faults of 1 kind fired, and none of them changed the course of what they hit: afterwards a call was made again, ' +
        'an outcome was in doubt, a service that was down, full or cut off lost a message or had work left over, a file ' +
        'was asked for, or a break was opened. The others were absorbed, even where they lost a message: another one made up for it.',
    );
  });

  it('have no others where all of them changed something', () => {
    const report = stormyReport();
    const [summary] = textsFor({ ...report, faults: [{ kind: 'network.drop', could: 9, fired: 5, changed: 5 }] });
    expect(summary).toMatch(/^5 faults of 1 kind fired, and 5 of them changed the course .* or a break was opened\.$/);
  });

  it('could fire, fired and changed something, kind by kind and in all', () => {
    const rows = rowsOf(faultsSection(stormyReport()).body.html);
    const from = rows.findIndex(([head]) => head === 'Kind');
    expect(rows.slice(from).map((row) => row.slice(0, 4))).toEqual([
      ['Kind', 'Could', 'Fired', 'Changed'],
      ['network.drop', '52,418', '214', '180'],
      ['service.crash', '60,113', '3', '2'],
      ['database.lose-unsynced', '24,871', '0', '0'],
      ['psp.outage', '1', '1', '1'],
      ['settlement.line-missing', '3,106', '3', '2'],
      ['All kinds', '140,509', '221', '185'],
    ]);
  });

  it('grey out the kinds that never fired', () => {
    const { html } = faultsSection(stormyReport()).body;
    expect(html.match(/<tr class="dense idle"><th scope="row"><code>([^<]*)/)?.[1]).toBe('database.lose-unsynced');
    expect(html.match(/<tr class="dense idle">/g)).toHaveLength(1);
  });

  it('are summed by service and trouble behind the strip', () => {
    const rows = rowsOf(faultsSection(stormyReport()).body.html);
    expect(rows.slice(0, 5)).toEqual([
      ['Service', 'Down', 'Door shut', 'Slow', 'Cut off', 'Clock off'],
      ['executor', '1, 2 min 30 s', '0', '1, 1 h', '0', '0'],
      ['psp', '0', '1, 1 h', '0', '0', '0'],
      ['wallet', '2, 1 min 30 s', '0', '0', '1, 2 min', '0'],
      ['ledger', '0', '0', '0', '0', '1, 1 d'],
    ]);
  });

  it('could have fired and did not', () => {
    const calm = consistentReport();
    const texts = textsFor({ ...calm, faults: [{ kind: 'network.drop', could: 9, fired: 0, changed: 0 }] });
    expect(texts[0]).toBe('Faults could have fired, and none did.');
    expect(texts).not.toContain('Healed');
  });

  it('had no occasion to', () => {
    const report = { ...consistentReport(), faults: [{ kind: 'psp.outage', could: 0, fired: 0, changed: 0 }] };
    expect(textsFor(report)[0]).toBe('Faults were provided for, and none had an occasion to fire.');
    expect(rowsOf(faultsSection(report).body.html)[1]?.slice(0, 4)).toEqual(['psp.outage', '0', '0', '0']);
  });
});

describe('the phases of a run', () => {
  it('end with the healing, and when the last payment and refund had ended', () => {
    const texts = textsFor(stormyReport());
    expect(texts[texts.indexOf('Healed') + 1]).toBe('25 Oct 2026, 09:00:00 +01:00');
    expect(texts[texts.indexOf('Settled') + 1]).toBe(
      '25 Oct 2026, 09:17:23.250 +01:00, 17 min 23 s after the healing, when the last payment and the last refund had ended',
    );
  });

  it('may have settled before the healing', () => {
    const report = stormyReport();
    const phases = { ...report.phases, settledAt: '2026-10-25T07:00:00.000Z' };
    expect(textsFor({ ...report, phases })).toContain(
      '25 Oct 2026, 08:00:00 +01:00, before the healing: every payment and every refund had ended by then',
    );
  });

  it('are told as missing where the run ended first', () => {
    const texts = textsFor(brokenOffReport());
    expect(texts).toContain('never: the run ended first');
    expect(texts).toContain('some payments or refunds had not ended when the run did');
  });
});

describe('the sites of a script that never occurred', () => {
  it('are a warning that names them', () => {
    const texts = textsFor(brokenOffReport());
    expect(texts.slice(0, 4)).toEqual([
      '!',
      '2 sites of the script never occurred, so that the run did not do what was asked for:',
      'wallet.db commit order-9.1 #1',
      'episode service.crash ledger #4',
    ]);
  });

  it('are a warning where nothing else went wrong either, and twenty of them are enough', () => {
    const unreachedSites = Array.from({ length: 23 }, (_, n) => `site #${n}`);
    const texts = textsFor({ ...consistentReport(), unreachedSites });
    expect(texts[1]).toMatch(/^23 sites of the script never occurred/);
    expect(texts).toContain('site #19');
    expect(texts).not.toContain('site #20');
    expect(texts).toContain('and 3 more, listed in report.json');
    expect(texts).toContain('No fault fired.');
  });
});
