import { describe, expect, it } from 'vitest';
import { purityRules } from './purity-rules.ts';
import { parseSources, sentence } from './source-files.ts';

/** What the purity rules say of one file. */
function said(text: string, path = 'src/sim/world.ts'): string[] {
  const sources = parseSources({ [path]: text });
  return Object.values(purityRules).flatMap((rule) => sources.flatMap(rule).map(sentence));
}

describe('code outside the shell names nothing that differs from run to run', () => {
  it.each([
    ['const at = Date.now();', 'Date'],
    ['const at = new Date();', 'Date'],
    ['let at: Date;', 'Date'],
    ['const at = globalThis.performance.now();', 'globalThis.performance'],
    ['setTimeout(() => undefined, 1);', 'setTimeout'],
    ['queueMicrotask(() => undefined);', 'queueMicrotask'],
    ['const id = crypto.randomUUID();', 'crypto'],
    ["const home = process.env['HOME'];", 'process'],
    ['const zone = Intl.DateTimeFormat();', 'Intl'],
    ['const draw = Math.random();', 'Math.random'],
    ["const draw = Math['random']();", "Math['random']"],
    ['const { random } = Math;', 'random'],
    ['const { random: draw } = Math;', 'random: draw'],
    ['const at = Temporal.Now.instant();', 'Temporal.Now'],
    ['const text = (5).toLocaleString();', '(5).toLocaleString'],
    ['const order = names.sort((a, b) => a.localeCompare(b));', 'a.localeCompare'],
  ])('fails on %s', (code, seen) => {
    const problems = said(`/** A comment that names Date. */\n${code}\n`);
    expect(problems.map((each) => each.replace(/; expected .*/, ''))).toContain(`src/sim/world.ts:2: ${seen}`);
  });

  it('says what to use instead', () => {
    expect(said('const draw = Math.random();')).toEqual(['src/sim/world.ts:1: Math.random; expected dice']);
  });

  it('passes comments, texts, members of that name and names that the file declares', () => {
    const code = [
      "const text = 'Date'; // Date",
      'const clock = { setTimeout(fire: () => void) { fire(); }, Date: 1 };',
      'const zero = clock.Date;',
      'function run(process: { env: string }) { return process.env; }',
    ];
    expect(said(code.join('\n'))).toEqual([]);
  });

  it.each(['src/cli/main.ts', 'src/sim/world.test.ts', 'test/support/runtime-trap.ts'])('leaves %s alone', (path) => {
    expect(said('const at = Date.now();', path)).toEqual([]);
  });
});

describe('luck is drawn without functions that differ between platforms', () => {
  it('fails on a logarithm and passes a square root', () => {
    expect(said('const wait = -Math.log(luck) * mean;')).toEqual([
      'src/sim/world.ts:1: Math.log; expected arithmetic that is exact everywhere, or a table',
    ]);
    expect(said('const root = Math.sqrt(2) + 2 ** 3;')).toEqual([]);
  });

  it('leaves the scale of a chart alone', () => {
    expect(said('const x = Math.log10(ms);', 'src/sim/report/html/charts/latency.ts')).toEqual([]);
  });
});

describe('streams are scheduled in virtual time', () => {
  it('fails on a timer without a scheduler and passes one that has it', () => {
    expect(said("import { timer } from 'rxjs';\nconst tick = timer(5);")).toEqual([
      'src/sim/world.ts:2: timer(5); expected a scheduler of virtual time as the last argument',
    ]);
    expect(said("import { timer } from 'rxjs';\nconst tick = timer(at - scheduler.now(), scheduler);")).toEqual([]);
    expect(said("import { timer } from 'rxjs';\nconst tick = timer(at - scheduler.now());")).toHaveLength(1);
  });

  it('passes a function of that name that is not a stream', () => {
    expect(said('const length = clock.interval(5);')).toEqual([]);
  });
});

describe('a machine is pure and its delays are named', () => {
  const path = 'src/actors/buyer.ts';

  it.each(['const machine = { invoke: {} };', "const tell = sendTo('psp', event);", 'const wait = fromPromise(call);'])(
    'fails on %s',
    (code) => {
      expect(said(code, path).join()).toMatch(
        /^src\/actors\/buyer\.ts:1: .*expected effects that leave the machine through emit$/,
      );
    },
  );

  it('fails on a delay that is a number and passes one that has a name', () => {
    expect(said("const state = {\n  after: { 1000: 'retrying' },\n};", path)).toEqual([
      "src/actors/buyer.ts:2: 1000: 'retrying'; expected a delay that has a name",
    ]);
    expect(said("const state = { after: { patience: 'retrying' } };", path)).toEqual([]);
  });
});
