/**
 * JUnit XML, which CI servers show: a test suite, its properties and its test cases. There are no durations: the same
 * scenario and seed give the same bytes.
 */
import { element, fitForXml, xmlDocument, type XmlElement } from '../settlement/xml.ts';

type Outcome = 'passed' | 'skipped' | 'failed';

export interface TestCase {
  readonly group: 'run' | 'invariants' | 'thresholds' | 'expectations' | 'rates';
  readonly name: string;
  /** How much was looked at, where that is counted. */
  readonly assertions?: number;
  readonly outcome: Outcome;
  /** Why it failed or was skipped, in one sentence. */
  readonly because: string;
  /** More of it, a line each. */
  readonly details: readonly string[];
}

export interface TestSuite {
  readonly name: string;
  /** The name of the scenario, under which CI servers show the groups of its cases. */
  readonly scenario: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly TestCase[];
}

export function suiteXml({ name, scenario, properties, cases }: TestSuite): string {
  const counts = countsOf(cases);
  const suite = element(
    'testsuite',
    [element('properties', propertiesOf(properties)), ...cases.map((each) => testCase(each, scenario))],
    { name: fitForXml(name), ...counts },
  );
  return xmlDocument(element('testsuites', [suite], { name: 'everypenny', ...counts }));
}

export function passed(of: Pick<TestCase, 'group' | 'name' | 'assertions'>): TestCase {
  return { ...of, outcome: 'passed', because: '', details: [] };
}

function countsOf(cases: readonly TestCase[]): Record<string, string> {
  const having = (wanted: Outcome): string => String(cases.filter(({ outcome }) => outcome === wanted).length);
  return { tests: String(cases.length), failures: having('failed'), errors: '0', skipped: having('skipped') };
}

function propertiesOf(properties: TestSuite['properties']): XmlElement[] {
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
