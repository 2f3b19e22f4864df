/**
 * One charge at the PSP, named by its idempotency key. The first request registers it and asks the card's issuer; a
 * repeated one gets the same answer, and one with another body is refused. The PSP's record is the truth of the charge,
 * told in the answer and once more in a webhook. A request whose key the PSP has forgotten, or that carries none, is taken
 * for a new one: the new charge has an actor and a record of its own, named by the key and a number, and speaks of itself
 * by the key alone. A charge that is only to be authorised waits for its capture, once, or lapses.
 */
import { chargeParts } from './charge-parts.ts';

/** What may be asked while the end of an authorisation is being stored. */
const whileEnding = {
  ChargeRequested: [{ guard: 'isStale' }, { guard: 'isReusedKey', actions: 'refuseReusedKey' }, { actions: 'answer' }],
  ChargeInquiry: { actions: 'answer' },
  CommitRefused: { guard: 'isOfEnd', target: '#charge.overtaken' },
} as const;

/** A request for a capture that leads to something; any other is answered. */
const onCapture = [
  { guard: 'isStale' },
  { guard: 'isPossible', target: '#charge.storingCapture', actions: 'keepCapture' },
  { guard: 'lapses', target: '#charge.storingLapse', actions: 'keepCapture' },
] as const;

export const charge = chargeParts.createMachine({
  id: 'charge',
  context: ({ input }) => ({
    policy: input.policy,
    dates: input.dates,
    record: input.record,
    capture: undefined,
    lapsesInMs: 0,
  }),
  initial: 'waitingForRequest',
  states: {
    waitingForRequest: {
      on: {
        ChargeRequested: [
          { guard: 'isStale' },
          { guard: 'isForgotten', target: 'handedOn' },
          { guard: 'isUnkeyed', target: 'handedOn' },
          { guard: 'isReusedKey', target: 'refused' },
          { guard: 'isAuthorised', target: 'authorised', actions: ['answer', 'planLapse'] },
          { guard: 'isDecided', target: 'answered' },
          { guard: 'isProcessing', target: 'processing.authorising', actions: 'answerPending' },
          { target: 'processing', actions: 'register' },
        ],
        ChargeInquiry: [
          { guard: 'isAuthorised', target: 'authorised', actions: ['answer', 'planLapse'] },
          { guard: 'isDecided', target: 'answered' },
          { guard: 'isProcessing', target: 'processing.authorising', actions: 'answerPending' },
          { target: 'notFound' },
        ],
        CaptureRequested: [...onCapture, { target: 'captureAnswered' }],
        CaptureInquiry: [
          { guard: 'isAuthorised', target: 'authorised', actions: ['answerCapture', 'planLapse'] },
          { target: 'captureAnswered' },
        ],
        Resumed: [
          { guard: 'isProcessing', target: 'processing.authorising' },
          { guard: 'isAuthorised', target: 'authorised', actions: 'planLapse' },
        ],
      },
    },
    processing: {
      on: {
        ChargeRequested: [
          { guard: 'isStale' },
          { guard: 'isUnkeyed', actions: 'requestNewCharge' },
          { guard: 'isReusedKey', actions: 'refuseReusedKey' },
          { actions: 'answerPending' },
        ],
        ChargeInquiry: { actions: 'answerPending' },
      },
      initial: 'registering',
      states: {
        registering: {
          entry: 'registerCharge',
          on: { ChargeRegistered: 'authorising', CommitRefused: 'authorising' },
          after: { storageTimeout: { target: 'registering', reenter: true } },
        },
        authorising: {
          entry: 'askIssuer',
          on: { IssuerAnswered: { target: 'storingDecision', actions: 'decide' } },
        },
        storingDecision: {
          entry: 'storeDecision',
          on: {
            DecisionStored: [
              { guard: 'isAuthorised', target: '#charge.authorised', actions: ['announce', 'planLapse'] },
              { target: '#charge.decided' },
            ],
            CommitRefused: { guard: 'isOfDecision', target: '#charge.overtaken' },
          },
          after: { storageTimeout: { target: 'storingDecision', reenter: true } },
        },
      },
    },
    authorised: {
      on: {
        ChargeRequested: [
          { guard: 'isStale' },
          { guard: 'isForgotten', actions: 'requestNewCharge' },
          { guard: 'isUnkeyed', actions: 'requestNewCharge' },
          { guard: 'isReusedKey', actions: 'refuseReusedKey' },
          { actions: 'answer' },
        ],
        ChargeInquiry: { actions: 'answer' },
        CaptureRequested: [...onCapture, { actions: 'answerCapture' }],
        CaptureInquiry: { actions: 'answerCapture' },
        Resumed: { target: 'authorised', reenter: true, actions: 'planLapse' },
      },
      after: { untilLapse: 'storingLapse' },
    },
    storingCapture: {
      entry: 'storeCapture',
      on: { ...whileEnding, CaptureStored: { target: 'captured', actions: 'markCaptured' } },
      after: { storageTimeout: { target: 'storingCapture', reenter: true } },
    },
    storingLapse: {
      entry: 'storeLapse',
      on: {
        ...whileEnding,
        CaptureRequested: [{ guard: 'isStale' }, { actions: 'keepCapture' }],
        LapseStored: { target: 'lapsed', actions: 'markLapsed' },
      },
      after: { storageTimeout: { target: 'storingLapse', reenter: true } },
    },
    captured: { type: 'final', entry: 'announceCapture' },
    lapsed: { type: 'final', entry: 'announceCapture' },
    captureAnswered: { type: 'final', entry: 'answerCapture' },
    decided: { type: 'final', entry: 'announce' },
    // What an earlier commit has stored is what became of it, and whoever asks again is told that.
    overtaken: { type: 'final' },
    answered: { type: 'final', entry: 'answer' },
    refused: { type: 'final', entry: 'refuseReusedKey' },
    notFound: { type: 'final', entry: 'answerNotFound' },
    handedOn: { type: 'final', entry: 'requestNewCharge' },
  },
});
