import { execFileSync } from 'node:child_process';

/** The command line is tested as a subprocess, so the built tool must be the sources under test. */
export function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
