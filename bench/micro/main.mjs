/** Measures the parts of a run by themselves: `node bench/micro/main.mjs SAMPLES MS` prints their samples as JSON. */
import { dispatch } from './dispatch.mjs';
import { eventQueue } from './event-queue.mjs';
import { factStream } from './fact-stream.mjs';
import { histogram } from './histogram.mjs';
import { luck } from './dice.mjs';
import { measureAll } from './measure.mjs';
import { traceHash } from './trace-hash.mjs';

const [, , samples = '15', sampleMs = '20'] = process.argv;
const operations = [...eventQueue, ...luck, ...factStream, ...dispatch, ...traceHash, ...histogram];
process.stdout.write(`${JSON.stringify(measureAll(operations, Number(samples), Number(sampleMs)))}\n`);
