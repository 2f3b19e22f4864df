/** A run of a shipped scenario by the tool itself, measured by its own run-info.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from './subprocess.mjs';
import { inTemporaryFolder } from './temporary-folder.mjs';

/** Consistent; or consistent, and a threshold of the scenario was missed, as it may be with other numbers of checkouts. */
const CONSISTENT = [0, 3];

/** @param options of `penny run`, besides the number of checkouts */
export function scenarioRun(scenario, options, checkouts) {
  return inTemporaryFolder((folder) => {
    const out = join(folder, 'report');
    const size = ['--checkouts', String(checkouts)];
    printed(
      process.execPath,
      ['bin/penny.js', 'run', scenario, ...size, ...options, '--quiet', '--out', out],
      CONSISTENT,
    );
    const report = read(join(out, 'report.json'));
    const info = read(join(out, 'run-info.json'));
    return {
      checkouts: report.counts.checkouts,
      events: report.counts.events,
      seconds: info.wallMs / 1000,
      peakMb: info.peakRssBytes / 1024 / 1024,
      traceHash: report.traceHash,
    };
  });
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
