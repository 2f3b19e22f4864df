/** All kinds of fault, in the order of the catalogue. */
import type { FaultKind, FaultsAt, Place, SiteFault } from './fault.ts';
import type { AnyKindOfFault, KindOfFault } from './kind.ts';
import { clientDoubleClick } from './kinds/client-double-click.ts';
import { clientRetryStorm } from './kinds/client-retry-storm.ts';
import { clockSkew } from './kinds/clock-skew.ts';
import { cutoffStraddle } from './kinds/cutoff-straddle.ts';
import { databaseFail } from './kinds/database-fail.ts';
import { databaseLoseUnsynced } from './kinds/database-lose-unsynced.ts';
import { databaseSlow } from './kinds/database-slow.ts';
import { databaseStall } from './kinds/database-stall.ts';
import { networkDelay } from './kinds/network-delay.ts';
import { networkDrop } from './kinds/network-drop.ts';
import { networkDuplicate } from './kinds/network-duplicate.ts';
import { networkPartition } from './kinds/network-partition.ts';
import { networkReorder } from './kinds/network-reorder.ts';
import { operatorDoubleRun } from './kinds/operator-double-run.ts';
import { operatorReplayBatch } from './kinds/operator-replay-batch.ts';
import { pspDecline } from './kinds/psp-decline.ts';
import { pspError } from './kinds/psp-error.ts';
import { pspKeyExpiry } from './kinds/psp-key-expiry.ts';
import { pspOutage } from './kinds/psp-outage.ts';
import { pspThrottle } from './kinds/psp-throttle.ts';
import { pspTimeoutAfterCapture } from './kinds/psp-timeout-after-capture.ts';
import { pspTimeoutBefore } from './kinds/psp-timeout-before.ts';
import { pspWebhookDuplicate } from './kinds/psp-webhook-duplicate.ts';
import { pspWebhookEarly } from './kinds/psp-webhook-early.ts';
import { pspWebhookLate } from './kinds/psp-webhook-late.ts';
import { pspWebhookLost } from './kinds/psp-webhook-lost.ts';
import { pspWebhookReordered } from './kinds/psp-webhook-reordered.ts';
import { serviceCrash } from './kinds/service-crash.ts';
import { serviceOverload } from './kinds/service-overload.ts';
import { servicePause } from './kinds/service-pause.ts';
import { serviceSlow } from './kinds/service-slow.ts';
import { settlementFeeDrift } from './kinds/settlement-fee-drift.ts';
import { settlementFileDuplicate } from './kinds/settlement-file-duplicate.ts';
import { settlementFileLate } from './kinds/settlement-file-late.ts';
import { settlementFileMissing } from './kinds/settlement-file-missing.ts';
import { settlementFileResentCorrected } from './kinds/settlement-file-resent-corrected.ts';
import { settlementFileTruncated } from './kinds/settlement-file-truncated.ts';
import { settlementFxRounding } from './kinds/settlement-fx-rounding.ts';
import { settlementLineDuplicate } from './kinds/settlement-line-duplicate.ts';
import { settlementLineMissing } from './kinds/settlement-line-missing.ts';
import { settlementLineUnknown } from './kinds/settlement-line-unknown.ts';
import { settlementLineWrongAmount } from './kinds/settlement-line-wrong-amount.ts';
import { settlementLineWrongDate } from './kinds/settlement-line-wrong-date.ts';

/** The compiler sees to it that none is left out. */
const byKind: { readonly [K in FaultKind]: KindOfFault<K> } = {
  'network.drop': networkDrop,
  'network.delay': networkDelay,
  'network.duplicate': networkDuplicate,
  'network.reorder': networkReorder,
  'network.partition': networkPartition,
  'service.crash': serviceCrash,
  'service.pause': servicePause,
  'service.slow': serviceSlow,
  'service.overload': serviceOverload,
  'database.fail': databaseFail,
  'database.slow': databaseSlow,
  'database.stall': databaseStall,
  'database.lose-unsynced': databaseLoseUnsynced,
  'clock.skew': clockSkew,
  'psp.timeout-before': pspTimeoutBefore,
  'psp.timeout-after-capture': pspTimeoutAfterCapture,
  'psp.error': pspError,
  'psp.throttle': pspThrottle,
  'psp.outage': pspOutage,
  'psp.decline': pspDecline,
  'psp.key-expiry': pspKeyExpiry,
  'psp.webhook-duplicate': pspWebhookDuplicate,
  'psp.webhook-late': pspWebhookLate,
  'psp.webhook-lost': pspWebhookLost,
  'psp.webhook-reordered': pspWebhookReordered,
  'psp.webhook-early': pspWebhookEarly,
  'settlement.file-late': settlementFileLate,
  'settlement.file-missing': settlementFileMissing,
  'settlement.file-duplicate': settlementFileDuplicate,
  'settlement.file-truncated': settlementFileTruncated,
  'settlement.file-resent-corrected': settlementFileResentCorrected,
  'settlement.line-missing': settlementLineMissing,
  'settlement.line-duplicate': settlementLineDuplicate,
  'settlement.line-wrong-amount': settlementLineWrongAmount,
  'settlement.line-wrong-date': settlementLineWrongDate,
  'settlement.line-unknown': settlementLineUnknown,
  'settlement.fee-drift': settlementFeeDrift,
  'settlement.fx-rounding': settlementFxRounding,
  'cutoff.straddle': cutoffStraddle,
  'operator.replay-batch': operatorReplayBatch,
  'operator.double-run': operatorDoubleRun,
  'client.double-click': clientDoubleClick,
  'client.retry-storm': clientRetryStorm,
};

export const kindsOfFault: readonly AnyKindOfFault[] = Object.values(byKind);

export const faultKinds: readonly FaultKind[] = kindsOfFault.map(({ kind }) => kind);

export function kindOfFault(kind: FaultKind): AnyKindOfFault {
  return byKind[kind];
}

export function isFaultKind(text: string): text is FaultKind {
  return Object.hasOwn(byKind, text);
}

/** Tells whether a fault can happen at a place at all. */
export function isPossible<P extends Place>(place: P, fault: SiteFault): fault is FaultsAt[P] {
  return kindOfFault(fault.kind).atSites?.places.includes(place) ?? false;
}

/** The kinds that can happen at a place, in the order of the catalogue. */
export function kindsAt(place: Place): FaultKind[] {
  return kindsOfFault.filter(({ atSites }) => atSites?.places.includes(place)).map(({ kind }) => kind);
}
