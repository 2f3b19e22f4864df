/** The smallest scenario whose every moment and every amount can be worked out by hand. */

/**
 * One click at ten o'clock sharp, on a basket of two orders of 100.00 EUR. A message takes 2 ms, a commit or a read 3 ms,
 * and the issuer 250 ms.
 */
export const oneClick = `
name: whole-path
description: One click on Buy, one basket with two sellers.
clock: { zone: Europe/Amsterdam, start: 2026-03-02 10:00 }
traffic: { checkouts: 1, phases: [{ name: one click, shape: constant, for: 1ms, rate: 1/s }] }
buyers: { count: 1 }
sellers: { count: 2 }
baskets: { sellers: [0%, 100%] }
currencies: [{ code: EUR, share: 100%, price: 100.00 EUR to 100.00 EUR }]
psp:
  cutOff: '21:00'
  fileAt: '03:00'
  payoutAfter: 1d
  fee: { rate: 2.9% }
  authorisation: { min: 250ms, max: 250ms }
bank: { transit: 90min, statementAt: '05:00' }
network: { latency: { min: 2ms, max: 2ms } }
database: { latency: { min: 3ms, max: 3ms } }
policies: { platformFee: 10% }
`;
