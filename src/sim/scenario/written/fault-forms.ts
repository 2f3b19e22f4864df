/** How the values of faults are written: `50ms`, `50ms to 2s`, `-90s to 90s`, `1 to 5`, `1d`. */
import { numberText } from '../../faults/number-text.ts';
import type { NumberForm } from '../../faults/value-form.ts';
import { durationPattern } from '../units/duration.ts';
import { localDateTimePattern, parseLocalDateTime, type LocalDateTime } from '../units/wall-clock.ts';
import { parsed, refused, type Parsed } from '../units/parsed.ts';
import type { TextForm } from './leaf.ts';

export interface LocalWindow {
  readonly from: LocalDateTime;
  readonly to: LocalDateTime;
}

/** A number, or a range of them from which each fault draws its own. */
export function numberRange(form: NumberForm): TextForm<readonly [number, number]> {
  const { parse, write, written } = numberText(form);
  const either = `${written}, or a range such as ${write(form.usual[0])} to ${write(form.usual[1])}`;
  const isWhole = form.form === 'count' || form.form === 'minorUnits';
  const one = `${form.least < 0 ? '-?' : ''}${isWhole ? '\\d+' : durationPattern}`;
  return {
    pattern: `${one}(?: to ${one})?`,
    examples: [write(form.usual[1]), `${write(form.usual[0])} to ${write(form.usual[1])}`],
    wholeNumbersToo: isWhole,
    parse(text) {
      const [low = '', high = low, more] = text.trim().split(/\s+to\s+/);
      if (text.trim() === '' || more !== undefined) return refused(either);
      const [from, to] = [parse(low), parse(high)];
      if (!from.ok) return refused(high === low ? either : from.expected, from.hint);
      if (!to.ok) return to;
      if (to.value < from.value) return refused('a range from the lower value to the higher');
      if (form.notZero === true && from.value === 0 && to.value === 0) return refused('a value other than zero');
      return parsed([from.value, to.value]);
    },
  };
}

const aWindow = 'two local times such as 2026-03-02 10:00 to 2026-03-02 11:00';

export const localWindow: TextForm<LocalWindow> = {
  pattern: `${localDateTimePattern} to ${localDateTimePattern}`,
  examples: ['2026-03-02 10:00 to 2026-03-02 11:00'],
  parse(text): Parsed<LocalWindow> {
    const [first = '', last, more] = text.trim().split(/\s+to\s+/);
    if (last === undefined || more !== undefined) return refused(aWindow);
    const [from, to] = [parseLocalDateTime(first), parseLocalDateTime(last)];
    if (!from.ok) return from;
    if (!to.ok) return to;
    if (!isBefore(from.value, to.value)) return refused('a window that ends after it begins');
    return parsed({ from: from.value, to: to.value });
  },
};

function isBefore(a: LocalDateTime, b: LocalDateTime): boolean {
  return a.date === b.date ? a.time < b.time : a.date < b.date;
}
