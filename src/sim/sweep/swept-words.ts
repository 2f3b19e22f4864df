/** The result of a sweep, in sentences. */
import { serviceNames } from '../../domain/addresses.ts';
import { count, counted, listed, tenthsOfPercent } from '../report/html/format.ts';
import { latency, stretch } from '../report/html/time.ts';
import { measured } from '../report/measured.ts';
import { spokenNames } from '../story/prose.ts';
import type { StepResult } from './step.ts';
import type { Swept } from './swept.ts';

/** The knee, what was missed beyond it, who had no room first, and what the sweep does not tell. */
export function sweptSentences(result: Swept): string[] {
  return [
    kneeSentence(result),
    luckSentence(result),
    againSentence(result),
    ...saturationSentences(result),
    waitingSentence(result),
    usersSentence(result),
  ].filter((sentence) => sentence !== undefined);
}

export function kneeSentence({ outcome, knee, missing, thresholds }: Swept): string {
  const good = thresholds.length === 0 ? 'The run is consistent' : 'All thresholds are met';
  const what = missing === null ? '' : missed(missing);
  switch (outcome) {
    case 'knee':
      return `${good} up to ${knee ?? ''}; at ${missing?.rate ?? ''} ${what}.`;
    case 'allMeet':
      return `${good} at every rate, up to ${knee ?? ''}: the knee is above the range.`;
    case 'noneMeets':
      return `Even at the lowest rate, ${missing?.rate ?? ''}, ${what}: the knee is below the range.`;
  }
}

/** The rate at which the system gives in; null where it does so at none of those that were tried, or at all of them. */
export function kneeIn({ outcome, knee }: Swept): string | null {
  return outcome === 'knee' ? knee : null;
}

/** What a rate missed, in a few words: for a table. */
export function resultOf({ meets, violations, verdict, thresholds }: StepResult): string {
  if (meets) return 'met';
  if (violations.length > 0) return `inconsistent: ${violations.map(({ invariant }) => invariant).join(', ')}`;
  if (verdict === 'inconclusive') return 'inconclusive';
  return `not met: ${thresholds
    .filter(({ met }) => !met)
    .map(({ expression }) => expression)
    .join(', ')}`;
}

function missed({ thresholds, because }: NonNullable<Swept['missing']>): string {
  const each = thresholds.map((threshold) => `${threshold.expression} is not met (${measured(threshold)})`);
  return listed([...each, ...because]);
}

/** A run has its own bursts, and a longer one more of them. */
function luckSentence({ outcome, seed, steps }: Swept): string | undefined {
  if (outcome !== 'knee') return undefined;
  const times = steps.map(({ forMs }) => forMs);
  const [least, most] = [Math.min(...times), Math.max(...times)].map(stretch);
  const long = least === most ? (least ?? '') : `${least ?? ''} to ${most ?? ''}`;
  return `That is with seed ${seed} and buyers who come for ${long}: the knee moves with --seed and --for.`;
}

function againSentence({ again }: Swept): string | undefined {
  if (again.length === 0) return undefined;
  return `Above that, ${listed(again)} met everything again: luck decides around there, and longer steps (--for) would tell more.`;
}

function saturationSentences({ saturated, steps, busiest }: Swept): string[] {
  if (busiest === null)
    return ['No service is limited, so that load alone slows nothing down: `capacity:` in the scenario limits them.'];
  if (saturated === null) {
    const { rate = '', services = [] } = steps.at(-1) ?? {};
    const most = services.toSorted((a, b) => b.utilisation - a.utilisation)[0];
    const share =
      most === undefined
        ? ''
        : `: ${tenthsOfPercent(most.utilisation)} of the places of ${nameOf(most.service)} at ${rate}`;
    return [`All limited services have room at every rate${share}.`, ...burstSentences(steps)];
  }
  const { service, rate, load } = saturated;
  const room = load.queue === null ? '' : ` of ${count(load.queue)}`;
  const waited = load.queue === null && load.queueMost === 1 ? 'message' : 'messages';
  return [
    `${capital(nameOf(service))} is the first without room: at ${rate} ${tenthsOfPercent(load.peak)} of its places were taken in its busiest minute and ${tenthsOfPercent(load.utilisation)} while buyers came, at most ${count(load.queueMost)}${room} ${waited} waited and ${counted(load.rejected, 'message was', 'messages were')} rejected.`,
  ];
}

/** What was rejected where no service was without room. */
function burstSentences(steps: Swept['steps']): string[] {
  const all = steps.flatMap(({ rate, services }) => services.map((load) => ({ rate, ...load })));
  const worst = all.toSorted((a, b) => b.rejected - a.rejected)[0];
  if (worst === undefined || worst.rejected === 0) return [];
  const { service, rate, served, rejected } = worst;
  return [
    `Bursts filled a queue all the same: at ${rate} ${nameOf(service)} rejected ${count(rejected)} of ${count(served + rejected)} messages.`,
  ];
}

/** A rate is met however long buyers wait, where no threshold is on that. */
function waitingSentence({ busiest, knee, steps }: Swept): string | undefined {
  const met = steps.find(({ rate }) => rate === knee);
  if (busiest === null || met === undefined || met.thresholds.some(({ unit }) => unit === 'ms')) return undefined;
  const half = latency(met.checkoutMs.p50);
  return `No threshold is on how long buyers wait: ${met.rate} counts as met, where half of the checkouts took ${half} or longer. One such as checkout.p99 < 30s would tell.`;
}

function usersSentence({ usersReplaced }: Swept): string | undefined {
  if (usersReplaced === 0) return undefined;
  return `The scenario has ${counted(usersReplaced, 'user')} who wait for the end of a checkout before they begin the next: in their place, buyers came at each rate, who wait for nobody.`;
}

function nameOf(service: string): string {
  const known = serviceNames.find((name) => name === service);
  return known === undefined ? service : spokenNames[known];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
