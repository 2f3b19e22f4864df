/** Options that have one value. */
import { UserError } from '../user-error.ts';

/**
 * An option that is given twice has two values; which one was meant is not ours to guess.
 * @throws UserError when it is given more than once
 */
export function once(name: string, value: string | readonly string[] | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new UserError(`--${name} is given ${value.length} times, and once was expected`);
}
