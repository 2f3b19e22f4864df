/** A mistake that the user can put right. It is shown as a message with a hint, never as a stack trace. */

export class UserError extends Error {
  override readonly name = 'UserError';
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined;
  /** What the process should end with: 2 for bad usage or bad input. */
  readonly exitCode: number;

  /** @param message what was seen and what was expected, in one sentence */
  constructor(message: string, hint?: string, exitCode = 2) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}
