/** A judge that lets everything pass but what a test has written down, and notes what it was asked. */
import type { SiteFault } from '../../src/sim/faults/fault.ts';
import { siteName, type Judge } from '../../src/sim/faults/site.ts';
import type { Label } from '../../src/sim/facts.ts';

export interface ScriptedJudge {
  readonly judge: Judge;
  /** The sites that it was asked about, in order. */
  readonly asked: readonly string[];
  /** What was said of the faults that fired, in order; undefined where there was nothing to say. */
  readonly labels: readonly (Label | undefined)[];
}

export function scriptedJudge(script: Readonly<Record<string, SiteFault>>): ScriptedJudge {
  const asked: string[] = [];
  const labels: (Label | undefined)[] = [];
  const judge = ((site, labelOf) => {
    const name = siteName(site);
    asked.push(name);
    const fault = script[name];
    if (fault !== undefined) labels.push((labelOf as ((fault: SiteFault) => Label) | undefined)?.(fault));
    return fault;
  }) as Judge;
  return { judge, asked, labels };
}
