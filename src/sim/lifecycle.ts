/**
 * Crashes, restarts and the healing. A service that crashes is down for a while; when it starts again, the actors of its
 * unfinished records take up their work, and the jobs that the clock had for it in the meantime are run. At the healing every
 * service comes up and an operator drives whatever is unfinished.
 */
import { serviceNames, type ServiceName } from '../domain/addresses.ts';
import type { Instant } from '../domain/calendar.ts';
import type { Fact } from './facts.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { Service } from './service.ts';

export interface Lifecycle {
  /** Takes a service down for so many milliseconds; without effect on one that is down, and once everything has healed. */
  crash(service: ServiceName, downMs: number): void;
  heal(): void;
}

export interface LifecycleParts {
  readonly kernel: Kernel;
  readonly serviceOf: (name: ServiceName) => Service;
  readonly publish: (fact: Fact) => void;
  /** Loses what waits for a service, and what it is serving. */
  readonly empty: (service: ServiceName) => void;
  /** Runs the jobs again that the clock had for a service since it crashed, or shortly before. */
  readonly runJobsAgain: (service: ServiceName, crashedAt: Instant) => void;
}

export function createLifecycle(parts: LifecycleParts): Lifecycle {
  const { kernel, serviceOf, publish, runJobsAgain } = parts;
  const crashedAt = new Map<ServiceName, Instant>();
  let healed = false;
  const start = (name: ServiceName): void => {
    const service = serviceOf(name);
    service.start();
    const resumed = service.resume();
    publish({ kind: 'restarted', at: kernel.now(), service: name, concern: name, resumed });
    runJobsAgain(name, crashedAt.get(name) ?? kernel.now());
  };

  return {
    crash(name, downMs) {
      const service = serviceOf(name);
      // A transaction that was to bring its service down may come to its end when faults have stopped.
      if (healed || !service.isUp()) return;
      service.crash();
      crashedAt.set(name, kernel.now());
      publish({ kind: 'crashed', at: kernel.now(), service: name, concern: name });
      parts.empty(name);
      const incarnation = service.incarnation();
      kernel.schedule(kernel.now() + downMs, () => {
        // The healing may have started it already.
        if (!service.isUp() && service.incarnation() === incarnation) start(name);
      });
    },
    heal() {
      healed = true;
      const at: Instant = kernel.now();
      const down = serviceNames.filter((name) => !serviceOf(name).isUp());
      for (const name of down) start(name);
      publish({ kind: 'healed', at, concern: 'all services' });
      for (const name of serviceNames) if (!down.includes(name)) serviceOf(name).resume();
    },
  };
}
