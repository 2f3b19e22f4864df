/** What a threshold can hold a service of limited capacity to: `utilisation.psp < 80%`, `wait.executor.p99 < 500ms`. */
import { serviceNames, type ServiceName } from '../../domain/addresses.ts';

/** All but the shop, which stands for buyers. */
type LimitedService = Exclude<ServiceName, 'shop'>;

export const waitQuantiles = ['p50', 'p90', 'p99', 'max'] as const;

export type UtilisationMetric = `utilisation.${LimitedService}` | `utilisation.${LimitedService}.max`;
export type WaitMetric = `wait.${LimitedService}.${(typeof waitQuantiles)[number]}`;
/** How many messages at most waited at a time, and how many were rejected; `rejected` alone by all services. */
export type RoomMetric = `queue.${LimitedService}.max` | 'rejected' | `rejected.${LimitedService}`;
export type CapacityMetric = UtilisationMetric | WaitMetric | RoomMetric;

const limited = serviceNames.filter(isLimited);

export const utilisationMetrics: readonly UtilisationMetric[] = limited.flatMap((service) => [
  `utilisation.${service}` as const,
  `utilisation.${service}.max` as const,
]);
export const waitMetrics: readonly WaitMetric[] = limited.flatMap((service) =>
  waitQuantiles.map((quantile) => `wait.${service}.${quantile}` as const),
);
export const roomMetrics: readonly RoomMetric[] = [
  'rejected',
  ...limited.flatMap((service) => [`queue.${service}.max` as const, `rejected.${service}` as const]),
];

const all: ReadonlySet<string> = new Set([...utilisationMetrics, ...waitMetrics, ...roomMetrics]);

export function isCapacityMetric(metric: string): metric is CapacityMetric {
  return all.has(metric);
}

/**
 * What there is like a metric that there is not: of its service where that is known, and of any otherwise; undefined where the
 * word that it begins with is none of these.
 */
export function capacityMetricsLike(name: string): string | undefined {
  const [family = '', named] = name.split('.');
  const service = limited.find((one) => one === named);
  const alike = [...all].filter((metric) => metric.startsWith(`${family}.${service ?? 'wallet'}`));
  if (alike.length === 0) return undefined;
  if (service !== undefined) return alike.join(', ');
  return `${alike.map((metric) => metric.replace('wallet', '<service>')).join(', ')}, with one of the services ${limited.join(', ')}`;
}

/** The service that a metric is about; undefined for one that is about all of them. */
export function serviceOfMetric(metric: CapacityMetric): LimitedService | undefined {
  return limited.find((service) => service === metric.split('.')[1]);
}

const services = `(?:${limited.join('|')})`;
export const capacityPattern = `utilisation[.]${services}(?:[.]max)?|wait[.]${services}[.](?:${waitQuantiles.join('|')})|queue[.]${services}[.]max|rejected(?:[.]${services})?`;

export const capacityMetricsInWords =
  'Of a service that `capacity` limits, say the wallet: the share of its places that was taken, utilisation.wallet, and in ' +
  `the busiest slice, utilisation.wallet.max, as percentages; the waits for a place, ${waitQuantiles.map((quantile) => `wait.wallet.${quantile}`).join(', ')}, as durations; the ` +
  'longest queue, queue.wallet.max, and the messages that were rejected, rejected.wallet and rejected of all services, as whole numbers.';

function isLimited(service: ServiceName): service is LimitedService {
  return service !== 'shop';
}
