/** Runs of a shipped scenario by the tool itself, measured by their own run-info.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from './subprocess.mjs';
import { inTemporaryFolder } from './temporary-folder.mjs';

/** Consistent; or consistent, and a threshold of the scenario was missed, as it may be with other numbers of checkouts. */
const CONSISTENT = [0, 3];

/**
 * @param verb `run` or `load`
 * @param options besides the number of checkouts
 */
export async function scenarioRun(verb, scenario, options, checkouts) {
  return inTemporaryFolder(async (folder) => {
    const out = join(folder, 'report');
    const size = ['--checkouts', String(checkouts)];
    const args = ['bin/penny.js', verb, scenario, ...size, ...options, '--quiet', '--out', out];
    await printed(process.execPath, args, CONSISTENT);
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
