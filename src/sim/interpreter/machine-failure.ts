/** A mistake in a machine, however it is run: the run cannot go on, and the error says where it was made. */

/** @param state the path of the state that the machine was in */
export function machineFailure(machine: string, state: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`machine ${machine} failed in state ${state}: ${reason}`, { cause });
}
