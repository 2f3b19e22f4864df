/** Where the process begins and ends: arguments in, exit code out. */
import { hideBin } from 'yargs/helpers';
import { commandLine } from './command-line.ts';
import { Interrupted } from './drive.ts';
import { exitCode } from './exit-codes.ts';
import { UserError } from './user-error.ts';

const interrupt = new AbortController();
// A second signal ends the process at once, as it would without us.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());

// Whoever reads our output may have seen enough, as `penny schema | head` has. The exit code still says what came of it.
process.stderr.on('error', () => undefined);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`penny: the result cannot be written to standard output: ${error.message}\n`);
  process.on('exit', () => (process.exitCode = exitCode.badInput));
});

try {
  process.exitCode = await commandLine(hideBin(process.argv), interrupt.signal);
} catch (error) {
  process.exitCode = failed(error);
}

function failed(error: unknown): number {
  if (error instanceof Interrupted) {
    process.stderr.write(`penny: interrupted; ${error.message}\n`);
    return exitCode.interrupted;
  }
  if (error instanceof UserError) {
    const hint = error.hint === undefined ? '' : `\n  hint: ${error.hint}`;
    process.stderr.write(`penny: ${error.message}${hint}\n`);
    return error.exitCode;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `penny: internal error; this is a mistake of ours, please report it with the command\n${stack}\n`,
  );
  return exitCode.internalError;
}
