import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { consistentReport } from '../../../test/support/sample-report.ts';
import { outcomeOf } from '../../sim/explore/outcome.ts';
import type { Identity } from '../../sim/explore/progress-log.ts';
import { openProgressFile } from './progress-file.ts';

let home = '';
let folder = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'everypenny-progress-'));
  folder = join(home, 'reports/day-explore');
});
afterEach(() => rmSync(home, { recursive: true }));

const identity: Identity = { schemaVersion: 1, version: '1.2.3', scenario: 'day', sha256: 'abc', options: [] };
const result = outcomeOf({ ...consistentReport(), faults: [], score: [], unfinished: [] });
const seed = (name: string) => ({ ...result, seed: name });

function interruptedAfter(...seeds: readonly string[]): void {
  const progress = openProgressFile(folder, identity, false);
  for (const name of seeds) progress.add(seed(name));
}

describe('the log of an exploration on disk', () => {
  it('begins with nothing done, in a folder that it makes', () => {
    const { earlier, startsAfresh } = openProgressFile(folder, identity, false);
    expect({ earlier, startsAfresh }).toEqual({ earlier: [], startsAfresh: false });
    expect(readdirSync(folder)).toEqual(['progress.jsonl']);
  });

  it('gives back what an interrupted exploration had done', () => {
    interruptedAfter('4', '2');
    const { earlier, startsAfresh, add } = openProgressFile(folder, identity, false);
    expect({ earlier, startsAfresh }).toEqual({ earlier: [seed('4'), seed('2')], startsAfresh: false });
    add(seed('3'));
    const again = openProgressFile(folder, identity, false);
    expect(again.earlier.map((each) => each.seed)).toEqual(['4', '2', '3']);
  });

  it('goes on behind the last whole line when one was cut off', () => {
    interruptedAfter('1', '2');
    const file = join(folder, 'progress.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
    const { earlier, add } = openProgressFile(folder, identity, false);
    expect(earlier).toEqual([seed('1')]);
    add(seed('3'));
    expect(openProgressFile(folder, identity, false).earlier).toEqual([seed('1'), seed('3')]);
  });

  it('gives a seed that crashed another try', () => {
    openProgressFile(folder, identity, false).add({ seed: '1', verdict: 'crashed', error: 'a mistake of ours' });
    expect(openProgressFile(folder, identity, false).earlier).toEqual([]);
  });

  it('begins anew when asked to', () => {
    interruptedAfter('1');
    expect(openProgressFile(folder, identity, true)).toMatchObject({ earlier: [], startsAfresh: false });
    expect(openProgressFile(folder, identity, false).earlier).toEqual([]);
  });

  it('begins anew, and says so, when something else was explored', () => {
    interruptedAfter('1');
    const other = openProgressFile(folder, { ...identity, sha256: 'abd' }, false);
    expect(other).toMatchObject({ earlier: [], startsAfresh: true });
  });

  it('leaves the result of an earlier exploration where it is', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'explore.json'), '{ "schemaVersion": 1 }');
    openProgressFile(folder, identity, false);
    expect(readdirSync(folder).toSorted()).toEqual(['explore.json', 'progress.jsonl']);
  });

  it('is not kept from its folder by what an interrupted write left there', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.penny-4711.partial'), '{ "schemaVers');
    expect(openProgressFile(folder, identity, false).earlier).toEqual([]);
    expect(readdirSync(folder)).toContain('progress.jsonl');
  });

  it.each([
    ['thesis.txt', 'years of work'],
    ['report.json', '{ "schemaVersion": 1 }'],
    ['progress.jsonl', 'years of work'],
  ])('is not written beside the %s of something else', (name, content) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), content);
    expect(() => openProgressFile(folder, identity, true)).toThrow('holds files that are not an exploration');
    expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
  });
});
