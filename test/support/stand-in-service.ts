/** A service without actors that notes what it is told, and can be taken down and up. */
import type { ServiceName } from '../../src/domain/addresses.ts';
import type { Kernel } from '../../src/sim/kernel/kernel.ts';
import type { MachineEvent } from '../../src/sim/interpreter/interpreter.ts';
import type { Service } from '../../src/sim/service.ts';

export interface StandIn {
  readonly service: Service;
  readonly events: MachineEvent[];
}

/**
 * @param heard where it notes what happens to it, each with the time: `1020 wallet handles CreditSeller`
 * @param unfinished how many unfinished records it has
 */
export function standIn(name: ServiceName, kernel: Kernel, heard: string[], unfinished = 0): StandIn {
  const events: MachineEvent[] = [];
  const note = (what: string): void => void heard.push(`${kernel.now()} ${name} ${what}`);
  let [up, incarnation] = [true, 1];
  const service: Service = {
    name,
    isUp: () => up,
    incarnation: () => incarnation,
    deliver(_, event) {
      events.push(event);
      note(`handles ${event.type}`);
    },
    answer: (_, event) => note(`is answered ${event.type}`),
    crash() {
      up = false;
      note('crashes');
    },
    start() {
      up = true;
      incarnation += 1;
      note('starts');
    },
    resume() {
      note('resumes');
      return unfinished;
    },
    actorsInMemory: () => 0,
  };
  return { service, events };
}
