/**
 * How a load is divided into cells. Each is a payment system of its own, with sellers, an account at the PSP, nights and
 * books of its own: the same scenario with another seed and its share of the checkouts.
 */

import { checkoutsOverride, setOverride, type Override } from '../scenario/overrides.ts';

export interface Cell {
  /** From 1. */
  readonly number: number;
  /** With which a run comes to the same. */
  readonly seed: string;
  /** Those that rates bring; users bring theirs besides. */
  readonly checkouts: number;
  /** Of closed phases. */
  readonly users: number;
}

export interface Division {
  readonly seed: string;
  readonly checkouts: number;
  readonly users: number;
  readonly cells: number;
}

export const MOST_CELLS = 100_000;

/** Small enough for a thread's memory and for an even end, large enough for sellers to have a day's work. */
const USUAL_SHARE = 2_000;

/** How many cells a load has where nobody says: the same on every machine. */
export function usualCells(checkouts: number): number {
  return Math.max(1, Math.ceil(checkouts / USUAL_SHARE));
}

/** The cells, whose checkouts and users come to those of the load; the first ones have one more where it takes that. */
export function cellsOf({ seed, checkouts, users, cells }: Division): Cell[] {
  return Array.from({ length: cells }, (_, index) => ({
    number: index + 1,
    seed: cellSeed(seed, index + 1, cells),
    checkouts: shareOf(checkouts, index, cells),
    users: shareOf(users, index, cells),
  }));
}

function shareOf(all: number, index: number, cells: number): number {
  return Math.floor(all / cells) + (index < all % cells ? 1 : 0);
}

/** What makes a scenario that of a cell, but for the seed. */
export function sharesOf({ checkouts, users }: Pick<Cell, 'checkouts' | 'users'>): Override[] {
  return [
    ...(checkouts === 0 ? [] : [checkoutsOverride(String(checkouts))]),
    ...(users === 0 ? [] : [setOverride(usersSetting(users))]),
  ];
}

/** As `--set` takes it. */
export function usersSetting(users: number): string {
  return `traffic.users=${users}`;
}

/** One cell is the run itself. */
export function cellSeed(seed: string, number: number, cells: number): string {
  return cells === 1 ? seed : `${seed}.${number}`;
}

/** What goes before the ids of a cell, so that they are told apart from those of others: `cell 3: `. */
export function cellName({ number }: Pick<Cell, 'number'>, cells: number): string {
  return cells === 1 ? '' : `cell ${number}: `;
}
