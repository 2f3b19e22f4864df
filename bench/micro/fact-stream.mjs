/** Facts on their way to the checks and the report: the stream of a run beside the bare Subject that it is made of. */
import { Subject } from 'rxjs';
import { createFactStream } from '../../dist/sim/fact-stream.js';
import { createGuard } from '../../dist/sim/guard.js';

const fact = { kind: 'lost', at: 1_772_409_600_000, from: 'shop/checkout-1', to: 'payment-service/checkout-1' };

export const factStream = [0, 8].flatMap((observers) => [
  { name: `Subject.next, ${observers} observers`, repeat: nextOfSubject(observers) },
  {
    name: `fact stream: publish, ${observers} observers`,
    beside: `Subject.next, ${observers} observers`,
    repeat: publishOfStream(observers),
  },
]);

function nextOfSubject(observers) {
  const subject = new Subject();
  const seen = countingObservers(observers, (next) => subject.subscribe(next));
  return (count) => {
    for (let i = 0; i < count; i += 1) subject.next(fact);
    return seen();
  };
}

function publishOfStream(observers) {
  const stream = createFactStream(createGuard());
  const seen = countingObservers(observers, (next) => stream.observe(next));
  return (count) => {
    for (let i = 0; i < count; i += 1) stream.publish(fact);
    return seen();
  };
}

function countingObservers(observers, subscribe) {
  let seen = 0;
  const observer =
    () =>
    ({ at }) =>
      (seen += at & 1);
  for (let i = 0; i < observers; i += 1) subscribe(observer());
  return () => seen;
}
