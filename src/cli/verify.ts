/** `--verify`: runs a scenario twice, side by side, and compares. */
import type { Scenario } from '../sim/scenario/scenario.ts';
import { lockstep, type Verification, type VerifiedWorld } from '../sim/verify.ts';
import { drive } from './drive.ts';
import type { Terminal } from './terminal.ts';

/**
 * @param makeWorld makes a world that is about to run; both times the same one
 * @throws Interrupted when `signal` is aborted before the end
 */
export async function verify(
  scenario: Scenario,
  makeWorld: () => VerifiedWorld,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Verification> {
  terminal.say('running twice more, side by side, to compare every event');
  const pair = lockstep([makeWorld(), makeWorld()]);
  await drive(pair, scenario, terminal, signal);
  return pair.verification();
}

/**
 * The verification, with a third witness: the run that the report is of.
 * @param traceHash of that run
 */
export function withReport(verification: Verification, traceHash: string): Verification {
  if (!verification.deterministic || verification.traceHash === traceHash) return verification;
  const { facts, traceHash: other } = verification;
  return {
    deterministic: false,
    fact: facts,
    at: undefined,
    one: `trace ${traceHash}, while checks and figures were taken`,
    other: `trace ${other}, without them`,
  };
}
