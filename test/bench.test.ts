/** The benchmark runs, and what it measures is the same work everywhere. Its figures are nobody's business here. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bench(...args: readonly string[]): Ran {
  return spawnSync(process.execPath, ['bench/bench.mjs', ...args], { encoding: 'utf8' });
}

/** Runs a few lines that import from bench/. */
function script(code: string): Ran {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
}

/** The rows of each section's tables, without heads and rules, as cells. */
function sectionsOf(markdown: string): ReadonlyMap<string, readonly string[][]> {
  const sections = markdown.split(/^## /m).slice(1);
  return new Map(sections.map((section) => [section.split('\n', 1).join(''), rowsOf(section)]));
}

function rowsOf(section: string): string[][] {
  const tables = [...section.matchAll(/^\|.*\n\|[ -].*\n((?:\|.*\n)*)/gm)].map(([, rows = '']) => rows);
  const lines = tables.flatMap((rows) => rows.trimEnd().split('\n'));
  return lines.map((line) => line.slice(2, -2).split(' | '));
}

const jsPeers = ['simjs', 'generator processes', 'XState, one actor an order', 'hand-written loop'];
const wholeNumber = /^\d{1,3}(,\d{3})*$/;

describe('npm run bench -- --quick', () => {
  let ran: Ran = { status: null, stdout: '', stderr: '' };
  let sections: ReadonlyMap<string, readonly string[][]> = new Map();
  beforeAll(() => {
    ran = bench('--quick');
    sections = sectionsOf(ran.stdout);
  }, 600_000);

  it('comes to its end', () => {
    expect(ran.stderr).not.toContain('bench:');
    expect(ran.status).toBe(0);
    expect([...sections.keys()]).toEqual(['runs', 'loads', 'micro', 'replay', 'profile']);
  });

  it('says on what it was measured', () => {
    const machine =
      /^Measured on .+, \d+ cores, Node\.js \d+\.\d+\.\d+ on \w+ \w+, load average [\d.]+ at the start( \(busy .+\))?\.$/gm;
    expect(ran.stdout.match(machine)).toHaveLength(5);
  });

  it('has a row for every contender, with its ratio to everypenny', () => {
    const rows = sections.get('runs') ?? [];
    const names = ['everypenny, compiled', 'everypenny, `--interpreter xstate`', 'SimPy, CPython', ...jsPeers];
    expect(rows.slice(0, names.length).map(([name]) => name)).toEqual(names);
    const measured = rows.slice(0, names.length).filter(([, checkouts]) => checkouts !== 'not installed here');
    expect(measured.length).toBeGreaterThanOrEqual(names.length - 1);
    for (const [name, ...figures] of measured) {
      for (const figure of figures.slice(0, 4)) expect(figure, name).toMatch(wholeNumber);
      if (name !== 'everypenny, compiled') expect(figures[4], name).toMatch(/^(1 : [\d.,]+|[\d.,]+ : 1)$/);
    }
  });

  it('gives the trace that both interpreters had', () => {
    expect(ran.stdout).toMatch(/^Rounds: 1\. Both interpreters: trace [0-9a-f]{16}\. /m);
  });

  it('has every peer come to the totals of the flow', () => {
    const proofs = (sections.get('runs') ?? []).filter((cells) => cells.length === 5);
    const names = proofs.map(([name]) => name);
    expect(names.filter((name) => name !== 'SimPy, CPython')).toEqual(jsPeers);
    for (const [, ...totals] of proofs) expect(totals).toEqual(['19,874', '285,936', '19,492', '98,117,875']);
  });

  it('loads one worker and two, and says how much a second one gains beside what the machine can give it', () => {
    const rows = sections.get('loads') ?? [];
    const besides = new Map([
      ['one worker', ['SimPy, CPython']],
      ['two workers', ['one worker', 'SimPy, CPython']],
      ['two processes at once, one worker each', ['one worker']],
      ['two workers, `--set faults=light`', ['two workers']],
    ]);
    expect(rows.map(([name]) => name)).toEqual(['SimPy, CPython', ...besides.keys()]);
    const isMissing = rows[0]?.[1] === 'not installed here';
    for (const [name = '', checkouts, perSecond, , , compared = ''] of rows.slice(1)) {
      expect(checkouts, name).toBe(name.startsWith('two processes') ? '200' : '100');
      expect(perSecond, name).toMatch(wholeNumber);
      const others = (besides.get(name) ?? []).filter((other) => !isMissing || other !== 'SimPy, CPython');
      const ratios = others.map((other) => String.raw`[\d.]+ × ${other}`);
      expect(compared, name).toMatch(new RegExp(`^${ratios.join('; ')}$`));
    }
  });

  it('measures each part by itself, some beside others', () => {
    const rows = sections.get('micro') ?? [];
    expect(rows.map(([name = '']) => name.split(':', 1).join(''))).toEqual([
      'event queue',
      'event queue',
      'dice.at',
      'dice.once',
      'dice.stream',
      'Subject.next, 0 observers',
      'fact stream',
      'Subject.next, 8 observers',
      'fact stream',
      'dispatch',
      'dispatch',
      'dispatch',
      'trace hash',
      'HDR histogram',
    ]);
    expect(rows.every(([, ns]) => /^[\d.,]+$/.test(ns ?? ''))).toBe(true);
    expect(rows.filter(([, , , beside]) => / × (Subject|dispatch)/.test(beside ?? ''))).toHaveLength(4);
  });

  it('replays the parts of a run, each beside the whole', () => {
    const rows = sections.get('replay') ?? [];
    expect(rows.map(([name]) => name)).toEqual([
      'facts, messages and records as objects',
      'machines',
      'machines, by XState itself',
      'checks',
      'trace hash',
      'tables',
      'counts of the report',
      'the world: no checks, no report',
      'the whole run',
    ]);
    for (const [name, us, , share] of rows) {
      expect(us, name).toMatch(/^[\d.,]+$/);
      expect(Number(share), name).toBeGreaterThan(0);
    }
    expect(rows.at(-1)?.[3]).toBe('1');
    expect(ran.stdout).toMatch(/^The same steps of the same machines take XState [\d.,]+ times as long/m);
  });

  it('divides the whole time of a run between its parts', () => {
    const rows = sections.get('profile') ?? [];
    expect(rows.map(([name]) => name)).toEqual(
      expect.arrayContaining(['checks', 'interpreter and machines', 'network and delivery', 'databases', 'dice']),
    );
    const shares = rows.map(([, share = '']) => Number(share.replace(' %', '')));
    const sum = shares.reduce((total, share) => total + share, 0);
    // Each of fourteen is rounded to a tenth.
    expect(Math.abs(sum - 100)).toBeLessThan(0.75);
  });
});

describe('a contender that does something else', () => {
  it('is refused when its history differs', () => {
    const { status, stderr } = script(`
      import { assertSameHistory } from './bench/agreement.mjs';
      assertSameHistory('it', { traceHash: 'aa' }, { traceHash: 'bb' });
    `);
    expect(stderr).toContain('it has another history: trace aa instead of bb');
    expect(status).toBe(1);
  });

  it('is refused when its totals differ', () => {
    const { status, stderr } = script(`
      import { assertTotals } from './bench/agreement.mjs';
      const right = { orders: 19874, events: 285936, captured: 19492, declined: 382, failed: 0, retries: 185 };
      assertTotals('it', { ...right, ledgerEntries: 38984, settledAmount: 98117876 });
    `);
    expect(stderr).toContain('settledAmount 98117876 instead of 98117875');
    expect(status).toBe(1);
  });
});

describe('what was measured', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everypenny-bench-test-'));
  const page = join(folder, 'page.md');
  afterAll(() => rmSync(folder, { recursive: true }));
  const measure = (): Ran => bench('--quick', '--only', 'micro', '--write', '--page', page);

  it('takes the place of what was there before', { timeout: 300_000 }, () => {
    writeFileSync(page, 'above\n<!-- measured: micro -->\nold\n<!-- end: micro -->\nbelow\n');
    expect(measure().status).toBe(0);
    const written = readFileSync(page, 'utf8');
    expect(written).toMatch(/^above\n<!-- measured: micro -->\n\nMeasured on [\s\S]+\n\n<!-- end: micro -->\nbelow\n$/);
    expect(written).not.toContain('old');
    expect(written).toContain('| trace hash: a delivered message |');
  });

  it('is not written where its place is missing', { timeout: 300_000 }, () => {
    writeFileSync(page, 'no markers\n');
    const { status, stderr } = measure();
    expect(stderr).toContain('page.md has no place for "micro"');
    expect(status).toBe(1);
  });

  it('has its places in the page on performance', () => {
    const text = readFileSync('docs/performance.md', 'utf8');
    for (const section of ['runs', 'loads', 'micro', 'replay', 'profile'])
      expect(text).toMatch(new RegExp(`<!-- measured: ${section} -->[\\s\\S]+<!-- end: ${section} -->`));
  });
});

describe('a mistake on its command line', () => {
  it.each([
    [['--only', 'speed'], '--only speed: expected runs, loads, micro, replay, profile'],
    [['--load', '1.5'], '--load 1.5: expected a whole number above zero'],
    [['--rounds', '0'], '--rounds 0: expected a whole number above zero'],
    [['--quick', '--write'], '--quick and --write do not go together'],
    [['--fast'], "Unknown option '--fast'"],
  ])('is named: %s', (args, message) => {
    const { status, stdout, stderr } = bench(...args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});
