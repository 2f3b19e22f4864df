/** What is said of the runs of one contender: the medians of all rounds. */
import { median } from './statistics.mjs';

/** @param runs of one contender; none of one that is missing */
export function figuresOf(runs) {
  return {
    checkouts: runs[0]?.checkouts,
    checkoutsPerSecond: median(runs.map(speed)),
    eventsPerSecond: median(runs.map(({ events, seconds }) => events / seconds)),
    peakMb: median(runs.map(({ peakMb }) => peakMb)),
  };
}

/** Checkouts a second. */
export function speed({ checkouts, seconds }) {
  return checkouts / seconds;
}
