/** What a space-time diagram is made of, on a canvas in pixels: lanes from left to right, and rows downwards. */
import type { ServiceName } from '../../../../domain/addresses.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Words at a place; `y` is their middle. */
export interface Label extends Point {
  readonly text: string;
  /** What tells it from others of its name: set apart, after it. */
  readonly detail: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

export interface Lane {
  readonly service: ServiceName;
  readonly title: string;
  readonly x: number;
  /** Not part of the system under test. */
  readonly isOutside: boolean;
  /** Where the service is down. */
  readonly downs: readonly { readonly from: number; readonly to: number }[];
}

/** A message from lane to lane; one that is lost ends on the way. */
export interface Arrow {
  readonly kind: 'arrow';
  readonly from: Point;
  readonly to: Point;
  readonly arrives: boolean;
  readonly label: Label;
}

/** A message of a service to itself. */
export interface Loop {
  readonly kind: 'loop';
  readonly at: Point;
  readonly side: 1 | -1;
  readonly arrives: boolean;
  readonly label: Label;
}

/** A record that became durable. */
export interface Dot {
  readonly kind: 'dot';
  readonly at: Point;
  /** The one that made it wrong. */
  readonly isWrong: boolean;
  readonly label: Label;
}

export interface Trouble {
  readonly kind: 'fault' | 'crash' | 'restart';
  readonly at: readonly Point[];
  readonly label: Label;
}

/** A remark across all lanes. */
export interface Band {
  readonly kind: 'wrong' | 'seen' | 'healed' | 'gap';
  readonly label: Label;
}

export type Shape = Arrow | Loop | Dot | Trouble | Band;

export interface Row {
  /** The middle of the row. */
  readonly y: number;
  /** Of the sentence that tells the same, counted from 1. */
  readonly number: number;
  /** At the wall clock; empty for what is left out. */
  readonly time: string;
  /** Above the row, where a new date begins. */
  readonly date: string | undefined;
  readonly shape: Shape;
}

export interface SpaceTime {
  readonly width: number;
  readonly height: number;
  /** Where the lanes begin and end. */
  readonly top: number;
  readonly bottom: number;
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
}
