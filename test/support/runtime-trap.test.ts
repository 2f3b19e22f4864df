import { randomBytes, webcrypto } from 'node:crypto';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { createActor, setup } from 'xstate';
import { underTrap } from './runtime-trap.ts';

describe('under the trap', () => {
  it.each<[name: string, code: () => unknown]>([
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date()],
    ['new Date()', () => new Date(2026, 0, 1)],
    ['Date()', () => Date()],
    ['Date#getHours()', () => new Date(0).getHours()],
    ['Date#getTimezoneOffset()', () => new Date(0).getTimezoneOffset()],
    ['Date#toString()', () => String(new Date(0))],
    ['Date#toLocaleString()', () => new Date(0).toLocaleString('en-GB')],
    ['Math.random()', () => Math.random()],
    ['performance.now()', () => performance.now()],
    ['process.hrtime()', () => process.hrtime()],
    ['process.hrtime.bigint()', () => process.hrtime.bigint()],
    ['setTimeout()', () => setTimeout(() => undefined, 0)],
    ['setInterval()', () => setInterval(() => undefined, 1)],
    ['setImmediate()', () => setImmediate(() => undefined)],
    ['queueMicrotask()', () => queueMicrotask(() => undefined)],
    ['process.nextTick()', () => process.nextTick(() => undefined)],
    ['crypto.randomUUID()', () => crypto.randomUUID()],
    ['crypto.getRandomValues()', () => crypto.getRandomValues(new Uint8Array(1))],
    ['crypto.randomUUID()', () => webcrypto.randomUUID()],
    ['crypto.randomBytes()', () => randomBytes(4)],
    ['crypto.randomBytes()', () => seedrandom()()],
    ['Intl.DateTimeFormat()', () => Intl.DateTimeFormat()],
    ['new Intl.DateTimeFormat()', () => new Intl.DateTimeFormat('en-GB')],
    ['new Intl.NumberFormat()', () => new Intl.NumberFormat()],
    ['new Intl.Collator()', () => new Intl.Collator()],
    ['Number#toLocaleString()', () => (5).toLocaleString()],
    ['String#localeCompare()', () => 'a'.localeCompare('b')],
    ['String#toLocaleUpperCase()', () => 'a'.toLocaleUpperCase()],
  ])('%s throws, and names who called it', (name, code) => {
    expect(() => underTrap(code)).toThrow(`${name} was called by`);
  });

  it('names the function, the file and the line', () => {
    const rollDie = (): number => Math.random();
    expect(() => underTrap(rollDie)).toThrow(
      /^Math\.random\(\) was called by rollDie \(test\/support\/runtime-trap\.test\.ts:\d+\): /,
    );
  });

  it('hands on what the function gives and what it throws', () => {
    expect(underTrap(() => 6 * 7)).toBe(42);
    const failure = new Error('its own');
    expect(() =>
      underTrap(() => {
        throw failure;
      }),
    ).toThrow(failure);
  });

  it('throws even when the function caught what a trap threw', () => {
    const careless = (): string => {
      try {
        return String(Math.random());
      } catch {
        return 'never mind';
      }
    };
    expect(() => underTrap(careless)).toThrow('Math.random() was called by careless');
  });

  it('lets through what is the same everywhere', () => {
    const plain = (): unknown[] => [
      new Date(86_400_000).toISOString(),
      new Date('2026-01-02T03:04:05Z').getTime(),
      new Date(0) instanceof Date,
      Date.UTC(2026, 0, 1),
      new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit' }).format(0),
      (1234.5).toLocaleString('en-US'),
    ];
    expect(underTrap(plain)).toEqual([
      '1970-01-02T00:00:00.000Z',
      1_767_323_045_000,
      true,
      1_767_225_600_000,
      '01',
      '1,234.5',
    ]);
  });

  it('refuses a run that goes on afterwards', () => {
    const goesOn = async (): Promise<void> => Promise.resolve();
    expect(() => {
      void underTrap(goesOn);
    }).toThrow('returned a promise');
  });
});

describe('XState under the trap', () => {
  const machine = setup({ delays: { patience: 1000 } }).createMachine({
    id: 'waiter',
    initial: 'waiting',
    states: { waiting: { after: { patience: 'gone' } }, gone: { type: 'final' } },
  });

  it('may stamp what it schedules, on a clock of ours', () => {
    const due: (() => void)[] = [];
    const clock = { setTimeout: (fire: () => void) => due.push(fire), clearTimeout: () => undefined };
    const state = underTrap(() => {
      const actor = createActor(machine, { clock }).start();
      for (const fire of due.splice(0)) fire();
      return actor.getSnapshot().value;
    });
    expect(state).toBe('gone');
  });

  it('may not start a timer of its own', () => {
    expect(() => underTrap(() => createActor(machine).start())).toThrow(
      /^setTimeout\(\) was called by .*node_modules\/xstate\//,
    );
  });
});

describe('after the trap', () => {
  it.each([
    ['a run that returns', (): unknown => underTrap(() => 1)],
    ['a run that throws', (): unknown => underTrap(() => Math.random())],
    ['a trap within a trap', (): unknown => underTrap(() => underTrap(() => 1))],
  ])('everything is as it was, after %s', (_, run) => {
    const before = standing();
    try {
      run();
    } catch {
      // Whether it throws is not the question here.
    }
    expect(standing()).toEqual(before);
    expect(Math.abs(new Date().getTime() - Date.now())).toBeLessThan(60_000);
    expect(Math.random()).toBeLessThan(1);
  });
});

/** The property descriptors of what the trap replaces, inherited or own. */
function standing(): unknown[] {
  const owners: [object, string][] = [
    [globalThis, 'Date'],
    [globalThis, 'setTimeout'],
    [globalThis, 'queueMicrotask'],
    [Date, 'now'],
    [Math, 'random'],
    [performance, 'now'],
    [process, 'nextTick'],
    [process.hrtime, 'bigint'],
    [crypto, 'randomUUID'],
    [Intl, 'DateTimeFormat'],
    [Date.prototype, 'getHours'],
    [String.prototype, 'localeCompare'],
  ];
  const found = owners.map(([owner, key]): unknown[] => [
    Object.getOwnPropertyDescriptor(owner, key),
    Reflect.get(owner, key),
  ]);
  return [...found, randomBytes];
}
