/** What is agreed about authorisations. */

/**
 * How long after an authorisation has expired the platform closes an order that was not dispatched. The clocks of two
 * houses differ, and the PSP's decides: what is dispatched meanwhile is still asked for, and the PSP says what it is worth.
 */
export const LAPSE_GRACE_MS = 3_600_000;
