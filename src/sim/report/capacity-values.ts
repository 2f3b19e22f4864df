/** What a threshold on capacity is held against. */
import { serviceOfMetric, waitQuantiles, type CapacityMetric } from '../scenario/capacity-metrics.ts';
import type { CapacityReport, ServiceLoad } from './capacity-report.ts';

/** Null where nothing was measured. */
export function capacityValue(metric: CapacityMetric, capacity: CapacityReport | undefined): number | null {
  if (capacity === undefined) return null;
  const service = serviceOfMetric(metric);
  if (service === undefined) return capacity.services.reduce((sum, { rejected }) => sum + rejected, 0);
  const load = capacity.services.find((each) => each.service === service);
  return load === undefined ? null : valueOf(metric, load);
}

function valueOf(metric: CapacityMetric, { waitMs, ...load }: ServiceLoad): number | null {
  const [what, , part] = metric.split('.');
  switch (what) {
    case 'utilisation':
      return part === 'max' ? load.peak : load.utilisation;
    case 'queue':
      return load.queueMost;
    case 'rejected':
      return load.rejected;
    default: {
      const quantile = waitQuantiles.find((each) => each === part);
      return quantile === undefined || waitMs.count === 0 ? null : waitMs[quantile];
    }
  }
}
