/** One entry of a state's `on`, for states that several machines share and that wait for a message of each one's own. */
export function on<Name extends string, const Transition>(
  message: Name,
  transition: Transition,
): Record<Name, Transition> {
  return { [message]: transition } as Record<Name, Transition>;
}
