import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import { consistentReport } from '../../../../../test/support/sample-report.ts';
import { stormyReport } from '../../../../../test/support/stormy-report.ts';
import { latencySection } from './latency.ts';

describe('latency', () => {
  const settings = [{ name: 'policies.redrive', value: 'every 5min, 12 rounds' }];

  it('says for how long work was parked, by which policy, where any was taken up again', () => {
    const texts = textsOf(latencySection({ ...stormyReport(), settings }).body.html);
    expect(texts.at(-1)).toMatch(
      /^Some work was parked and taken up again \(policies\.redrive: every 5min, 12 rounds\): when a round of calls /,
    );
  });

  it('says nothing of it where every call was answered in its first round', () => {
    const { html } = latencySection({ ...consistentReport(), settings }).body;
    expect(html).not.toContain('policies.redrive');
  });
});
