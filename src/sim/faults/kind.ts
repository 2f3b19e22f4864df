/** What a kind of fault says about itself; each has a file of its own in `kinds/`. */
import { serviceNames, type ServiceName } from '../../domain/addresses.ts';
import type { MessageType } from '../../domain/messages.ts';
import type { Chance } from './chance.ts';
import type { EpisodeFault, FaultKind, Place, SiteFault } from './fault.ts';
import type { ValueForms } from './value-form.ts';

/**
 * What a rule can be aimed at: a link from one service to another and a message on it; a service; a message that
 * arrives at one particular service; or nothing, since there is one such place only.
 */
export type Aim = 'link' | 'service' | 'message' | 'nothing';

export interface KindOfFault<K extends FaultKind> {
  readonly kind: K;
  /** What happens, in one sentence. */
  readonly effect: string;
  readonly aim: Aim;
  /** The services it can happen to; all when left out. */
  readonly services?: readonly ServiceName[];
  /** The messages it can be aimed at; all when left out. */
  readonly messages?: readonly MessageType[];
  /** For what is decided at sites: at which, and how one is drawn. */
  readonly atSites?: {
    readonly places: readonly Place[];
    readonly values: ValueForms;
    readonly draw: (chance: Chance) => Extract<SiteFault, { readonly kind: K }>;
  };
  /** For what begins at a time and lasts; `forMs` is among the values. */
  readonly asEpisode?: {
    readonly values: ValueForms;
    readonly draw: (chance: Chance) => Extract<EpisodeFault, { readonly kind: K }>;
  };
}

export type AnyKindOfFault = { [K in FaultKind]: KindOfFault<K> }[FaultKind];

/** The shop stands for buyers, who keep no records and never crash. */
export const servicesWithRecords: readonly ServiceName[] = serviceNames.filter((name) => name !== 'shop');

export const requestsToPsp: readonly MessageType[] = [
  'ChargeRequested',
  'ChargeInquiry',
  'CaptureRequested',
  'CaptureInquiry',
  'RefundRequested',
  'RefundInquiry',
];
