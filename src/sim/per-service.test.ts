import { describe, expect, it } from 'vitest';
import { serviceNames } from '../domain/addresses.ts';
import { perService } from './per-service.ts';

describe('what there is one of for each service', () => {
  it('is made once for each, in order, and found by the name', () => {
    const made: string[] = [];
    const of = perService((service) => made.push(service));
    expect(made).toEqual(serviceNames);
    expect(serviceNames.map(of)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(made).toEqual(serviceNames);
  });
});
