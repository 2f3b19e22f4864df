/** Facts out of the kernel as an RxJS stream. */
import { Subject, type Observable, type Subscription } from 'rxjs';
import type { Fact } from './facts.ts';
import type { Guard } from './guard.ts';

export interface FactStream {
  readonly facts$: Observable<Fact>;
  /** Subscribes; an error that `next` throws stops the run at the fact that broke it. */
  observe(next: (fact: Fact) => void): Subscription;
  publish(fact: Fact): void;
}

export function createFactStream(guard: Guard): FactStream {
  const subject = new Subject<Fact>();
  return {
    facts$: subject.asObservable(),
    observe: (next) => subject.subscribe(guard.wrap(next)),
    publish(fact) {
      subject.next(fact);
      guard.rethrow();
    },
  };
}
