import { expect, it } from 'vitest';
import { factLine } from './support/fact-lines.ts';
import { shippedScenario, watch } from './support/simulate.ts';
import { groundOf, namesOf } from './support/stored-before-sent.ts';

it('nothing that rests on a fact is sent before the fact is stored, however slow issuers, messages and commits are', () => {
  const { facts } = watch(
    shippedScenario('autumn-clock-change', [
      'traffic.checkouts=150',
      'psp.authorisation={min: 1s, p50: 5s, p95: 40s, max: 3min}',
      'network.latency={min: 1ms, p50: 50ms, p99: 3s, max: 10s}',
      'database.latency={min: 1ms, p50: 20ms, p99: 900ms, max: 3s}',
    ]),
  );
  const stored = new Set<string>();
  const resting = new Set<string>();
  const early: string[] = [];
  for (const fact of facts) {
    if (fact.kind === 'written') for (const name of namesOf(fact)) stored.add(name);
    if (fact.kind !== 'sent') continue;
    const ground = groundOf(fact.message);
    if (ground === undefined) continue;
    resting.add(fact.message.type);
    if (!stored.has(ground)) early.push(`${factLine(fact)} about ${fact.concern}, before ${ground}`);
  }
  expect(early).toEqual([]);
  // Doubts, refusals and breaks were among them: every message that rests on something was seen.
  expect(resting.size).toBe(21);
});
