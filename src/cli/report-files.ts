/** Everything a run leaves behind, written into a report folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeScript } from '../sim/faults/script.ts';
import { capacityCsv } from '../sim/report/capacity-csv.ts';
import type { Report } from '../sim/report/report.ts';
import { renderHtml } from '../sim/report/html/page.ts';
import { junitXml } from '../sim/report/junit.ts';
import type { Series } from '../sim/report/series.ts';
import { seriesCsv } from '../sim/report/series-csv.ts';
import { camt053 } from '../sim/settlement/camt053.ts';
import { bankFileName, distinctFiles, pspFileName } from '../sim/settlement/file-names.ts';
import { pspCsv } from '../sim/settlement/psp-csv.ts';
import type { Finish } from '../sim/simulation.ts';
import { grouped } from './print/columns.ts';
import type { RunInfo } from './run-info.ts';
import { writeStore, type Store } from './store.ts';
import { UserError } from './user-error.ts';

export function writeReportFiles(
  folder: string,
  report: Report,
  info: RunInfo,
  finish: Finish,
  { bankZone, store }: Kept,
): void {
  writeReport(folder, report, info);
  writeSeries(folder, finish.series);
  writeFileSync(join(folder, 'faults.yaml'), scriptText(finish));
  writeRecords(folder, finish, { bankZone, store });
}

/** How what the services and the nights leave behind is kept. */
export interface Kept {
  /** By whose wall clock the bank's statements are written. */
  readonly bankZone: string;
  readonly store: Store;
}

/** The night's files and the databases, into a folder that exists. */
export function writeRecords(folder: string, finish: Finish, { bankZone, store }: Kept): void {
  const write = (name: string, text: string): void => writeFileSync(join(folder, 'settlement', name), text);
  mkdirSync(join(folder, 'settlement'));
  for (const { name, file } of distinctFiles(finish.settlementFiles, pspFileName)) write(name, pspCsv(file));
  for (const { name, file } of distinctFiles(finish.bankStatements, bankFileName)) write(name, camt053(file, bankZone));
  writeStore(folder, finish.world, store);
}

/** The report itself, for people and for programs. */
export function writeReport(folder: string, report: Report, info: RunInfo): void {
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(folder, 'run-info.json'), `${JSON.stringify(info, undefined, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), renderHtml(report));
  writeFileSync(join(folder, 'junit.xml'), junitXml(report));
  if (report.capacity !== undefined) writeFileSync(join(folder, 'capacity.csv'), capacityCsv(report.capacity));
}

/** How it went over time. */
export function writeSeries(folder: string, series: Series): void {
  writeFileSync(join(folder, 'series.csv'), seriesCsv(series));
}

/** @throws UserError when it would be longer than what `--faults` reads */
function scriptText({ faults }: Finish): string {
  try {
    return writeScript(faults);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(
      `${grouped(faults.length)} faults fired, which are too many for one script.`,
      'Run fewer checkouts, or have fewer faults.',
    );
  }
}
