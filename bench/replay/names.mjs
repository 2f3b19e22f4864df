/** The parts of a run that are compared with each other. */
export const MACHINES = 'machines';
export const MACHINES_BY_XSTATE = 'machines, by XState itself';
