import { expect, it } from 'vitest';
import { counted } from './counted.ts';

it('one of something is told in the singular, and none or many in the plural', () => {
  expect([counted(0, 'line'), counted(1, 'line'), counted(2, 'line')]).toEqual(['0 lines', '1 line', '2 lines']);
});
