/** An RxJS scheduler in virtual time: RxJS operators that wait, wait on the kernel's queue. */
import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import type { Scheduled } from './kernel/event-queue.ts';
import type { Kernel } from './kernel/kernel.ts';

export function kernelScheduler(kernel: Kernel): SchedulerLike {
  return {
    now: () => kernel.now(),
    schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
      return createAction(kernel, work).schedule(state, delay);
    },
  };
}

/** An action has at most one wait pending: scheduling it again replaces the wait. */
function createAction<T>(kernel: Kernel, work: (this: SchedulerAction<T>, state?: T) => void): SchedulerAction<T> {
  let pending: Scheduled | undefined;
  const action: SchedulerAction<T> = Object.assign(new Subscription(() => pending?.cancel()), {
    schedule(state?: T, delay = 0): Subscription {
      pending?.cancel();
      if (!action.closed) pending = kernel.schedule(kernel.now() + delay, () => work.call(action, state));
      return action;
    },
  });
  return action;
}
