/** What a threshold looked at, in words and in its unit. */
import { count, partsPerMillion } from './html/format.ts';
import { unitOfRate } from '../scenario/units/rate.ts';
import { latency, rateIn } from './html/time.ts';
import type { ThresholdResult } from './report.ts';

/** `4.206 s`, `97.2309%`, `1,234`, `2.5/s` where the threshold is a rate in seconds. */
export function measured({ expression, value, unit }: ThresholdResult): string {
  if (value === null) return 'nothing was measured';
  switch (unit) {
    case 'ms':
      return latency(value);
    case 'ppm':
      return partsPerMillion(value);
    case 'count':
      return count(value);
    case 'perHour':
      return rateIn(unitOfRate(expression), value);
  }
}
