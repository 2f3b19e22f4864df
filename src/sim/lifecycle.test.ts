import { describe, expect, it } from 'vitest';
import { standIn } from '../../test/support/stand-in-service.ts';
import { serviceNames, type ServiceName } from '../domain/addresses.ts';
import type { Fact } from './facts.ts';
import { createKernel, type Kernel } from './kernel/kernel.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import type { Service } from './service.ts';

interface Bench {
  readonly lifecycle: Lifecycle;
  readonly kernel: Kernel;
  /** What happened to services, each with the time. */
  readonly heard: string[];
  readonly facts: Fact[];
  /** Services whose places and queues were emptied. */
  readonly emptied: ServiceName[];
  readonly services: ReadonlyMap<ServiceName, Service>;
}

/** All services, each with two unfinished records. */
function bench(): Bench {
  const kernel = createKernel(0, 1000);
  const heard: string[] = [];
  const facts: Fact[] = [];
  const emptied: ServiceName[] = [];
  const services = new Map(serviceNames.map((name) => [name, standIn(name, kernel, heard, 2).service]));
  const lifecycle = createLifecycle({
    kernel,
    serviceOf(name) {
      const service = services.get(name);
      if (service === undefined) throw new Error(`no ${name}`);
      return service;
    },
    publish: (fact) => void facts.push(fact),
    empty: (name) => void emptied.push(name),
    runJobsAgain: (name, crashedAt) => void heard.push(`${kernel.now()} ${name} runs jobs since ${crashedAt}`),
  });
  return { lifecycle, kernel, heard, facts, emptied, services };
}

function told(facts: readonly Fact[]): string[] {
  return facts.map(({ at, kind, concern }) => `${at} ${kind} ${concern}`);
}

describe('a crash', () => {
  it('takes a service down until its time is over; then unfinished work is taken up, and jobs are run again', () => {
    const { lifecycle, kernel, heard, facts } = bench();
    kernel.schedule(100, () => lifecycle.crash('wallet', 5000));
    kernel.run(10);
    expect(heard).toEqual([
      '100 wallet crashes',
      '5100 wallet starts',
      '5100 wallet resumes',
      '5100 wallet runs jobs since 100',
    ]);
    expect(facts).toEqual([
      { kind: 'crashed', at: 100, service: 'wallet', concern: 'wallet' },
      { kind: 'restarted', at: 5100, service: 'wallet', concern: 'wallet', resumed: 2 },
    ]);
  });

  it('of a service that is down changes nothing, not even when it comes up', () => {
    const { lifecycle, kernel, facts } = bench();
    kernel.schedule(100, () => lifecycle.crash('wallet', 500));
    kernel.schedule(200, () => lifecycle.crash('wallet', 9000));
    kernel.run(10);
    expect(told(facts)).toEqual(['100 crashed wallet', '600 restarted wallet']);
  });

  it('loses what waits for the service, and what it is serving', () => {
    const { lifecycle, kernel, emptied } = bench();
    for (const at of [100, 200]) kernel.schedule(at, () => lifecycle.crash('wallet', 5000));
    kernel.run(10);
    expect(emptied).toEqual(['wallet']);
  });

  it('of a service leaves the others up', () => {
    const { lifecycle, kernel, services } = bench();
    lifecycle.crash('wallet', 500);
    expect(serviceNames.filter((name) => services.get(name)?.isUp() !== true)).toEqual(['wallet']);
    expect(kernel.run(10)).toBe('quiet');
  });

  it('may come again: jobs are run since the last one', () => {
    const { lifecycle, kernel, heard } = bench();
    for (const at of [100, 700]) kernel.schedule(at, () => lifecycle.crash('psp', 500));
    kernel.run(10);
    expect(heard.filter((each) => each.includes('jobs'))).toEqual([
      '600 psp runs jobs since 100',
      '1200 psp runs jobs since 700',
    ]);
  });
});

describe('the healing', () => {
  it('brings up what is down, and then drives what is unfinished everywhere else, each service once', () => {
    const { lifecycle, kernel, heard, facts } = bench();
    kernel.schedule(100, () => lifecycle.crash('wallet', 5000));
    kernel.schedule(300, () => lifecycle.heal());
    kernel.run(2);
    expect(heard.slice(1, 4)).toEqual(['300 wallet starts', '300 wallet resumes', '300 wallet runs jobs since 100']);
    expect(heard.slice(4)).toEqual(
      serviceNames.filter((name) => name !== 'wallet').map((name) => `300 ${name} resumes`),
    );
    expect(told(facts).slice(1)).toEqual(['300 restarted wallet', '300 healed all services']);
  });

  it('comes before the restart that a crash had announced, which is then none', () => {
    const { lifecycle, kernel, facts } = bench();
    kernel.schedule(100, () => lifecycle.crash('wallet', 5000));
    kernel.schedule(300, () => lifecycle.heal());
    kernel.run(10);
    expect(kernel.now()).toBe(5100);
    expect(told(facts)).toEqual(['100 crashed wallet', '300 restarted wallet', '300 healed all services']);
  });

  it('is the end of crashes: one whose time comes later does not happen', () => {
    const { lifecycle, kernel, facts, services } = bench();
    kernel.schedule(300, () => lifecycle.heal());
    kernel.schedule(301, () => lifecycle.crash('wallet', 5000));
    kernel.run(10);
    expect(told(facts)).toEqual(['300 healed all services']);
    expect(services.get('wallet')?.isUp()).toBe(true);
  });
});
