/**
 * A report as JUnit XML, which CI servers show: the run is a test suite; whether it proved anything, each invariant, each
 * threshold and each expectation is a test case. There are no durations: the same scenario and seed give the same bytes.
 */
import { element, fitForXml, xmlDocument, type XmlElement } from '../settlement/xml.ts';
import { commandFor } from './command-for.ts';
import { amount } from './html/amounts.ts';
import { times } from './html/format.ts';
import { measured } from './measured.ts';
import type { ExpectationResult, InvariantResult, Report, ThresholdResult, ViolationResult } from './report.ts';

type Outcome = 'passed' | 'skipped' | 'failed';

interface TestCase {
  readonly group: 'run' | 'invariants' | 'thresholds' | 'expectations';
  readonly name: string;
  /** How much was looked at, where that is counted. */
  readonly assertions?: number;
  readonly outcome: Outcome;
  /** Why it failed or was skipped, in one sentence. */
  readonly because: string;
  /** More of it, a line each. */
  readonly details: readonly string[];
}

export function junitXml(report: Report): string {
  const { scenario, seed } = report;
  const cases = casesOf(report);
  const counts = countsOf(cases);
  const suite = element(
    'testsuite',
    [element('properties', propertiesOf(report)), ...cases.map((each) => testCase(each, scenario.name))],
    { name: fitForXml(`${scenario.name}, seed ${seed}`), ...counts },
  );
  return xmlDocument(element('testsuites', [suite], { name: 'everypenny', ...counts }));
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

function thresholdCase(threshold: ThresholdResult, { reproduce }: Report): TestCase {
  const { expression, met, value } = threshold;
  const of = { group: 'thresholds', name: expression } as const;
  if (met) return passed(of);
  const because = `${expression}: ${value === null ? '' : 'measured '}${measured(threshold)}`;
  return { ...of, outcome: 'failed', because, details: [because, `reproduce: ${reproduce}`] };
}

function expectationCase({ expression, value, met }: ExpectationResult, { reproduce }: Report): TestCase {
  const of = { group: 'expectations', name: expression } as const;
  if (met) return passed(of);
  const because = `the run was to exercise ${expression}, and the figure is ${value}`;
  return { ...of, outcome: 'failed', because, details: [because, `reproduce: ${reproduce}`] };
}

function passed(of: Pick<TestCase, 'group' | 'name' | 'assertions'>): TestCase {
  return { ...of, outcome: 'passed', because: '', details: [] };
}

function countsOf(cases: readonly TestCase[]): Record<string, string> {
  const having = (wanted: Outcome): string => String(cases.filter(({ outcome }) => outcome === wanted).length);
  return { tests: String(cases.length), failures: having('failed'), errors: '0', skipped: having('skipped') };
}

function propertiesOf({ scenario, seed, verdict, traceHash, defects, reproduce }: Report): XmlElement[] {
  const properties = {
    scenario: scenario.name,
    sha256: scenario.sha256,
    seed,
    verdict,
    traceHash,
    ...(defects.length === 0 ? {} : { defects: defects.join(', ') }),
    reproduce,
  };
  return Object.entries(properties).map(([name, value]) => element('property', '', { name, value: fitForXml(value) }));
}

function testCase({ group, name, assertions, outcome, because, details }: TestCase, scenario: string): XmlElement {
  const attributes = {
    classname: fitForXml(`${scenario}.${group}`),
    name: fitForXml(name),
    ...(assertions === undefined ? {} : { assertions: String(assertions) }),
  };
  const message = fitForXml(because);
  switch (outcome) {
    case 'passed':
      return element('testcase', '', attributes);
    case 'skipped':
      return element('testcase', [element('skipped', '', { message })], attributes);
    case 'failed': {
      const text = fitForXml(details.join('\n'));
      return element('testcase', [element('failure', text, { message, type: group })], attributes);
    }
  }
}
