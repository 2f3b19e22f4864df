/**
 * The report is opened as a person would open it, in headless Chromium. Where no Chromium is installed these tests are
 * skipped and say so; `apt-get install chromium` brings one on Debian.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const names = ['chromium', 'chromium-browser', 'google-chrome'];
const folders = (process.env['PATH'] ?? '').split(delimiter);
const browser = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
if (browser === undefined) {
  process.stderr.write(
    'no Chromium found: the tests of the report in a browser are skipped (apt-get install chromium)\n',
  );
}

const ordinary = [
  'The flow',
  'Throughput',
  'Latency',
  'Money by night',
  'The books',
  'Reconciliation',
  'Invariants',
  'Faults',
];
const stormy = ['--set', 'faults=heavy', '--set', 'refunds.share=20%', '--set', 'expect=[restarts >= 1]'];
const mistaken = ['--set', 'policies.psp.timeout=800ms', '--set', 'defects=timeout-treated-as-failure'];
const kindsOfRun = [
  ['undisturbed', [], ordinary, 4],
  ['stormy', stormy, [...ordinary, 'Thresholds and expectations'], 40],
  ['mistaken', mistaken, ['Violations', ...ordinary], 8],
] as const;

describe.skipIf(browser === undefined).each(kindsOfRun)(
  'the report of an %s run in Chromium',
  (_, options, headings, charts) => {
    let folder = '';
    let page = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'browser-'));
      const run = [
        'run',
        'scenarios/marketplace-day.yaml',
        '--checkouts',
        '60',
        '--quiet',
        ...options,
        '--out',
        join(folder, 'report'),
      ];
      const { status, stderr } = spawnSync(process.execPath, ['bin/penny.js', ...run], { cwd: root, encoding: 'utf8' });
      // So few checkouts may miss a threshold for the share of declines; the report is whole all the same.
      const expected = options === mistaken ? [1] : [0, 3];
      if (status === null || !expected.includes(status))
        throw new Error(`the run ended with ${String(status)}: ${stderr}`);
      page = pathToFileURL(join(folder, 'report', 'report.html')).href;
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const open = (...wishes: readonly string[]): { stdout: string; stderr: string } => {
      const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
      const alone = ['--disable-component-update', '--disable-sync', `--user-data-dir=${join(folder, 'profile')}`];
      const args = ['--headless', '--no-sandbox', '--enable-logging=stderr', ...quiet, ...alone, ...wishes, page];
      return spawnSync(browser ?? '', args, { encoding: 'utf8', timeout: 50_000 });
    };

    it('shows every section, with its charts', () => {
      const { stdout } = open('--dump-dom');
      for (const heading of headings) {
        expect(stdout).toMatch(new RegExp(`<h2[^>]*>[^<]*${heading}`));
      }
      expect(stdout.match(/<svg/g)?.length).toBeGreaterThanOrEqual(charts);
      expect(stdout).not.toMatch(/NaN|undefined|Infinity/);
    });

    it('loads nothing and breaks no rule of its own security policy', () => {
      const { stderr } = open('--dump-dom');
      expect(stderr).not.toMatch(/CONSOLE|Content Security Policy|ERR_/);
    });

    it.each([
      ['a wide screen', 1280, []],
      ['a wide screen in the dark', 1280, ['--blink-settings=preferredColorScheme=0']],
      ['a telephone', 400, []],
    ])('can be drawn on %s', (_screen, width, wishes) => {
      const picture = join(folder, 'picture.png');
      open(...wishes, `--window-size=${width},2400`, `--screenshot=${picture}`);
      const png = readFileSync(picture);
      expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(png.readUInt32BE(16)).toBe(width);
      // A blank page of this size compresses to a few kilobytes.
      expect(png.length).toBeGreaterThan(40_000);
    });
  },
);
