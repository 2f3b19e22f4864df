/** XState's `assign` for what the contexts of several machines have in common. */
import { assign, type ActionFunction, type PropertyAssigner } from 'xstate';
import type { Instant } from '../domain/calendar.ts';

/** Any event of a machine: it came at an instant, by the clock of its service. */
export interface Came {
  readonly type: string;
  readonly at: Instant;
  readonly body: object;
}

/**
 * An action of a machine whose context is `Shared`, and more. The cast says what the compiler does not see: that such a
 * context has all of its parts.
 */
export function assignShared<Shared extends object, Context extends Shared, Event extends Came>(
  parts: PropertyAssigner<Shared, Event, undefined, Event, never>,
): ActionFunction<Context, Event, Event, undefined, never, never, never, never, never> {
  const shared: object = parts;
  return assign(shared as PropertyAssigner<Context, Event, undefined, Event, never>);
}
