/** An RxJS scheduler in virtual time: RxJS operators that wait, wait on the kernel's queue. */
import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import type { Kernel } from './kernel/kernel.ts';

export function kernelScheduler(kernel: Kernel): SchedulerLike {
  return {
    now: () => kernel.now(),
    schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
      return createAction(kernel, work).schedule(state, delay);
    },
  };
}

function createAction<T>(kernel: Kernel, work: (this: SchedulerAction<T>, state?: T) => void): SchedulerAction<T> {
  const action: SchedulerAction<T> = Object.assign(new Subscription(), {
    schedule(state?: T, delay = 0): Subscription {
      const pending = kernel.schedule(kernel.now() + delay, () => work.call(action, state));
      action.add(() => pending.cancel());
      return action;
    },
  });
  return action;
}
