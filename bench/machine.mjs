/** On what it is measured: ratios travel from machine to machine, figures do not. */
import { cpus, loadavg } from 'node:os';

/** Up to here nothing of weight runs beside the benchmark. */
const IDLE = 0.5;
const BUSY = ' (busy with other work: only the ratios say something)';

/** `AMD EPYC, 2 cores, Node.js 20.19.0 on linux x64, load average 0.1 at the start` */
export function machineLine() {
  const [cpu] = cpus();
  const [load = 0] = loadavg();
  const parts = [
    cpu?.model ?? 'unknown processor',
    `${cpus().length} cores`,
    `Node.js ${process.versions.node} on ${process.platform} ${process.arch}`,
    `load average ${load.toFixed(1)} at the start${load > IDLE ? BUSY : ''}`,
  ];
  return parts.join(', ');
}
