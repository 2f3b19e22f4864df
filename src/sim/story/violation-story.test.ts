import { describe, expect, it } from 'vitest';
import { isoInstant, type Instant } from '../../domain/calendar.ts';
import type { Happening } from './step.ts';
import type { StoryLine } from './story.ts';
import { violationStory } from './violation-story.ts';

/** 2026-03-02, 10:00 in Amsterdam. */
const start = Date.parse('2026-03-02T09:00:00Z');
const minute = 60_000;
const of = 'order-17.1';

function line(at: Instant, step: Happening, text: string, about = of): StoryLine {
  return { at, where: '', about, text, step };
}
function told(at: Instant, text: string, about = of): StoryLine {
  const message = { what: 'message', from: 'executor', to: 'psp', name: 'ChargeInquiry', detail: '' } as const;
  return line(at, { ...message, sentAt: isoInstant(at), at: isoInstant(at), arrives: true }, text, about);
}
function stored(at: Instant, text: string): StoryLine {
  return line(at, { what: 'commit', at: isoInstant(at), service: 'psp', table: 'charges', detail: '' }, text);
}
function fault(at: Instant): StoryLine {
  return line(at, { what: 'fault', at: isoInstant(at), fault: 'network.drop', services: ['psp'] }, 'network.drop');
}

function storyOf(lines: readonly StoryLine[], since: Instant, at: Instant) {
  const violation = { invariant: 'I2 at-most-one-charge', sentence: 'two charges', since, at };
  return violationStory({ of, lines }, violation, 'Europe/Amsterdam');
}

describe('the story of a violation that is seen at once', () => {
  const lines = [
    told(start, 'one'),
    stored(start + 5, 'two'),
    fault(start + 5),
    told(start + 6, 'three'),
    told(start + minute, 'four'),
  ];

  it('ends with the commit that made it wrong, and says how much followed', () => {
    const { sentences, steps } = storyOf(lines, start + 5, start + 5);
    expect(sentences).toEqual([
      '2026-03-02 10:00:00.000 +01:00 The executor tells the PSP: one.',
      "10:00:00.005 In the PSP's database: two.",
      '10:00:00.005 Here I2 at-most-one-charge is broken, which its check sees at once: two charges.',
      '... 3 more steps after that',
    ]);
    expect(steps.slice(2)).toEqual([
      { what: 'mark', at: '2026-03-02T09:00:00.005Z', isWrong: true, isSeen: true },
      { what: 'leftOut', steps: 3 },
    ]);
  });

  it('ends with all that happened at that time where nothing was committed', () => {
    const { sentences } = storyOf(lines, start + 6, start + 6);
    expect(sentences.at(-2)).toMatch(/^10:00:00\.006 Here I2/);
    expect(sentences.at(-3)).toBe('10:00:00.006 The executor tells the PSP: three.');
  });
});

describe('the story of a violation that is seen later', () => {
  const night = start + 18 * 60 * minute;
  const lines = [
    told(start, 'one'),
    stored(start + 5, 'two'),
    fault(start + 6),
    told(night, 'three'),
    told(night + 5, 'four'),
  ];

  it('has a mark where it became wrong and one where it was seen, with faults at their places', () => {
    expect(storyOf(lines, start + 5, night + 1).sentences).toEqual([
      '2026-03-02 10:00:00.000 +01:00 The executor tells the PSP: one.',
      "10:00:00.005 In the PSP's database: two.",
      '10:00:00.005 Here begins what is wrong: I2 at-most-one-charge is seen to be broken 17 h 59 min later.',
      '10:00:00.006 Fault: network.drop.',
      '2026-03-03 04:00:00.000 +01:00 The executor tells the PSP: three.',
      '04:00:00.001 Here I2 at-most-one-charge is seen to be broken: two charges.',
      '... 1 more step after that',
    ]);
  });

  it('gives the offset again on a day that changes it', () => {
    const [before, after] = [Date.parse('2026-10-25T00:30:00Z'), Date.parse('2026-10-25T01:30:00Z')];
    expect(storyOf([told(before, 'one'), told(after, 'two')], after, after).sentences.slice(0, 2)).toEqual([
      '2026-10-25 02:30:00.000 +02:00 The executor tells the PSP: one.',
      '2026-10-25 02:30:00.000 +01:00 The executor tells the PSP: two.',
    ]);
  });
});

describe('a long story', () => {
  const long = Array.from({ length: 200 }, (_, index) => told(start + index, `step ${index}`));

  it('has forty sentences, and says how many are left out between', () => {
    const { sentences, steps } = storyOf(long, start + 100, start + 199);
    expect([sentences.length, steps.length]).toEqual([40, 40]);
    expect(sentences[0]).toMatch(/step 0\.$/);
    const gaps = steps.flatMap((step) => (step.what === 'leftOut' ? [step.steps] : []));
    const lines = steps.filter((step) => step.what === 'message').length;
    expect(lines + gaps.reduce((sum, left) => sum + left, 0)).toBe(200);
    expect(sentences.filter((sentence) => /^\.\.\. \d+ more steps$/.test(sentence))).toHaveLength(gaps.length);
  });

  it('leaves out what is about the night before what is about the order', () => {
    const lines = long.map((each, index) =>
      index > 80 && index < 100 ? { ...each, about: 'psp/EUR/2026-03-02' } : each,
    );
    const { sentences } = storyOf(lines, start + 103, start + 199);
    expect(sentences.filter((sentence) => sentence.includes('psp/EUR'))).toEqual([]);
    expect(sentences.filter((sentence) => /step 10[0-3]/.test(sentence))).toHaveLength(4);
  });

  it('counts the faults among what is left out', () => {
    const faulty = long.map((each, index) => (index % 3 === 0 ? fault(start + index) : each));
    const { sentences } = storyOf(faulty, start + 199, start + 199);
    expect(sentences.some((sentence) => /^\.\.\. \d+ more steps, \d+ faults among them$/.test(sentence))).toBe(true);
  });

  it('of which nothing had happened by then has nothing to tell', () => {
    expect(storyOf(long, start - 1, start - 1)).toEqual({ sentences: [], steps: [] });
  });
});
