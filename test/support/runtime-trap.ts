/**
 * A trap for everything that would make a run differ from the last one: while it is set, reading the wall clock, drawing
 * from the platform's randomness, starting a timer and asking for the default zone or locale throw, and name the caller.
 */
import nodeCrypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs a synchronous function with every trap set, and takes them away again however it ends.
 * @throws Error that names the first trap that was sprung and its caller, even when the function caught it
 */
export function underTrap<T>(run: () => T): T {
  const sprung: Error[] = [];
  const spring: Spring = (trap, caller) => {
    const error = new Error(`${trap} was called by ${caller}: a run depends on its scenario and its seed alone`);
    sprung.push(error);
    return error;
  };
  const set: Undo[] = [];
  let result: T;
  try {
    for (const trap of trapped) set.push(setTrap(trap, spring));
    // What others imported by name from a built-in module follows its properties only on request.
    syncBuiltinESMExports();
    result = run();
  } catch (error) {
    throw sprung[0] ?? error;
  } finally {
    for (const undo of set.toReversed()) undo();
    syncBuiltinESMExports();
  }
  if (sprung[0] !== undefined) throw sprung[0];
  if (result instanceof Promise) throw new Error('the trap holds for a synchronous run; this one returned a promise');
  return result;
}

type Undo = () => void;

/** Makes the error for a trap that was sprung, given who sprang it. */
type Spring = (trap: string, caller: string) => Error;

type AnyFunction = (...args: unknown[]) => unknown;

/** Which calls of a function are let through. */
type Allows = (args: readonly unknown[]) => boolean;

interface Trapped {
  readonly owner: object;
  readonly key: string;
  /** As it is called in the message: `Math.random`. */
  readonly name: string;
  readonly allows: Allows;
}

const never: Allows = () => false;

// XState stamps what it schedules; the stamp reaches no decision and no trace.
const byXState: Allows = () => nearestCaller()?.file.includes('/node_modules/xstate/') === true;

/** One argument is an instant; several are read in the platform's zone, and none is the platform's clock. */
const oneInstant: Allows = (args) => args.length === 1;

const withLocale: Allows = ([locale]) => locale !== undefined;
const withLocaleSecond: Allows = ([, locale]) => locale !== undefined;
const withLocaleAndZone: Allows = ([locale, options]) =>
  locale !== undefined && (options as { readonly timeZone?: string } | undefined)?.timeZone !== undefined;

const wallClock = 'FullYear Month Date Day Hours Minutes Seconds Milliseconds'.split(' ');
const zoned = ['getTimezoneOffset', 'toString', 'toDateString', 'toTimeString'];
const formats = 'Collator DisplayNames ListFormat NumberFormat PluralRules RelativeTimeFormat Segmenter'.split(' ');

const trapped: readonly Trapped[] = [
  { owner: Date, key: 'now', name: 'Date.now', allows: byXState },
  { owner: globalThis, key: 'Date', name: 'Date', allows: oneInstant },
  ...group(globalThis, '', ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'], never),
  ...group(Math, 'Math.', ['random'], never),
  ...group(performance, 'performance.', ['now'], never),
  ...group(process.hrtime, 'process.hrtime.', ['bigint'], never),
  ...group(process, 'process.', ['nextTick', 'hrtime', 'uptime'], never),
  ...group(crypto, 'crypto.', ['randomUUID', 'getRandomValues'], never),
  ...group(nodeCrypto, 'crypto.', ['randomBytes', 'randomFillSync', 'randomInt', 'randomUUID'], never),
  ...group(Date.prototype, 'Date#', zoned, never),
  ...group(
    Date.prototype,
    'Date#',
    wallClock.map((part) => `get${part}`),
    never,
  ),
  ...group(Date.prototype, 'Date#', ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'], withLocaleAndZone),
  ...group(Intl, 'Intl.', ['DateTimeFormat'], withLocaleAndZone),
  ...group(Intl, 'Intl.', formats, withLocale),
  ...group(Number.prototype, 'Number#', ['toLocaleString'], withLocale),
  ...group(BigInt.prototype, 'BigInt#', ['toLocaleString'], withLocale),
  ...group(Array.prototype, 'Array#', ['toLocaleString'], withLocale),
  ...group(String.prototype, 'String#', ['toLocaleUpperCase', 'toLocaleLowerCase'], withLocale),
  ...group(String.prototype, 'String#', ['localeCompare'], withLocaleSecond),
];

function group(owner: object, prefix: string, keys: readonly string[], allows: Allows): Trapped[] {
  return keys.map((key) => ({ owner, key, name: `${prefix}${key}`, allows }));
}

/** Puts a trap in a property's place; returns what puts the property back. */
function setTrap(trap: Trapped, spring: Spring): Undo {
  const { owner, key } = trap;
  const before = Object.getOwnPropertyDescriptor(owner, key);
  const value = guarded(Reflect.get(owner, key) as AnyFunction, trap, spring);
  Object.defineProperty(owner, key, { value, configurable: true, writable: true, enumerable: false });
  return () => {
    // Without a property of its own the owner inherits the original.
    if (before === undefined) Reflect.deleteProperty(owner, key);
    else Object.defineProperty(owner, key, before);
  };
}

/** The original, but calls and constructions that the trap does not allow throw. */
function guarded(original: AnyFunction, { name, allows }: Trapped, spring: Spring): AnyFunction {
  const check = (args: readonly unknown[], trap: string): void => {
    if (!allows(args)) throw spring(trap, describeCaller());
  };
  return new Proxy(original, {
    apply(target, self, args: unknown[]) {
      // Called without `new`, Date gives the present moment whatever its arguments are.
      check(name === 'Date' ? [] : args, `${name}()`);
      return Reflect.apply(target, self, args);
    },
    construct(target, args: unknown[], newTarget) {
      check(args, `new ${name}()`);
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
}

interface Caller {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

function describeCaller(): string {
  const caller = nearestCaller();
  if (caller === undefined) return 'somebody without a file';
  const path = caller.file.startsWith('file:') ? fileURLToPath(caller.file) : caller.file;
  return `${caller.name} (${relative(process.cwd(), path).replaceAll('\\', '/')}:${caller.line})`;
}

/** The innermost frame of the stack that is neither this file nor part of Node. */
function nearestCaller(): Caller | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 20;
  Error.prepareStackTrace = (_, sites) => sites;
  const holder: { stack?: readonly NodeJS.CallSite[] } = {};
  Error.captureStackTrace(holder, nearestCaller);
  const frames = holder.stack ?? [];
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  const site = frames.find((frame) => {
    const file = frame.getFileName() ?? 'node:';
    return !file.startsWith('node:') && !file.endsWith('/support/runtime-trap.ts');
  });
  const file = site?.getFileName();
  if (site === undefined || typeof file !== 'string') return undefined;
  return { file, line: site.getLineNumber() ?? 0, name: site.getFunctionName() ?? 'code outside a function' };
}
