import { describe, expect, it } from 'vitest';
import { textsOf } from '../../../../../test/support/page-text.ts';
import type { StoryStep } from '../../../story/step.ts';
import { drawn } from './drawing.ts';
import { layoutOf } from './layout.ts';

const at = '2026-03-02T09:00:00.000Z';
const message = { what: 'message', name: 'ChargeRequested', detail: '…:1', from: 'executor', to: 'psp' } as const;

function drawing(...steps: readonly StoryStep[]): string {
  const marks = { wrong: 'I7: begins', seen: 'I7: seen', both: 'I7: both' };
  const sentences = steps.map((_, index) => `Sentence <${index + 1}>.`);
  const words = { id: 'spacetime-1', title: 'What happened', description: 'Two lanes.', sentences };
  return drawn(layoutOf({ steps, marks, zone: 'UTC' }), words).html;
}

describe('a space-time diagram', () => {
  it('has a title, a description, and the name of each lane above and below it', () => {
    const html = drawing({ ...message, sentAt: at, at, arrives: true });
    expect(html).toMatch(/^<svg role="img" class="spacetime" aria-labelledby="spacetime-1-title spacetime-1-desc"/);
    const texts = textsOf(html);
    expect(texts.slice(0, 2)).toEqual(['What happened', 'Two lanes.']);
    expect(texts.filter((text) => text === 'Executor' || text === 'PSP')).toEqual([
      'Executor',
      'Executor',
      'PSP',
      'PSP',
    ]);
  });

  it('has in each row its number, its time, its words and, for who points at it, its sentence', () => {
    const html = drawing({ ...message, sentAt: at, at, arrives: true });
    expect(textsOf(html.slice(html.indexOf('<g><title>')))).toEqual([
      'Sentence <1>.',
      '2 Mar 2026',
      '1',
      '09:00:00.000',
      'ChargeRequested',
      '…:1',
    ]);
  });

  it('gives an arrow a head, and a lost message a cross in its place', () => {
    const arrived = drawing({ ...message, sentAt: at, at, arrives: true });
    expect(arrived).toContain('marker-end="url(#spacetime-1-head)"');
    expect(arrived).toContain('<marker id="spacetime-1-head"');
    expect(arrived).not.toContain('class="cross"');
    const lost = drawing({ ...message, sentAt: at, at, arrives: false });
    expect(lost).not.toContain('marker-end');
    expect(lost).toContain('class="cross"');
  });

  it('sets the record that it began with apart by more than its colour', () => {
    const commit = { what: 'commit', at, service: 'psp', table: 'charges', detail: 'ch_1_1_1 captured' } as const;
    const html = drawing(commit, { what: 'mark', at, isWrong: true, isSeen: true });
    expect(html).toContain('<circle class="ring"');
    expect(html).toContain('class="words culprit"');
    expect(drawing(commit)).not.toContain('ring');
  });

  it('draws every sort of step', () => {
    const steps: readonly StoryStep[] = [
      { ...message, to: 'executor', sentAt: at, at, arrives: true },
      { what: 'fault', at, fault: 'network.drop', services: ['psp'] },
      { what: 'crash', at, service: 'psp' },
      { what: 'restart', at, service: 'psp' },
      { what: 'healed', at },
      { what: 'mark', at, isWrong: false, isSeen: true },
      { what: 'leftOut', steps: 31 },
    ];
    const html = drawing(...steps);
    for (const look of ['class="bolt"', 'class="again"', 'class="down"', '<g class="healed">', '<g class="seen">']) {
      expect(html).toContain(look);
    }
    expect(textsOf(html)).toContain('31 more steps');
    expect(html).not.toMatch(/NaN|undefined/);
  });
});
