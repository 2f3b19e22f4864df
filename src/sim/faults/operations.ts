/**
 * The names of operations, each made once. A run counts millions of occasions by them, and a name that is put together
 * anew has to be hashed anew before anything is found by it.
 */
import { serviceNames, type ServiceName } from '../../domain/addresses.ts';
import type { MessageType } from '../../domain/messages.ts';

/** The name of what is done with a message of a type. */
export type NameByType = (type: MessageType) => string;

/** One direction between two services. */
export interface Link {
  /** Sender first. */
  readonly services: readonly [ServiceName, ServiceName];
  /** `executor→psp ChargeRequested` */
  readonly operation: NameByType;
}

/** @param verb `psp handle` */
export function operationNames(verb: string): NameByType {
  const names = new Map<MessageType, string>();
  return (type) => {
    let name = names.get(type);
    if (name === undefined) names.set(type, (name = `${verb} ${type}`));
    return name;
  };
}

export function operationsByService(verb: string): (service: ServiceName) => NameByType {
  const names = new Map(serviceNames.map((service) => [service, operationNames(`${service} ${verb}`)]));
  return (service) => found(names, service);
}

export function linksBetween(): (from: ServiceName, to: ServiceName) => Link {
  const linkOf = (from: ServiceName, to: ServiceName): Link => {
    return { services: [from, to], operation: operationNames(`${from}→${to}`) };
  };
  const links = new Map(
    serviceNames.map((from) => [from, new Map(serviceNames.map((to) => [to, linkOf(from, to)] as const))] as const),
  );
  return (from, to) => found(found(links, from), to);
}

function found<T>(byService: ReadonlyMap<ServiceName, T>, service: ServiceName): T {
  const value = byService.get(service);
  if (value === undefined) throw new RangeError(`there is no service ${service}`);
  return value;
}
