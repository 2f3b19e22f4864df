/** Runs a program to its end, as a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param accepted exit codes that are no failure
 * @returns what it printed
 * @throws Error when it fails
 */
export async function printed(program, args, accepted = [0]) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const ended = error?.code ?? error?.signal ?? 0;
      if (accepted.includes(ended)) resolve(stdout);
      else reject(new Error(`${[program, ...args].join(' ')} ended with ${ended}:\n${stderr}`));
    });
  });
}
