/**
 * RxJS catches what a subscriber throws and reports it later, from a timer. In a simulation a broken observer must stop
 * the run where it broke: a guarded subscriber's error is kept here and thrown at the next safe point.
 */

export interface Guard {
  /** The same function, whose first error is kept instead of thrown. */
  wrap<T>(next: (value: T) => void): (value: T) => void;
  /** Throws the error that was kept, if there is one. */
  rethrow(): void;
}

export function createGuard(): Guard {
  let broken: { readonly error: unknown } | undefined;
  return {
    wrap: (next) => (value) => {
      try {
        next(value);
      } catch (error) {
        broken ??= { error };
      }
    },
    rethrow() {
      if (broken !== undefined) throw broken.error;
    },
  };
}
