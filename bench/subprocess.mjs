/** Runs a program to its end, as a process of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param accepted exit codes that are no failure
 * @returns what it printed
 * @throws Error when it fails
 */
export function printed(program, args, accepted = [0]) {
  const ran = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (ran.error !== undefined) throw ran.error;
  if (accepted.includes(ran.status)) return ran.stdout;
  throw new Error(`${[program, ...args].join(' ')} ended with ${ran.status ?? ran.signal}:\n${ran.stderr}`);
}
