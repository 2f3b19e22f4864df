/** What reconciliation did, night by night, over all currencies. */
import type { BusinessDate } from '../../domain/calendar.ts';
import type { IngestedFileRecord } from '../../domain/night-records.ts';
import { nightDates } from '../nights.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { World } from '../world.ts';
import type { NightResult } from './report.ts';

/** A night that was not reconciled, since a run was cut short, is left out. */
export function nightResults(scenario: Scenario, world: World): NightResult[] {
  const reconciled = new Map<BusinessDate, IngestedFileRecord[]>();
  for (const file of world.database('reconciliation').table('files').all()) {
    if (file.status === 'stored') continue;
    const files = reconciled.get(file.date);
    if (files === undefined) reconciled.set(file.date, [file]);
    else files.push(file);
  }
  return nightDates(scenario).flatMap((date) => {
    const files = reconciled.get(date);
    return files === undefined ? [] : [nightOf(scenario, world, date, files)];
  });
}

function nightOf(
  { currencies }: Scenario,
  world: World,
  date: BusinessDate,
  files: readonly IngestedFileRecord[],
): NightResult {
  const breaks = [...world.database('reconciliation').table('breaks').all()];
  const sum = (pick: (file: IngestedFileRecord) => number): number =>
    files.reduce((total, file) => total + pick(file), 0);
  const money: Record<string, NightResult['money'][string]> = {};
  for (const { currency } of currencies) {
    const batch = world.database('psp').find('settlementBatches', `${currency}/${date}`);
    const statement = world.database('bank').find('bankStatements', `${currency}/${date}`);
    money[currency] = {
      gross: batch?.gross ?? 0,
      refunded: batch?.refunded ?? 0,
      fees: batch?.fees ?? 0,
      paidOut: batch?.paidOut ?? 0,
      cash: statement === undefined ? 0 : statement.closing - statement.opening,
    };
  }
  return {
    date,
    lines: sum((file) => file.lines),
    matched: sum((file) => file.matched),
    breaks: breaks.filter(({ openedOn }) => openedOn === date).length,
    resolved: breaks.filter(({ resolvedOn }) => resolvedOn === date).length,
    money,
  };
}
