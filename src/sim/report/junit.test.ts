import { describe, expect, it } from 'vitest';
import { extremeReport } from '../../../test/support/edge-reports.ts';
import { problemsOf } from '../../../test/support/junit-schema.ts';
import { consistentReport, emptyReport, inconsistentReport } from '../../../test/support/sample-report.ts';
import { junitXml } from './junit.ts';
import type { Report } from './report.ts';

/** A test case of a name, as it is written; from its beginning to its end. */
function caseOf(report: Report, name: string): string {
  const xml = junitXml(report);
  const begins = xml.indexOf(` name="${name}"`);
  return begins < 0 ? '' : xml.slice(xml.lastIndexOf('<testcase', begins), xml.indexOf('</testcase>', begins));
}

function countsOf(report: Report): string | undefined {
  return / (tests=.*)>/.exec(junitXml(report))?.[1];
}

describe('JUnit XML', () => {
  it.each([
    ['consistent', consistentReport],
    ['inconsistent', inconsistentReport],
    ['of nothing at all', emptyReport],
    ['in which everything is large, long or many', extremeReport],
  ])('is valid of a report that is %s', async (_, reportOf) => {
    expect(await problemsOf(junitXml(reportOf()))).toEqual([]);
  });

  it('is checked by a schema that does refuse a test case without its name', async () => {
    const broken = junitXml(consistentReport()).replace(' name="captured &gt;= 97%"', '');
    expect(await problemsOf(broken)).toEqual([expect.stringContaining("The attribute 'name' is required but missing")]);
  });

  it('has a test case for the run, each invariant, each threshold and each expectation', () => {
    const expectations = [{ expression: 'captures >= 10', value: 3090, met: true }];
    const xml = junitXml({ ...consistentReport(), expectations });
    expect(xml.match(/<testcase/g)).toHaveLength(1 + 16 + 3 + 1);
    expect(xml).toContain('<testsuite name="marketplace-day, seed 1" tests="21" failures="0" errors="0" skipped="1"');
    expect(xml).toContain('<testcase classname="marketplace-day.thresholds" name="openBreaks = 0"></testcase>');
    expect(xml).toContain('<testcase classname="marketplace-day.expectations" name="captures &gt;= 10"></testcase>');
    expect(xml).toContain('<property name="traceHash" value="7d1f3a90c2b4e658"></property>');
  });

  it('fails an invariant with the sentence, the money and the command that leads to it again', () => {
    const command = 'npx penny run scenarios/marketplace-day.yaml --seed 1 --set defects=[new-key-per-attempt]';
    expect(caseOf(inconsistentReport(), 'I2 at-most-one-charge')).toContain(
      '<failure message="The PSP holds 2 captured charges of 104.80 EUR for order-1207.2, where one is due." type="invariants">' +
        'The PSP holds 2 captured charges of 104.80 EUR for order-1207.2, where one is due.\n',
    );
    const told = caseOf(inconsistentReport(), 'I2 at-most-one-charge').split('\n');
    expect(told).toContain('broken: 3 times, 312.40 EUR and 5,000 JPY');
    expect(told).toContain('out of money: the buyer of checkout-1207');
    expect(told).toContain(`reproduce: ${command} --story order-1207.2</failure>`);
    expect(countsOf(inconsistentReport())).toMatch(/^tests="20" failures="3" errors="0" skipped="1"$/);
  });

  it('skips an invariant that nothing could have broken, and fails a run that proves nothing', () => {
    expect(caseOf(emptyReport(), 'I1 balanced-transaction')).toContain(
      '<skipped message="nothing in the run could have broken it"></skipped>',
    );
    const reasons = 'No checkout arrived.; No settlement file was reconciled.';
    expect(caseOf(emptyReport(), 'the run proves something')).toContain(`<failure message="${reasons}" type="run">`);
    expect(countsOf(emptyReport())).toBe('tests="17" failures="1" errors="0" skipped="16"');
  });

  it('fails a threshold and an expectation with what was measured', () => {
    const thresholds = [{ expression: 'refund.p99 < 5s', value: null, unit: 'ms', met: false } as const];
    const expectations = [{ expression: 'captures >= 9000', value: 3090, met: false }];
    const report = { ...inconsistentReport(), expectations };
    const message = (of: Report, name: string): string | undefined => /message="([^"]*)"/.exec(caseOf(of, name))?.[1];
    expect(message(report, 'checkout.p99 &lt; 3s')).toBe('checkout.p99 &lt; 3s: measured 4.206 s');
    expect(message({ ...report, thresholds }, 'refund.p99 &lt; 5s')).toBe('refund.p99 &lt; 5s: nothing was measured');
    expect(message(report, 'captures &gt;= 9000')).toBe(
      'the run was to exercise captures &gt;= 9000, and the figure is 3090',
    );
  });

  it('says what is counted where the name of a threshold or an expectation does not', () => {
    const thresholds = [{ expression: 'retries < 100', value: 195, unit: 'count', met: false } as const];
    const expectations = [{ expression: 'deadLetters >= 2', value: 0, met: false }];
    const report = { ...consistentReport(), thresholds, expectations };
    expect(caseOf(report, 'retries &lt; 100').split('\n')).toContain(
      'counted: calls and clicks that were made again because no answer came',
    );
    expect(caseOf(report, 'deadLetters &gt;= 2').split('\n')).toContain(
      'counted: work that was given up until somebody saw to it',
    );
  });

  it('holds whatever a name or a seed holds', async () => {
    const report = { ...consistentReport(), seed: 'a "seed" <&> \u0001\uD800', reproduce: 'penny \u000B' };
    const xml = junitXml(report);
    expect(await problemsOf(xml)).toEqual([]);
    expect(xml).toContain('name="marketplace-day, seed a &quot;seed&quot; &lt;&amp;&gt; \uFFFD\uFFFD"');
  });
});
