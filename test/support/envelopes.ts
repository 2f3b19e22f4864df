/** Envelopes as the network makes them. */
import { serviceOf } from '../../src/domain/addresses.ts';
import { createCourses } from '../../src/sim/faults/operations.ts';
import type { Sites } from '../../src/sim/faults/sites.ts';
import type { Envelope } from '../../src/sim/network.ts';
import { loadedDice } from './loaded-dice.ts';

export function envelopes(sites: Sites): (written: Omit<Envelope, 'course' | 'tally'>) => Envelope {
  const courseOf = createCourses(
    sites,
    loadedDice(() => 0),
  );
  return (written) => {
    const { from, to, message, concern } = written;
    return { ...written, course: courseOf(message.type, serviceOf(from), serviceOf(to)), tally: sites.of(concern) };
  };
}
