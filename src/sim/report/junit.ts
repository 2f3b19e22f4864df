/**
 * A report as JUnit XML: the run is a test suite; whether it proved anything, each invariant, each threshold and each
 * expectation is a test case.
 */
import { whatCounts } from '../scenario/what-counts.ts';
import { commandFor } from './command-for.ts';
import { amount } from './html/amounts.ts';
import { times } from './html/format.ts';
import { passed, suiteXml, type TestCase } from './junit-suite.ts';
import { measured } from './measured.ts';
import type { ExpectationResult, InvariantResult, Report, ThresholdResult, ViolationResult } from './report.ts';

export function junitXml(report: Report): string {
  const { scenario, seed } = report;
  return suiteXml({
    name: `${scenario.name}, seed ${seed}`,
    scenario: scenario.name,
    properties: propertiesOf(report),
    cases: casesOf(report),
  });
}

function casesOf(report: Report): TestCase[] {
  return [
    provesSomething(report),
    ...report.invariants.map((invariant) => invariantCase(invariant, report)),
    ...report.thresholds.map((threshold) => thresholdCase(threshold, report)),
    ...report.expectations.map((expectation) => expectationCase(expectation, report)),
  ];
}

function provesSomething({ inconclusiveBecause: reasons, reproduce }: Report): TestCase {
  const of = { group: 'run', name: 'the run proves something' } as const;
  if (reasons.length === 0) return passed(of);
  return { ...of, outcome: 'failed', because: reasons.join('; '), details: [...reasons, `reproduce: ${reproduce}`] };
}

function invariantCase({ id, name, statement, checked }: InvariantResult, report: Report): TestCase {
  const of = { group: 'invariants', name: `${id} ${name}`, assertions: checked } as const;
  const violation = report.violations.find(({ invariant }) => invariant === id);
  if (violation !== undefined) {
    const { first } = violation;
    return { ...of, outcome: 'failed', because: first.sentence, details: detailsOf(violation, statement, report) };
  }
  if (checked > 0) return passed(of);
  return { ...of, outcome: 'skipped', because: 'nothing in the run could have broken it', details: [] };
}

function detailsOf(violation: ViolationResult, statement: string, report: Report): string[] {
  const { count, money, first } = violation;
  const amounts = Object.entries(money).map(([code, minor]) => `${amount(minor, code)} ${code}`);
  return [
    first.sentence,
    `invariant: ${statement}`,
    `broken: ${times(count)}${amounts.length === 0 ? '' : `, ${amounts.join(' and ')}`}`,
    ...(first.whose === null ? [] : [`out of money: ${first.whose}`]),
    `first wrong: ${first.since}`,
    `first seen: ${first.at}`,
    `reproduce: ${commandFor(violation, report)}`,
  ];
}

/** `checkout.p99 < 3s: measured 4.206 s`. */
export function missedThreshold(threshold: ThresholdResult): string {
  const { expression, value } = threshold;
  return `${expression}: ${value === null ? '' : 'measured '}${measured(threshold)}`;
}

function thresholdCase(threshold: ThresholdResult, { reproduce }: Report): TestCase {
  const { expression, met } = threshold;
  const of = { group: 'thresholds', name: expression } as const;
  if (met) return passed(of);
  const because = missedThreshold(threshold);
  return { ...of, outcome: 'failed', because, details: [because, ...meaningOf(expression), `reproduce: ${reproduce}`] };
}

function expectationCase({ expression, value, met }: ExpectationResult, { reproduce }: Report): TestCase {
  const of = { group: 'expectations', name: expression } as const;
  if (met) return passed(of);
  const because = `the run was to exercise ${expression}, and the figure is ${value}`;
  return { ...of, outcome: 'failed', because, details: [because, ...meaningOf(expression), `reproduce: ${reproduce}`] };
}

/** `counted: work that was given up until somebody saw to it`, where the name alone does not say it. */
function meaningOf(expression: string): string[] {
  const what = whatCounts(expression);
  return what === undefined ? [] : [`counted: ${what}`];
}

function propertiesOf({ scenario, seed, verdict, traceHash, defects, reproduce }: Report): Record<string, string> {
  return {
    scenario: scenario.name,
    sha256: scenario.sha256,
    seed,
    verdict,
    traceHash,
    ...(defects.length === 0 ? {} : { defects: defects.join(', ') }),
    reproduce,
  };
}
