/** What the reference says of each invariant beside its defects: where it was broken, and who else sees what it sees. */
import type { InvariantId } from '../../../src/sim/checks/check.ts';

/** Public incidents and threads that no defect of the catalogue is modelled on, each with where it is told. */
export const incidents: Readonly<Partial<Record<InvariantId, readonly string[]>>> = {
  I1: [
    "The Post Office's Horizon Online, 2010, by notes of Fujitsu in the evidence of the public inquiry (FUJ00081945, POL00134346): after a certain sequence of keys a branch's total receipts were not its total payments, in about 40 branches and for about £20,000.",
  ],
  I6: [
    'Adyen for Shopware, issue 311: half an hour after a second payment had succeeded, the webhook of the first turned the order to failed.',
  ],
  I12: [
    'Monzo, 30 May 2019: a program of the company that connected it to Faster Payments corrupted the messages that it translated, and about a quarter of the transfers to Monzo accounts failed or were hours late.',
  ],
  I16: [
    'Cardnet, of Lloyds Bank and First Data, 29 August 2018: by an operating error thousands of cards were debited twice, while the receipts showed one payment.',
  ],
  I17: [
    "Stripe's .NET library, issue 1886: the library does not repeat a request that was refused for there being too many, since that would only cause more of them.",
  ],
  I19: [
    "The Post Office's Horizon, as the public inquiry heard (Computer Weekly): support staff at Fujitsu had unrestricted and unauditable access to the branches' accounts, and changes could be hidden from the subpostmasters.",
  ],
  I20: [
    'PostgreSQL before 11.2, 10.7, 9.6.12, 9.5.16 and 9.4.21: where a disk had refused data, asking it once more could be answered with success although the data was gone.',
  ],
  I21: [
    'Royal Bank of Scotland, NatWest and Ulster Bank, June 2012: a night’s batch failed, what it had processed up to then could not be told at first, and customers of Ulster Bank waited for weeks until the backlog was worked off.',
  ],
  I22: [
    'Bitcoin, 15 August 2010, block 74638: the outputs of a transaction overflowed when they were summed, and more than 184 billion bitcoins came into being.',
  ],
};

/**
 * Who is next to see what an invariant is the first to see; and, of one that is never the first, who is. An invariant that
 * is not listed sees a defect that nobody else does.
 */
export const seenInstead: Readonly<Partial<Record<InvariantId, readonly InvariantId[]>>> = {
  I1: ['I14'],
  I2: ['I7'],
  I4: ['I7', 'I22'],
  I8: ['I4', 'I17'],
  I9: ['I17', 'I21'],
  I10: ['I6'],
  I12: ['I11'],
  I14: ['I5', 'I8', 'I10'],
  I16: ['I6'],
  I19: ['I22'],
  I21: ['I4'],
  I22: ['I1', 'I4', 'I5', 'I7', 'I8', 'I10', 'I19', 'I21'],
};
