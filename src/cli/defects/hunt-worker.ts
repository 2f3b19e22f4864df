/** A worker that hunts defects and cuts down the runs that show them, a thread of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DefectName } from '../../domain/defects.ts';
import { hunt, type HuntingGround } from '../../sim/defects/hunt.ts';
import type { Hunted } from '../../sim/defects/hunted.ts';
import { shrunkKill } from '../../sim/defects/shrunk-kill.ts';
import { createCompiledInterpreter } from '../../sim/interpreter/compiled-interpreter.ts';
import { commandOfHunt } from './command-of-hunt.ts';

/** What the worker is started with, what it is given one after the other, and what it answers to each. */
export interface HuntProtocol {
  readonly start: HuntingGround & { readonly shrinks: boolean };
  readonly task: DefectName;
  readonly answer: Hunted;
}

// A thread is given what the other end of the protocol says it gives.
const ground = workerData as HuntProtocol['start'];
const interpreter = createCompiledInterpreter();

function answerOf(name: HuntProtocol['task']): HuntProtocol['answer'] {
  const { bench, shrinks } = ground;
  const hunted = hunt(name, ground, interpreter);
  if (!shrinks || hunted.fate !== 'killed') return hunted;
  return shrunkKill(hunted, { bench, command: commandOfHunt(bench.file, hunted), interpreter });
}

parentPort?.on('message', (name: HuntProtocol['task']) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window and has no origin
  parentPort?.postMessage(answerOf(name));
});
