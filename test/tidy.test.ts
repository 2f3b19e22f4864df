/** Style is a test: every source and test file of the project, held to the rules of test/support. */
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  builtInProblems,
  cycleProblems,
  deadFileProblems,
  directionProblems,
  pinProblems,
  undeclaredProblems,
  type Manifest,
} from './support/import-rules.ts';
import { purityRules } from './support/purity-rules.ts';
import { readSources, sentence } from './support/source-files.ts';
import { tidyRules } from './support/tidy-rules.ts';

const sources = readSources(['src', 'test']);
const manifestText = readFileSync('package.json', 'utf8');
const manifest = JSON.parse(manifestText) as Manifest;

describe('every file', () => {
  it.each(Object.entries({ ...tidyRules, ...purityRules }))('%s', (_, rule) => {
    expect(sources.flatMap(rule).map(sentence)).toEqual([]);
  });
});

describe('imports', () => {
  it('run in the direction of the layers', () => {
    expect(directionProblems(sources).map(sentence)).toEqual([]);
  });

  it('form no cycle', () => {
    expect(cycleProblems(sources).map(sentence)).toEqual([]);
  });

  it('lead from the command line to every source file', () => {
    expect(deadFileProblems(sources, ['src/cli/main.ts']).map(sentence)).toEqual([]);
  });

  it('leave files, processes and sockets to the shell', () => {
    expect(builtInProblems(sources, builtinModules).map(sentence)).toEqual([]);
  });

  it('name packages that the manifest declares', () => {
    expect(undeclaredProblems(sources, manifest).map(sentence)).toEqual([]);
  });
});

describe('the manifest', () => {
  it('pins every dependency to an exact version', () => {
    expect(pinProblems(manifest, manifestText).map(sentence)).toEqual([]);
  });
});
