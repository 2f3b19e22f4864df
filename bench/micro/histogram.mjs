/** A latency on its way into a histogram like those of the report. */
import { build } from 'hdr-histogram-js';

const latencies = Array.from({ length: 1024 }, (_, i) => 1 + ((i * i * 31) % 30_000));

export const histogram = [{ name: 'HDR histogram: record', repeat: recordInto(emptyHistogram()) }];

function emptyHistogram() {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 86_400_000,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });
}

function recordInto(recorded) {
  return (count) => {
    for (let i = 0; i < count; i += 1) recorded.recordValue(latencies[i & 1023]);
    return recorded.totalCount;
  };
}
