import { describe, expect, it } from 'vitest';
import { shippedScenario, simulate } from '../../../test/support/simulate.ts';
import { parseCsv } from '../settlement/csv.ts';
import { seriesCsv } from './series-csv.ts';
import { addedSeries, createSeries, denseSeries, type Series, type SeriesMeasures, type Totals } from './series.ts';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const start = Date.UTC(2026, 2, 2, 8);

interface Happening {
  readonly at: number;
  readonly arrivals?: number;
  readonly tookMs?: number;
}

/** The series of what happens so many milliseconds after the start. */
function seriesOf(happenings: readonly Happening[]): Series {
  return denseSeries(measuresOf(happenings), start);
}

function measuresOf(happenings: readonly Happening[]): SeriesMeasures {
  let arrivals = 0;
  const none = { closed: 0, captured: 0, declined: 0, refunds: 0, pspCalls: 0, repeatedCalls: 0, faultsFired: 0 };
  const series = createSeries(start, (): Totals => ({ ...none, arrivals }));
  for (const { at, arrivals: more = 0, tookMs } of happenings) {
    series.reach(start + at);
    arrivals += more;
    if (tookMs !== undefined) series.took(tookMs);
  }
  return series.measures();
}

function arrivalsOf({ slices }: Series): number[] {
  return slices.map(({ arrivals }) => arrivals);
}

describe('the slices of a series', () => {
  it('are a second wide, from the first thing that is counted to the last', () => {
    const series = seriesOf([
      { at: 0 },
      { at: 7_999, arrivals: 1 },
      { at: 8_000, arrivals: 1 },
      { at: 10_999, arrivals: 2 },
      { at: 20_000 },
    ]);
    expect([series.sliceMs, series.from, arrivalsOf(series)]).toEqual([second, start + 7 * second, [1, 1, 0, 2]]);
  });

  it.each([
    [299 * second, second],
    [300 * second, 5 * second],
    [299 * minute, minute],
    [300 * minute, 5 * minute],
    [3 * day, 30 * minute],
    [200 * day, day],
    // 301 days from the first to the last.
    [300 * day, 2 * day],
  ])('of things that are %i ms apart are %i ms wide', (apart, sliceMs) => {
    const series = seriesOf([
      { at: 0, arrivals: 1 },
      { at: apart, arrivals: 3 },
    ]);
    expect([series.sliceMs, series.from]).toEqual([sliceMs, start]);
    expect([arrivalsOf(series)[0], arrivalsOf(series).at(-1)]).toEqual([1, 3]);
    expect(series.slices.length).toBeLessThanOrEqual(300);
  });

  it('lose nothing while they are added up', () => {
    const everyTwoMinutes = Array.from({ length: 5_000 }, (_, n) => ({ at: n * 2 * minute, arrivals: n, tookMs: n }));
    const { sliceMs, slices } = seriesOf(everyTwoMinutes);
    expect([sliceMs, slices.length]).toEqual([hour, 167]);
    expect(slices.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe((5_000 * 4_999) / 2);
    const heard = slices.flatMap(({ took }) => took.times);
    expect(heard.reduce((sum, times) => sum + times, 0)).toBe(5_000);
    // The second hour holds 30 to 59.
    expect([slices[1]?.arrivals, slices[1]?.took.ms.at(-1)]).toEqual([((30 + 59) * 30) / 2, 59]);
  });

  it('are none where nothing is counted', () => {
    expect(seriesOf([{ at: 0 }, { at: day }])).toEqual({ sliceMs: second, from: start, slices: [] });
  });
});

describe('series.csv', () => {
  it('has a row a slice, with times in UTC, and nothing where no buyer heard', () => {
    const text = seriesCsv(
      seriesOf([
        { at: 500, arrivals: 2 },
        { at: 1_500, tookMs: 900 },
        { at: 1_600, tookMs: 1_300 },
      ]),
    );
    expect(text).toBe(
      'from,to,arrivals,closed,captured,declined,refunds,psp_calls,repeated_calls,faults_fired,checkout_p50_ms,checkout_p95_ms,checkout_p99_ms\r\n' +
        '2026-03-02T08:00:00.000Z,2026-03-02T08:00:01.000Z,2,0,0,0,0,0,0,0,,,\r\n' +
        '2026-03-02T08:00:01.000Z,2026-03-02T08:00:02.000Z,0,0,0,0,0,0,0,0,900,1300,1300\r\n',
    );
  });

  it('of a stormy day adds up to what its report counts, and is the same every time', () => {
    const scenario = shippedScenario('marketplace-day', ['traffic.checkouts=60', 'faults=light', 'refunds.share=30%']);
    const { report, series } = simulate(scenario);
    const text = seriesCsv(series);
    const [head, ...rows] = parseCsv(text).map(({ fields }) => fields);
    const total = (name: string): number =>
      rows.reduce((sum, fields) => sum + Number(fields[head?.indexOf(name) ?? -1]), 0);
    const { counts, faults, throughput } = report;
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.length).toBeLessThanOrEqual(300);
    expect(counts.refunded).toBeGreaterThan(0);
    expect({
      arrivals: total('arrivals'),
      closed: total('closed'),
      captured: total('captured'),
      declined: total('declined'),
      refunds: total('refunds'),
      repeated_calls: total('repeated_calls'),
      faults_fired: total('faults_fired'),
    }).toEqual({
      arrivals: counts.checkouts,
      closed: throughput.closed.reduce((sum, each) => sum + each, 0),
      captured: counts.captured,
      declined: counts.declined,
      refunds: counts.refunded,
      repeated_calls: counts.callRetries + counts.pspRetries,
      faults_fired: faults.reduce((sum, { fired }) => sum + fired, 0),
    });
    expect(total('psp_calls')).toBeGreaterThanOrEqual(counts.captured + counts.refunded);
    expect(seriesCsv(simulate(scenario).series)).toBe(text);
  });
});

describe('the series of several runs', () => {
  it('is that of all that happened in them', () => {
    const one = [
      { at: 2_000, arrivals: 1, tookMs: 700 },
      { at: 3_500, arrivals: 2 },
    ];
    const other = [
      { at: 2_200, arrivals: 5, tookMs: 700 },
      { at: 2_300, tookMs: 300 },
      { at: 9 * minute, arrivals: 4, tookMs: 900 },
    ];
    const all = [...one, ...other].toSorted((a, b) => a.at - b.at);
    const both = addedSeries(measuresOf(one), measuresOf(other));
    expect(both).toEqual(measuresOf(all));
    expect(addedSeries(measuresOf(other), measuresOf(one))).toEqual(both);
    // Nine minutes in slices of five seconds, of which the first has what one counted by the second.
    expect(both.sliceMs).toBe(5 * second);
    expect(both.slices[0]).toMatchObject([
      0,
      {
        arrivals: 8,
        took: { ms: [300, 700], times: [1, 2] },
      },
    ]);
    expect(addedSeries(measuresOf([]), both)).toEqual(both);
  });

  it('tells durations apart as a histogram does, so that it does not grow with what is measured', () => {
    const measures = measuresOf(Array.from({ length: 10_000 }, (_, index) => ({ at: 0, tookMs: 20_000 + index })));
    const { ms = [], times = [] } = measures.slices[0]?.[1].took ?? {};
    expect([ms.slice(0, 2), ms.length]).toEqual([[20_015, 20_031], 10_000 / 16]);
    expect(new Set(times)).toEqual(new Set([16]));
  });

  it('is not too long to be read, though each of them is short', () => {
    const both = addedSeries(measuresOf([{ at: 0, arrivals: 1 }]), measuresOf([{ at: day, arrivals: 1 }]));
    expect(both.sliceMs).toBe(5 * minute);
    expect(both.slices.map(([number]) => number)).toEqual([0, 288]);
  });
});
