/**
 * Calling another service until it answers: call, wait, back off, call again. After the last attempt the caller goes on
 * listening, since a time-out is indefinite: the answer may still come. The state that holds these states leaves them on
 * the answer, and its machine counts the calls.
 */

/**
 * @param call the action that sends the call and counts it
 * The machine provides the delays `callTimeout` and `backoff` and the guard `mayCallAgain`.
 */
export function callingStates<Call extends string>(call: Call) {
  return {
    initial: 'calling',
    states: {
      calling: {
        entry: [call, 'countCall'],
        after: {
          callTimeout: [{ guard: 'mayCallAgain', target: 'backingOff' }, { target: 'listening' }],
        },
      },
      backingOff: { after: { backoff: 'calling' } },
      listening: {},
    },
  } as const;
}
