import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { stormyReport } from '../../../../../test/support/stormy-report.ts';
import type { Report } from '../../report.ts';
import { faultTimeline } from './fault-timeline.ts';

const midnight = '2026-10-24T00:00:00.000Z';

/** Ten hours from midnight UTC, with what is given. */
function reportOf(timeline: Partial<Report['timeline']>, settledAt: string | null = null): Report {
  const report = stormyReport();
  const fired = [4, 0, 2, 0, 0, 0, 0, 0, 0, 0];
  const hours = { healedAt: null, sliceMs: 3_600_000, from: midnight, fired, spans: [] };
  return {
    ...report,
    simulated: { ...report.simulated, zone: 'UTC' },
    timeline: { ...hours, ...timeline },
    phases: { ...report.phases, settledAt },
  };
}

function spansIn(html: string): (string | undefined)[][] {
  return [...html.matchAll(/<rect class="span (\w+)" x="([^"]*)%" y="([^"]*)" width="([^"]*)%"/g)].map((span) =>
    span.slice(1),
  );
}

const down = {
  service: 'wallet',
  state: 'down',
  from: '2026-10-24T01:00:00.000Z',
  to: '2026-10-24T02:00:00.000Z',
  lastedMs: 3_600_000,
} as const;

describe('the strip of faults over time', () => {
  it('draws the faults that fired in each slice', () => {
    const { html } = faultTimeline(reportOf({}), 'Ten hours.');
    // The scale ends at 4, which is the top of 56 pixels.
    expect(html).toContain('<path class="fired" d="M0 56V0H1V56H2V28H3V56H4V56H5V56H6V56H7V56H8V56H9V56H10V56Z" />');
    expect(textsOf(html)).toContain('24 Oct 02:00: 2 faults');
  });

  it('says how many faults its lines stand for, but not over the first slice that the lowest is nothing', () => {
    const { html } = faultTimeline(reportOf({}), 'Ten hours.');
    const labels = [...html.matchAll(/class="tick" x="0" y="[^"]*">([^<]+)</g)].map(([, text]) => text);
    expect(labels).toEqual(['2', '4']);
  });

  it('places what a service went through by its beginning and its length', () => {
    const { html } = faultTimeline(reportOf({ spans: [{ ...down, count: 1 }] }), 'Ten hours.');
    expect(spansIn(html)).toEqual([['down', '10', '99.5', '10']]);
    expect(textsOf(html)).toContain('wallet, down: 1 h from 24 Oct 01:00:00');
  });

  it('says of how many stretches one is made', () => {
    const texts = textsOf(faultTimeline(reportOf({ spans: [{ ...down, count: 3 }] }), 'Ten hours.').html);
    expect(texts).toContain('wallet, down 3 times: 1 h from 24 Oct 01:00:00');
  });

  it('says and shows how little of the time it was so, where it came and went', () => {
    const { html } = faultTimeline(reportOf({ spans: [{ ...down, count: 2, lastedMs: 900_000 }] }), 'Ten hours.');
    expect(textsOf(html)).toContain('wallet, down twice: 15 min in all, between 24 Oct 01:00:00 and 24 Oct 02:00:00');
    // A tenth, and a quarter of seven tenths.
    expect(html).toContain('width="10%" height="6" fill-opacity="0.28" stroke-dasharray="2 2">');
    expect(textsOf(html)).toContain('on and off: the paler, the less of the time');
  });

  it('is drawn full where it lasted from beginning to end', () => {
    const { html } = faultTimeline(reportOf({ spans: [{ ...down, count: 2 }] }), 'Ten hours.');
    expect(html).not.toMatch(/fill-opacity|on and off/);
  });

  it('has a lane for each service, with a track for each sort of trouble, the gravest drawn last', () => {
    const spans = [
      { ...down, count: 1 },
      { ...down, state: 'slow', count: 1 },
      { ...down, service: 'ledger', state: 'paused', count: 1 },
    ] as const;
    const { html } = faultTimeline(reportOf({ spans }), 'Ten hours.');
    // Two tracks of 8 pixels, a label of 15 and a gap of 5: the second lane is 36 pixels lower.
    expect(spansIn(html).map(([state, , y]) => [state, y])).toEqual([
      ['slow', '107.5'],
      ['down', '99.5'],
      ['paused', '143.5'],
    ]);
    expect([...html.matchAll(/class="row"[^>]*>([^<]*)</g)].map((row) => row[1])).toEqual(['wallet', 'ledger']);
  });

  it('explains only the marks that it has', () => {
    const { html } = faultTimeline(reportOf({ spans: [{ ...down, count: 1 }], healedAt: midnight }), 'Ten hours.');
    const legend = textsOf(html.slice(html.indexOf('<ul'), html.indexOf('</ul>')));
    expect(legend).toEqual(['faults fired', 'down', 'everything healed']);
  });

  it('ends soon after everything had healed and settled', () => {
    const healedAt = '2026-10-24T03:00:00.000Z';
    const { html } = faultTimeline(reportOf({ healedAt }, '2026-10-24T04:00:00.000Z'), 'Ten hours.');
    // Four hours and one more, of ten.
    expect(html.match(/class="healing" x1="([^"]*)"/g)?.at(-1)).toBe('class="healing" x1="60%"');
    expect(html.match(/class="settling" x1="([^"]*)"/g)?.at(-1)).toBe('class="settling" x1="80%"');
    expect(textsOf(html)).toContain('every payment and refund had ended: 24 Oct 04:00:00');
  });

  it('has neither line where neither came about', () => {
    const { html } = faultTimeline(reportOf({}), 'Ten hours.');
    expect(html).not.toMatch(/class="(healing|settling)"/);
  });
});
