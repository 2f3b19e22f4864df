import { describe, expect, it } from 'vitest';
import { switchedOn } from './switched-on.ts';

describe('a run', () => {
  it('says nothing of defects where there are none', () => {
    expect(switchedOn([])).toBe('');
  });

  it('is named with its defects', () => {
    expect(switchedOn(['timeout-treated-as-failure'])).toBe('with the defect timeout-treated-as-failure');
    expect(switchedOn(['timeout-treated-as-failure', 'credit-on-decline'])).toBe(
      'with the defects timeout-treated-as-failure and credit-on-decline',
    );
  });
});
