import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { shippedScenario, simulate } from '../../test/support/simulate.ts';
import type { Faulted } from '../sim/facts.ts';
import { writeReportFiles } from './report-files.ts';
import { runInfo } from './run-info.ts';
import { UserError } from './user-error.ts';

it('a report whose faults could not be read again is not written', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everypenny-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const finish = simulate(shippedScenario('first-checkout'));
  const site = `${'x'.repeat(30_000_000)} #1`;
  const long: Faulted = { kind: 'faulted', at: 0, site, concern: 'the test', fault: { kind: 'network.drop' } };
  const kept = { bankZone: 'UTC', store: 'lowdb' } as const;
  const faults = [long, long, long, long];
  expect(() =>
    writeReportFiles(folder, finish.report, runInfo(1, 1, 1, 'xstate'), { ...finish, faults }, kept),
  ).toThrow(
    new UserError('4 faults fired, which are too many for one script.', 'Run fewer checkouts, or have fewer faults.'),
  );
});
