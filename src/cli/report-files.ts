/** Everything a run leaves behind, written into a report folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '../domain/addresses.ts';
import { writeScript } from '../sim/faults/script.ts';
import type { Report } from '../sim/report/report.ts';
import { renderHtml } from '../sim/report/html/page.ts';
import { camt053 } from '../sim/settlement/camt053.ts';
import { bankFileName, distinctFiles, pspFileName } from '../sim/settlement/file-names.ts';
import { pspCsv } from '../sim/settlement/psp-csv.ts';
import type { Finish } from '../sim/simulation.ts';
import type { World } from '../sim/world.ts';
import { writeDatabaseFiles, type ServiceDatabase } from './database-files.ts';
import { grouped } from './print/columns.ts';
import type { RunInfo } from './run-info.ts';
import { UserError } from './user-error.ts';

export function writeReportFiles(
  folder: string,
  report: Report,
  info: RunInfo,
  finish: Finish,
  bankZone: string,
): void {
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  writeReport(folder, report, info);
  write('faults.yaml', scriptText(finish));
  mkdirSync(join(folder, 'settlement'));
  for (const { name, file } of distinctFiles(finish.settlementFiles, pspFileName))
    write(join('settlement', name), pspCsv(file));
  for (const { name, file } of distinctFiles(finish.bankStatements, bankFileName))
    write(join('settlement', name), camt053(file, bankZone));
  writeDatabaseFiles(folder, databasesOf(finish.world));
}

/** The report itself, for people and for programs. */
export function writeReport(folder: string, report: Report, info: RunInfo): void {
  writeFileSync(join(folder, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  writeFileSync(join(folder, 'run-info.json'), `${JSON.stringify(info, undefined, 2)}\n`);
  writeFileSync(join(folder, 'report.html'), renderHtml(report));
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

/** The services that have a database; the shop is the outside world and has none. */
function databasesOf(world: World): ServiceDatabase[] {
  return serviceNames
    .filter((service) => world.database(service).tableNames().length > 0)
    .map((service) => {
      const database = world.database(service);
      const tables = database.tableNames().map((name) => [name, [...database.table(name).all()]] as const);
      return { service, tables: Object.fromEntries(tables) };
    });
}
