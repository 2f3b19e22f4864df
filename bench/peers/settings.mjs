/** What a peer is asked for on its command line, and the luck that follows from it. */
import { parseArgs } from 'node:util';

/** `--checkouts N --days D --seed S --rng native|hash`, each with a value of its own when left out. */
export function readSettings() {
  const { values } = parseArgs({
    options: {
      checkouts: { type: 'string', default: '10000' },
      days: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      rng: { type: 'string', default: 'native' },
    },
  });
  const { checkouts, days, seed, rng } = values;
  return { checkouts: Number(checkouts), days: Number(days), seed: Number(seed), rng };
}

/** The streams of checkouts begin here, those of orders at 0. */
const FIRST_CHECKOUT = 0x4000_0000;

export function streamOfCheckout(number) {
  return FIRST_CHECKOUT + number;
}

/**
 * Draws from 0 inclusive to 1 exclusive. Under `hash` each is a function of the seed, its stream and its place there, so
 * that every program draws the same, in whatever order it comes to it; `native` is a fast generator, which ignores both.
 */
export function luckOf({ seed, rng }) {
  if (rng === 'hash') return (stream, place) => hashed(seed, stream, place);
  const next = sfc32(seed);
  return () => next();
}

/** From a draw to a wait whose mean is 1. */
export function exponential(draw) {
  return -Math.log(1 - draw);
}

function hashed(seed, stream, place) {
  let h = seed ^ Math.imul(stream, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return (h >>> 0) / 0x1_0000_0000;
}

/** Chris Doty-Humphrey's Small Fast Counting generator, in 32 bits. */
function sfc32(seed) {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}
