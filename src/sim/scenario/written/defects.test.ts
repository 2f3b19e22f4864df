import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shippedScenario, simulate } from '../../../../test/support/simulate.ts';
import { openDocument } from '../document.ts';
import { scenarioJsonSchema } from '../json-schema.ts';
import { formatProblem } from '../problem.ts';
import { readScenario } from '../read.ts';

const calm = `name: calm
clock: { zone: UTC, start: 2026-03-02 08:00 }
traffic: { phases: [{ name: day, shape: constant, for: 1h, rate: 20/h }] }
currencies: [{ code: EUR, share: 100%, price: 4.00 EUR to 9.00 EUR }]
`;

function problemsOf(defects: string): string[] {
  const read = readScenario(`${calm}defects: ${defects}\n`, 'a.yaml');
  return read.ok ? [] : read.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

function switchedOn(text: string): string[] | undefined {
  const read = readScenario(text, 'a.yaml');
  return read.ok ? [...read.scenario.policy.defects] : undefined;
}

describe('the defects of a scenario', () => {
  it.each([
    ['timeout-treated-as-failure', ['timeout-treated-as-failure']],
    ['[timeout-treated-as-failure]', ['timeout-treated-as-failure']],
    ['[]', []],
    ['none', []],
  ])('written %s are %j', (written, names) => {
    expect(switchedOn(`${calm}defects: ${written}\n`)).toEqual(names);
    const validator = z.fromJSONSchema(scenarioJsonSchema());
    const value = openDocument(`${calm}defects: ${written}\n`, 'a.yaml').document?.value;
    expect(validator.safeParse(value).error?.issues ?? []).toEqual([]);
  });

  it('are none where nothing is said of them', () => {
    expect(switchedOn(calm)).toEqual([]);
  });

  it.each([
    [
      'timeout-treated-as-failur',
      '5:10: defects: "timeout-treated-as-failur" | expected the name of a defect, a list of names, or none | hint: did you mean `timeout-treated-as-failure`?',
    ],
    [
      'nope',
      '5:10: defects: "nope" | expected the name of a defect, a list of names, or none | hint: `penny defects --list` lists them',
    ],
    ['5', '5:10: defects: 5 | expected the name of a defect, a list of names, or none'],
    ['', '5:1: defects: left empty | expected the name of a defect, a list of names, or none'],
    ['{ nope: true }', '5:1: defects: a mapping | expected the name of a defect, a list of names, or none'],
    ['[none]', '5:11: defects.0: "none" | expected the name of a defect, a list of names, or none'],
    [
      '[timeout-treated-as-failure, timeout-treated-as-failure]',
      '5:39: defects.1: "timeout-treated-as-failure" | expected each name once',
    ],
  ])('are not written "%s"', (written, problem) => {
    expect(problemsOf(written)).toEqual([expect.stringContaining(`a.yaml:${problem}`)]);
  });

  it('are told of one by one', () => {
    expect(problemsOf('[nope, timeout-treated-as-failure, timeout-treated-as-failur]')).toEqual([
      expect.stringContaining('defects.0: "nope"'),
      expect.stringContaining('defects.2: "timeout-treated-as-failur"'),
    ]);
  });

  it('are in the report of a run, which is the same run as ever where the mistake has no occasion', () => {
    const asItShouldBe = simulate(shippedScenario('first-checkout')).report;
    const mistaken = simulate(shippedScenario('first-checkout', ['defects=timeout-treated-as-failure'])).report;
    expect([asItShouldBe.defects, mistaken.defects]).toEqual([[], ['timeout-treated-as-failure']]);
    expect(mistaken.traceHash).toBe(asItShouldBe.traceHash);
    expect(mistaken.settings).toContainEqual({ name: 'defects', value: 'timeout-treated-as-failure' });
  });
});
