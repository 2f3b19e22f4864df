/** Where the process begins and ends: arguments in, exit code out. */
import { hideBin } from 'yargs/helpers';
import { exitCode } from './exit-codes.ts';
import { penny } from './penny.ts';

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

process.exitCode = await penny(hideBin(process.argv), interrupt.signal);
