import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Faulted } from '../facts.ts';
import { createDice } from '../kernel/dice.ts';
import { formatProblem } from '../scenario/problem.ts';
import { faultKinds, kindOfFault } from './catalogue.ts';
import { createChance } from './chance.ts';
import { subjectOf } from './episodes.ts';
import type { Fault, FaultKind, Place } from './fault.ts';
import type { FaultRule } from './plan.ts';
import { MOST_SCRIPT_CHARACTERS, readingScript, readScript, scriptOf, writeScript } from './script.ts';

const skew = { kind: 'clock.skew', service: 'bank', stepMs: -1_500, driftMsPerHour: 20 } as const;

/** A site of each place. */
const examples: Readonly<Record<Place, string>> = {
  link: 'executor→psp ChargeRequested order-17.1 #1',
  handling: 'wallet handle CreditSeller order-17.1 #2',
  commit: 'payment-service.db commit order-17.1 #1',
  door: 'psp door ChargeInquiry order-17.1 #1',
  answer: 'psp answer order-17.1 #1',
  issuer: 'psp authorise order-17.1 #1',
  key: 'psp key order-17.1 #1',
  webhook: 'psp webhook order-17.1 #1',
  file: 'settlement bank EUR/2026-03-02 file #2',
  line: 'settlement psp EUR/2026-03-02 order-17.1 #1',
  arrival: 'shop arrival checkout-17 #1',
  job: 'reconciliation job FileExpected psp/EUR/2026-03-02 #1',
  click: 'shop click checkout-17 #1',
};

describe('a script', () => {
  it('has a line for each fault that fired, of which an episode says when it began and how long it lasted', () => {
    const script = writeScript([
      faulted('executor→psp ChargeRequested order-17.1 #1', { kind: 'network.delay', byMs: 7_200_000 }),
      faulted('wallet handle CreditSeller order-17.1 #1', { kind: 'service.crash', when: 'before', downMs: 8_125 }),
      faulted('settlement psp EUR/2026-03-02 order-17.1 #1', {
        kind: 'settlement.line-wrong-amount',
        byMinorUnits: -250,
      }),
      faulted('psp authorise order-17.1 #1', { kind: 'psp.decline', decline: 'hard', code: 'stolen_card' }),
      { ...faulted('episode clock.skew bank #3', skew), at: 1_772_442_000_007, forMs: 90_000 },
    ]);
    expect(script.split('\n')).toEqual([
      '# Each fault that fired, exact to the millisecond. To make them happen again: penny run SCENARIO --faults FILE',
      '- { site: "executor→psp ChargeRequested order-17.1 #1", fault: network.delay, by: 2h }',
      '- { site: "wallet handle CreditSeller order-17.1 #1", fault: service.crash, when: before, for: 8.125s }',
      '- { site: "settlement psp EUR/2026-03-02 order-17.1 #1", fault: settlement.line-wrong-amount, by: -250 }',
      '- { site: "psp authorise order-17.1 #1", fault: psp.decline, kind: hard, code: "stolen_card" }',
      '- { site: "episode clock.skew bank #3", fault: clock.skew, on: bank, at: 2026-03-02T09:00:00.007Z, for: 90s, step: -1.5s, drift: 20ms }',
      '',
    ]);
  });

  it('of a run in which nothing went wrong is empty, and so is a file of comments', () => {
    expect(writeScript([]).split('\n')[1]).toBe('[]');
    for (const text of [writeScript([]), '# nothing\n', ''])
      expect(readScript(text, 'a.yaml')).toEqual({ ok: true, script: [] });
  });

  it('reads back to what fired, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 6 }), fc.nat(4_000_000_000_000), (seed, at) => {
        const facts = faultKinds.flatMap((kind) => drawn(kind, seed, at));
        expect(readScript(writeScript(facts), 'faults.yaml')).toEqual({ ok: true, script: scriptOf(facts) });
      }),
      { numRuns: 30 },
    );
  });

  it('may be written with an arrow that a keyboard has', () => {
    const read = readScript('- { site: "executor->psp ChargeRequested order-1.1 #1", fault: network.drop }', 'a.yaml');
    expect(read).toEqual({
      ok: true,
      script: [{ site: 'executor→psp ChargeRequested order-1.1 #1', fault: { kind: 'network.drop' } }],
    });
  });

  it('may be longer than a scenario', () => {
    const text = `# ${'a storm '.repeat(200_000)}\n- { site: "wallet.db commit order-1.1 #1", fault: database.fail }\n`;
    expect(readScript(text, 'a.yaml')).toMatchObject({ ok: true, script: [{ fault: { kind: 'database.fail' } }] });
  });
});

/** The line of a script for a message that an executor sends, without its end. */
const link = '- { site: "executor→psp ChargeRequested order-1.1 #1"';
const crash = '- { site: "episode service.crash wallet #1", fault: service.crash';
const outage = '- { site: "episode psp.outage psp #1", fault: psp.outage';
const partition =
  '- { site: "episode network.partition psp #1", fault: network.partition, at: 2026-03-02T10:00:00Z, for: 5min';
const services = 'shop, payment-service, executor, psp, bank, wallet, ledger, reconciliation';

const aSite = 'expected a site with its number, such as "executor→psp ChargeRequested order-17.1 #1"';
const itsNumber =
  'end it with its number, #1 where it happens first, all within quotes: outside of them, YAML takes " #1" for a comment';

describe('a script that is wrong', () => {
  it.each([
    ['network.drop', '1:1: "network.drop" | expected a list of faults, each after a hyphen'],
    [
      '- 7',
      '1:3: 0: 7 | expected a fault such as { site: "executor→psp ChargeRequested order-17.1 #1", fault: network.drop }',
    ],
    [`${link} }`, '1:3: 0.fault: missing | expected a kind of fault such as network.drop or service.crash'],
    [
      '- { fault: network.drop }',
      `1:3: 0.site: missing | ${aSite} | hint: a script names sites, such as "episode service.crash wallet #1"; \`penny run SCENARIO --sites ORDER\` lists those of an order, and rules without sites belong into the scenario`,
    ],
    [
      `${link}, fault: network.dorp }`,
      '1:63: 0.fault: "network.dorp" | expected a kind of fault such as network.drop or service.crash | hint: did you mean `network.drop`?',
    ],
    [
      `${link}, fault: database.fail }`,
      '1:63: 0.fault: database.fail at a message between two services | expected one of network.drop, network.delay, network.duplicate, network.reorder',
    ],
    [`${link}, fault: network.delay }`, '1:3: 0.by: missing | expected a duration from 1ms to 30d'],
    [
      `${link}, fault: network.delay, by: 5 }`,
      '1:82: 0.by: 5 | expected a duration from 1ms to 30d | hint: give it a unit: 5ms, 5s, 5min, 5h or 5d',
    ],
    [`${link}, fault: network.delay, by: 40d }`, '1:82: 0.by: "40d" | expected a duration from 1ms to 30d'],
    [
      `${link}, fault: network.drop, by: 3s }`,
      '1:77: 0.by: a key that network.drop does not take | expected one of the keys site, fault',
    ],
    [
      `${link}, fault: network.drop }\n${link}, fault: network.delay, by: 1s }`,
      '2:11: 1.site: "executor→psp ChargeRequested order-1.1 #1" a second time | expected one fault at each site',
    ],
    [
      '- site: wallet.db commit order-1.1 #1\n  fault: database.fail',
      `1:9: 0.site: "wallet.db commit order-1.1" | ${aSite} | hint: ${itsNumber}`,
    ],
    [
      '- { site: "episode service.crash wallet", fault: service.crash, on: wallet, at: 2026-03-02T09:00:00Z, for: 20s }',
      `1:11: 0.site: "episode service.crash wallet" | ${aSite} | hint: ${itsNumber}`,
    ],
    [
      '- { site: wallet.db commit order-1.1 #1, fault: database.fail }',
      '1:64: broken YAML (flow map in block collection must be sufficiently indented and end with a }) | expected valid YAML | hint: put the site in quotes: without them, YAML takes " #1" for a comment',
    ],
    [
      '- { site: "wallet handle CreditSeller order-1.1 #1", fault: service.crash, when: during, for: 5s }',
      '1:82: 0.when: "during" | expected before or after',
    ],
    [
      '- { site: "shop handle BuyAccepted checkout-1 #1", fault: service.crash, when: before, for: 5s }',
      '1:11: 0.site: "shop handle BuyAccepted checkout-1 #1" | expected a site of one of payment-service, executor, psp, bank, wallet, ledger, reconciliation',
    ],
    [
      '- { site: "settlement psp EUR/2026-03-02 order-1.1 #1", fault: settlement.line-wrong-amount, by: 0 }',
      '1:98: 0.by: 0 | expected a whole number of minor units from -1000000 to 1000000, other than zero',
    ],
    [
      '- { site: "psp authorise order-1.1 #1", fault: psp.decline, kind: softly, code: try_later }',
      '1:67: 0.kind: "softly" | expected soft or hard | hint: did you mean `soft`?',
    ],
    [
      '- { site: "psp authorise order-1.1 #1", fault: psp.decline, kind: soft, code: 51 }',
      '1:79: 0.code: 51 | expected a code in lower case with underscores, such as insufficient_funds',
    ],
  ])('%s', (text, problem) => {
    expect(problemsOf(text)).toEqual([`a.yaml:${problem}`]);
  });

  it.each([
    [`${outage}, for: 5min }`, '1:3: 0.at: missing | expected an instant in UTC such as 2026-03-02T09:00:00.000Z'],
    [
      `${outage}, at: 2026-03-02T09:00:00, for: 5min }`,
      '1:63: 0.at: "2026-03-02T09:00:00" | expected an instant in UTC such as 2026-03-02T09:00:00.000Z | hint: end it with Z',
    ],
    [
      `${outage}, at: 2026-02-30T09:00:00Z, for: 5min }`,
      '1:63: 0.at: "2026-02-30T09:00:00Z" | expected a date that the calendar has',
    ],
    [
      '- { site: "psp #1", fault: psp.outage, at: 2026-03-02T10:00:00Z, for: 5min }',
      '1:11: 0.site: "psp #1" | expected a name of its own such as "episode psp.outage #1"',
    ],
    [
      `${crash}, at: 2026-03-02T10:00:00Z, for: 5min, on: walet }`,
      '1:109: 0.on: "walet" | expected a service: one of payment-service, executor, psp, bank, wallet, ledger, reconciliation | hint: did you mean `wallet`?',
    ],
    [
      `${crash}, when: before, for: 5min }`,
      '1:11: 0.site: "episode service.crash wallet #1" | expected when it begins, as `at`; or the site of a single case for service.crash',
    ],
    [
      `${partition}, between: psp, and: [], oneWay: true }`,
      `1:124: 0.and: an empty list | expected a service or a list of services: ${services}`,
    ],
    [
      `${partition}, between: psp, and: [bank, bnak], oneWay: true }`,
      `1:124: 0.and: a list | expected a service or a list of services: ${services}`,
    ],
    [
      `${partition}, between: [psp, bank], and: bank, oneWay: true }`,
      '1:137: 0.and: bank on both sides | expected each service on one side',
    ],
    [`${partition}, between: psp, and: bank, oneWay: maybe }`, '1:143: 0.oneWay: "maybe" | expected true or false'],
  ])('%s', (text, problem) => {
    expect(problemsOf(text)).toEqual([`a.yaml:${problem}`]);
  });

  it('is told of everything at once, in the order of the file', () => {
    expect(problemsOf(`${link}, fault: network.delay, by: 0ms, at: now }\n- 7\n`)).toHaveLength(3);
  });
});

describe('a script so long that it is read in parts', () => {
  const dropAt = (n: number): Faulted =>
    faulted(`executor→psp ChargeRequested order-${n}.1 #1`, { kind: 'network.drop' });
  const facts = Array.from({ length: 6_000 }, (_, index) => dropAt(index + 1));
  const text = writeScript(facts);

  it('is the script that was written', () => {
    expect(text.length).toBeGreaterThan(400_000);
    expect(readScript(text, 'faults.yaml')).toEqual({ ok: true, script: scriptOf(facts) });
  });

  it('says how far it is, to the end', () => {
    const reading = readingScript(text, 'faults.yaml');
    const sofar: number[] = [];
    for (let step = reading.next(); step.done !== true; step = reading.next()) sofar.push(step.value);
    expect(sofar).toHaveLength(3);
    expect(sofar[0]).toBeGreaterThan(200_000);
    expect(sofar.at(-1)).toBe(text.length);
  });

  it('has its mistakes told by their lines and items in the whole of it, and sites that come again far below', () => {
    const first = text.split('\n')[1] ?? '';
    expect(problemsOf(`${text}- { site: 7, fault: network.drop }\n${first}\n`)).toEqual([
      expect.stringMatching(/^a\.yaml:6002:11: 6000\.site: 7 \| expected a site with its number/),
      expect.stringMatching(/^a\.yaml:6003:11: 6001\.site: "executor→psp ChargeRequested order-1\.1 #1" a second time/),
    ]);
    const [broken] = problemsOf(`${text}- { site: "x #1", fault: [ }\n`);
    expect(broken).toMatch(/^a\.yaml:6002:\d+: broken YAML/);
  });
});

describe('the longest script', () => {
  it('that is written is the longest that is read', () => {
    const site = `${'x'.repeat(10_000_000)} #1`;
    const long = faulted(site, { kind: 'network.drop' });
    expect(() => writeScript(Array.from({ length: 12 }, () => long))).toThrow(RangeError);
    expect(problemsOf('x'.repeat(MOST_SCRIPT_CHARACTERS + 1))).toEqual([
      'a.yaml:1:1: 120000001 characters | expected at most 120000000 characters',
    ]);
  });
});

function problemsOf(text: string): string[] {
  const read = readScript(text, 'a.yaml');
  return read.ok ? [] : read.problems.map((problem) => formatProblem(problem).replaceAll('\n  ', ' | '));
}

/** What a kind leaves in a run: a fault at a site of each of its places, and an episode. */
function drawn(kind: FaultKind, seed: string, at: number): Faulted[] {
  const { atSites, asEpisode } = kindOfFault(kind);
  const rule: FaultRule = { kind, target: {}, values: {}, window: { from: 0, to: 1 }, budget: 1 };
  const draw = createDice(seed).stream('test', kind);
  const sites = (atSites?.places ?? []).flatMap((place): Faulted[] => {
    const fault = atSites?.draw(createChance(draw, atSites.values, rule));
    // Two kinds at one site are no script.
    const site = examples[place].replace(/#\d+$/, `#${faultKinds.indexOf(kind) + 1}`);
    return fault === undefined ? [] : [faulted(site, fault)];
  });
  if (asEpisode === undefined) return sites;
  const chance = createChance(draw, asEpisode.values, rule);
  const fault = asEpisode.draw(chance);
  const forMs = chance.number('forMs');
  return [...sites, { ...faulted(`episode ${kind} ${subjectOf(fault)} #1`, fault), at, forMs }];
}

function faulted(site: string, fault: Fault): Faulted {
  return { kind: 'faulted', at: 0, site, concern: 'the test', fault };
}
