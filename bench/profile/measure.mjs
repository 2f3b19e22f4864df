/** Where the time of a run goes: the tool runs once under V8's sampling profiler. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printed } from '../subprocess.mjs';
import { inTemporaryFolder } from '../temporary-folder.mjs';
import { sharesOf } from './shares.mjs';

export async function measureShares(checkouts, say) {
  say(`profile: black-friday with ${checkouts} checkouts`);
  return inTemporaryFolder(async (folder) => {
    const profiles = join(folder, 'profiles');
    const profiler = ['--cpu-prof', '--cpu-prof-dir', profiles];
    const run = ['run', 'scenarios/black-friday.yaml', '--checkouts', String(checkouts), '--quiet'];
    await printed(process.execPath, [...profiler, 'bin/penny.js', ...run, '--out', join(folder, 'report')], [0, 3]);
    const [file] = readdirSync(profiles);
    return sharesOf(JSON.parse(readFileSync(join(profiles, file), 'utf8')));
  });
}
