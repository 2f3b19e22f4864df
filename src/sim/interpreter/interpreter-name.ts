/** What the ways to run the machines are called. */

export const interpreterNames = ['compiled', 'xstate'] as const;
export type InterpreterName = (typeof interpreterNames)[number];
