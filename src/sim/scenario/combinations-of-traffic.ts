/** What makes no sense together about when buyers come: too few, too many, and users where there is nobody to be one. */
import { closedIn, mostCheckouts } from './closed-traffic.ts';
import type { Combination } from './combination.ts';
import { startOf } from './timeline.ts';
import { exactCheckouts, expectedCheckouts } from './traffic-total.ts';
import type { Complaint } from './written/leaf.ts';
import { MOST_CHECKOUTS } from './written/traffic.ts';

export const someTraffic: Combination<'clock' | 'traffic'> = {
  needs: ['clock', 'traffic'],
  complaints({ clock, traffic }) {
    const { checkouts, phases } = traffic;
    const come = exactCheckouts(phases, startOf(clock), clock.zone);
    const path = ['traffic', 'phases'];
    const hasUsers = closedIn(phases).length > 0;
    if (!hasUsers && (come === 0 || (checkouts === undefined && come < 1))) {
      const hint = 'raise a rate, or lengthen a phase';
      return [{ path, seen: 'rates that come to less than one checkout', expected: 'some traffic', hint }];
    }
    if (checkouts !== undefined && !hasUsers) return [];
    const most = hasUsers ? mostCheckouts(traffic, startOf(clock), clock.zone) : come;
    if (most <= MOST_CHECKOUTS) return [];
    const seen = `${hasUsers ? 'users and rates' : 'rates'} that come to ${Math.round(most)} checkouts`;
    return [{ path, seen, expected: `at most ${MOST_CHECKOUTS} checkouts` }];
  },
};

/** A number of checkouts scales rates, and a number of users those of closed phases. */
export const somethingToScale: Combination<'clock' | 'traffic'> = {
  needs: ['clock', 'traffic'],
  complaints({ clock, traffic: { checkouts, users, phases } }) {
    const come = exactCheckouts(phases, startOf(clock), clock.zone);
    const closed = closedIn(phases).length > 0;
    return [
      ...(checkouts !== undefined && closed && come === 0
        ? [
            {
              path: ['traffic', 'checkouts'],
              expected: 'phases with a rate, for it to be scaled',
              hint: 'how many checkouts users come to is up to them: traffic.users says how many users there are',
            },
          ]
        : []),
      ...(users !== undefined && !closed
        ? [{ path: ['traffic', 'users'], expected: 'a phase of the shape closed, whose users are scaled' }]
        : []),
    ];
  },
};

export const onlyThoseOfTheTraffic: Combination<'clock' | 'traffic'> = {
  needs: ['clock', 'traffic'],
  complaints({ clock, traffic: { checkouts, phases, only = [] } }) {
    // How often users come is not known before they do.
    if (closedIn(phases).length > 0) return [];
    const come = checkouts ?? expectedCheckouts(phases, startOf(clock), clock.zone);
    return only.flatMap((n, index): Complaint[] =>
      n <= come ? [] : [{ path: ['traffic', 'only', index], expected: `a number up to ${come}, of the last checkout` }],
    );
  },
};
