import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { extremeReport, firstCheckoutReport } from '../../../../test/support/edge-reports.ts';
import { consistentReport, emptyReport, inconsistentReport } from '../../../../test/support/sample-report.ts';
import { textsOf } from '../../../../test/support/page-text.ts';
import { brokenOffReport, stormyReport } from '../../../../test/support/stormy-report.ts';
import type { Report } from '../report.ts';
import { renderHtml } from './page.ts';

const reports = [
  ['consistent', consistentReport()],
  ['inconsistent', inconsistentReport()],
  ['empty', emptyReport()],
  ['smallest', firstCheckoutReport()],
  ['extreme', extremeReport()],
  ['stormy', stormyReport()],
  ['broken off', brokenOffReport()],
] as const;

const headings = [
  'Key figures',
  'The flow',
  'Throughput',
  'Latency',
  'Money by night',
  'Money',
  'The books',
  'Reconciliation',
  'Invariants',
  'Thresholds',
  'Top sellers',
  'Faults',
  'Settings',
];

describe.each(reports)('the page of a run that is %s', (_, report) => {
  const page = renderHtml(report);

  it('is well-formed', async () => {
    const { valid, errors } = await validateXML({ xml: page, normalization: 'c14n' });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  it('needs nothing from elsewhere', () => {
    expect(page).not.toMatch(/https?:|\/\/[a-z]/i);
    expect(page).not.toMatch(/<script|<iframe|@import|@font-face/i);
    expect(linksOf(page).filter((link) => !link.startsWith('#') && link !== 'data:,')).toEqual([]);
    expect(page).toContain(`content="default-src 'none';`);
  });

  it('says nothing that only a program understands', () => {
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object|\bnull\b/);
  });

  it('links to places that are there, each of which is there once', () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    const named = [...page.matchAll(/ aria-labelledby="([^"]*)"/g)].flatMap((match) => (match[1] ?? '').split(' '));
    const targets = linksOf(page).flatMap((link) => (link.startsWith('#') ? [link.slice(1)] : []));
    expect([...named, ...targets].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('describes its pictures and captions its tables', () => {
    const pictures = page.split('<svg role="img"').slice(1).concat(page.split('<svg class="flow" role="img"').slice(1));
    expect(
      pictures.filter(
        (picture) => !/^[^>]*>\s*<title id="[^"]*">[^<]+<\/title>\s*<desc id="[^"]*">[^<]+<\/desc>/.test(picture),
      ),
    ).toEqual([]);
    expect(page.match(/<caption>/g) ?? []).toHaveLength((page.match(/<table/g) ?? []).length);
    expect(page.match(/<th>|<th class/g) ?? []).toEqual([]);
  });

  it('is the same every time', () => {
    expect(renderHtml(structuredClone(report))).toBe(page);
  });
});

describe('the page', () => {
  it('has its sections in order, each named in the table of contents', () => {
    expect(headingsOf(renderHtml(consistentReport()))).toEqual(headings);
    const contents = contentsOf(renderHtml(consistentReport()));
    expect(contents).toEqual(headings);
  });

  it('puts what was wrong first, and what the run went through before what it did', () => {
    const withoutFaults = headings.filter((heading) => heading !== 'Faults');
    expect(headingsOf(renderHtml(inconsistentReport()))).toEqual(withoutFaults.toSpliced(1, 0, 'Violations', 'Faults'));
    const brokenOff = headingsOf(renderHtml(brokenOffReport()));
    expect(brokenOff.slice(0, 4)).toEqual(['Key figures', 'Unfinished work', 'Faults', 'The flow']);
    expect(brokenOff).toContain('Reconciliation score');
    expect(brokenOff).toContain('Thresholds and expectations');
  });

  it('has no sign of refunds, of recovery or of a score where there were none', () => {
    const signs = /[Rr]efund|[Ii]nquir|[Dd]ead letter|[Rr]estart|[Hh]ealed|[Ss]core|[Ll]ost|[Ee]xpectation/;
    const page = renderHtml({ ...consistentReport(), invariants: [] });
    expect(textsOf(page.slice(page.indexOf('<body'))).filter((text) => signs.test(text))).toEqual([]);
    expect(renderHtml(stormyReport())).toMatch(signs);
  });

  it('opens with what ran, its verdict and how to run it again', () => {
    const report = inconsistentReport();
    const page = renderHtml(report);
    const top = page.slice(page.indexOf('<header'), page.indexOf('</header>'));
    for (const text of [
      report.scenario.name,
      report.traceHash,
      report.scenario.sha256,
      report.reproduce,
      'inconsistent',
    ]) {
      expect(top).toContain(text);
    }
    expect(top).toContain('(3 d 9 h)');
    expect(page).toContain('<title>marketplace-day · seed 1 · inconsistent · everypenny</title>');
  });

  it('has no green verdict above a threshold that was missed or breaks that are open', () => {
    const { thresholds, reconciliation } = inconsistentReport();
    const calm = consistentReport();
    const verdictOf = (report: Report): (string | undefined)[] => {
      const page = renderHtml(report);
      const badge = page.slice(page.indexOf('<p class="badge">'), page.indexOf('<p class="lead">'));
      return [/<div class="verdict (\w+)">/.exec(page)?.[1], textsOf(badge).at(-1)];
    };
    expect(verdictOf(calm)).toEqual(['consistent', 'consistent']);
    expect(verdictOf({ ...calm, thresholds })).toEqual(['reserved', 'consistent; 1 threshold missed']);
    expect(verdictOf({ ...calm, reconciliation })).toEqual(['reserved', 'consistent; 2 breaks open']);
    expect(verdictOf({ ...calm, thresholds, reconciliation, verdict: 'inconsistent' })).toEqual([
      'inconsistent',
      'inconsistent; 1 threshold missed; 2 breaks open',
    ]);
  });

  it('lists why a run was inconclusive', () => {
    expect(renderHtml(emptyReport())).toContain(
      '<li>No checkout arrived.</li><li>No settlement file was reconciled.</li>',
    );
  });

  it('escapes every text of a report', () => {
    const mark = `<i>&"'`;
    const page = renderHtml(poisoned(inconsistentReport(), mark));
    expect(page).not.toContain('<i>');
    expect(page).not.toContain(mark);
    // Each text of the report is on the page, most of them once.
    expect(page.split('&lt;i&gt;&amp;&quot;&#39;').length).toBeGreaterThan(60);
  });
});

function headingsOf(page: string): (string | undefined)[] {
  return [...page.matchAll(/<h2 id="[^"]*">([^<]*)<\/h2>/g)].map((match) => match[1]);
}

function contentsOf(page: string): (string | undefined)[] {
  const contents = page.slice(page.indexOf('<nav'), page.indexOf('</nav>'));
  return [...contents.matchAll(/<a href="#[^"]*">([^<]*)<\/a>/g)].map((match) => match[1]);
}

function linksOf(page: string): string[] {
  return [...page.matchAll(/(?:src|href|url)(?:="|\()([^")]*)/g)].map((match) => match[1] ?? '');
}

/** The report with a mark after each text that is not one of the few fixed words. */
function poisoned<T>(value: T, mark: string): T {
  const steps = ['message', 'commit', 'fault', 'crash', 'restart', 'healed', 'mark', 'leftOut'];
  const fixed = new Set(['consistent', 'inconsistent', 'inconclusive', 'Europe/Berlin', ...steps]);
  const replaced: unknown = JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' && !fixed.has(each) && !/^[A-Z]{3}$|^\d{4}-/.test(each) ? each + mark : each,
  );
  return replaced as T;
}
