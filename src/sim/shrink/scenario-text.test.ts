import { describe, expect, it } from 'vitest';
import { openDocument } from '../scenario/document.ts';
import { rewritten } from './scenario-text.ts';

const text = `# About this scenario.
name: day
clock: { zone: UTC, start: 2026-03-02 08:00 } # in winter

# When buyers come.
traffic:
  checkouts: 40 # in all
  phases:
    - { name: all of a long and busy day of a marketplace, shape: constant, for: 12h, rate: 20/h } # flat
psp: { cutOff: '21:00' }

# Some want their money back.
refunds: { share: 5% }
thresholds: [captured >= 90%]
`;

const valueOf = (written: string): unknown => openDocument(written, 'a.yaml').document?.value;

describe('a scenario with some values changed', () => {
  it('keeps its comments, its order and the form of what stays', () => {
    const changed = rewritten(text, [
      { path: ['name'], value: 'day-shrunk' },
      { path: ['traffic', 'checkouts'], value: 50 },
      { path: ['traffic', 'only'], value: [3, 17] },
      { path: ['policies', 'psp', 'timeout'], value: '800ms' },
      { path: ['faults'], value: { script: [{ site: 'shop click checkout-1 #1', fault: 'client.double-click' }] } },
      { path: ['refunds'], value: undefined },
      { path: ['expect'], value: undefined },
    ]);
    expect(changed).toBe(`# About this scenario.
name: day-shrunk
clock: { zone: UTC, start: 2026-03-02 08:00 } # in winter

# When buyers come.
traffic:
  checkouts: 50 # in all
  phases:
    - { name: all of a long and busy day of a marketplace, shape: constant, for: 12h, rate: 20/h } # flat
  only: [ 3, 17 ]
psp: { cutOff: '21:00' }
thresholds: [ captured >= 90% ]
policies:
  psp:
    timeout: 800ms
faults:
  script:
    - { site: "shop click checkout-1 #1", fault: client.double-click }
`);
  });

  it('changes an item of a list, and takes texts for texts', () => {
    const changed = rewritten(text, [
      { path: ['traffic', 'phases', '0', 'rate'], value: '7/h' },
      { path: ['seed'], value: '007' },
      { path: ['description'], value: 'yes: no' },
    ]);
    expect(valueOf(changed)).toMatchObject({
      traffic: { phases: [{ rate: '7/h', for: '12h' }] },
      seed: '007',
      description: 'yes: no',
    });
  });

  it.each([
    [
      'an alias is in the way',
      'a: &a { x: 1, y: 2 }\nb: *a\n',
      ['b', 'x'],
      3,
      { a: { x: 1, y: 2 }, b: { x: 3, y: 2 } },
    ],
    ['an alias has it from there', 'a: &a { x: 1 }\nb: *a\n', ['a', 'x'], 3, { a: { x: 3 }, b: { x: 1 } }],
    ['an alias would stand for nothing', 'a: &a { x: 1 }\nb: *a\n', ['a'], undefined, { b: { x: 1 } }],
    [
      'it is merged in',
      'a: &a { p: { x: 1, y: 2 } }\nb:\n  <<: *a\n',
      ['b', 'p', 'x'],
      3,
      { a: { p: { x: 1, y: 2 } }, b: { p: { x: 3, y: 2 } } },
    ],
    ['what it is in was left empty', 'a:\nb: 1\n', ['a', 'x'], 3, { a: { x: 3 }, b: 1 }],
  ])('is written anew where %s', (_, source, path, value, expected) => {
    expect(valueOf(rewritten(source, [{ path, value }]))).toEqual(expected);
  });

  it('may have been JSON', () => {
    const json = '{ "name": "day", "traffic": { "checkouts": 40 } }\n';
    const changed = rewritten(json, [{ path: ['traffic', 'only'], value: [3] }]);
    expect(valueOf(changed)).toEqual({ name: 'day', traffic: { checkouts: 40, only: [3] } });
  });

  it('cannot be made by a change that does not fit', () => {
    expect(() => rewritten(text, [{ path: ['name', 'first'], value: 1 }])).toThrow('expected a mapping, for "first"');
  });
});
