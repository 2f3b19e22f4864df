/** `penny run SCENARIO --sites ORDER`: runs, and lists where faults can be scripted for one order or checkout. */
import type { Instant } from '../../domain/calendar.ts';
import { checkoutOf } from '../../domain/ids.ts';
import type { Site } from '../../sim/faults/site.ts';
import { createSimulation, type RunSettings, type Simulation } from '../../sim/simulation.ts';
import { drive } from '../drive.ts';
import { exitCode } from '../exit-codes.ts';
import { siteListing, type SeenSite } from '../print/site-listing.ts';
import { storySubject } from '../story-subject.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Prints the list, and leaves no report: what is asked is a question about a run.
 * @param asked the order or checkout
 * @param command that makes a script happen, up to its file
 * @returns the exit code, 0 whatever the run came to
 */
export async function sites(
  asked: string,
  settings: RunSettings,
  command: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const { scenario } = settings;
  const of = storySubject('--sites', asked, scenario);
  const seen: SeenSite[] = [];
  let now = (): Instant => scenario.clock.start;
  const watchSite = (site: Site): void => {
    // After the healing no fault happens any more.
    if (isAbout(site.concern, of) && now() < scenario.phases.healAt) seen.push({ at: now(), site });
  };
  const simulation: Simulation = createSimulation({ ...settings, watchSite });
  now = () => simulation.status().at;
  await drive(simulation, scenario, terminal, signal);
  const { faults } = simulation.finish();
  const { zone } = scenario.clock;
  const { healAt } = scenario.phases;
  for (const line of siteListing({ of, sites: seen, faults, zone, healAt, command })) terminal.print(line);
  return exitCode.consistent;
}

/** A checkout has all of its orders; an order has its refunds, and what its whole checkout goes through. */
function isAbout(concern: string, of: string): boolean {
  if (concern === of) return true;
  if (of.startsWith('checkout-')) return checkoutOf(concern) === of;
  return concern === checkoutOf(of) || concern.startsWith(`${of.replace('order-', 'refund-')}.`);
}
