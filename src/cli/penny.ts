/** The tool as a function: arguments in, exit code out, and what went wrong told on standard error. */
import { commandLine } from './command-line.ts';
import { Interrupted } from './drive.ts';
import { exitCode } from './exit-codes.ts';
import { UserError } from './user-error.ts';

/**
 * @param args without the names of Node.js and of the tool
 * @returns the exit code
 */
export async function penny(args: readonly string[], signal: AbortSignal): Promise<number> {
  try {
    return await commandLine(args, signal);
  } catch (error) {
    return failed(error);
  }
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
