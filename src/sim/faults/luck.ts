/**
 * One draw for a site and one for a rule make the rule's luck at the site: even, and as good as independent of every
 * other rule's and site's. So a rule that is taken away moves nothing, and a site costs one stream of dice instead of one
 * for each rule. The mixing is the finaliser of MurmurHash3 (Austin Appleby, in the public domain), in 32-bit integers.
 */

/**
 * @param site a draw, 0 inclusive to 1 exclusive
 * @param rule another
 * @returns 0 inclusive to 1 exclusive
 */
export function mixedLuck(site: number, rule: number): number {
  let bits = whole(site) ^ whole(rule);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / RANGE;
}

const RANGE = 2 ** 32;

function whole(draw: number): number {
  return Math.floor(draw * RANGE) | 0;
}
