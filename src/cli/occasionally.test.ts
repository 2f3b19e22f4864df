import { describe, expect, it } from 'vitest';
import { occasionally } from './occasionally.ts';

describe('progress in a log', () => {
  it('is a line every 15 seconds, and nothing for what is over sooner', () => {
    let seconds = 0;
    const said: string[] = [];
    const tell = occasionally(
      (line) => said.push(`${seconds} s: ${line}`),
      () => seconds * 1_000,
    );
    for (; seconds < 40; seconds += 0.5) tell(`${Math.floor(seconds)} of 40`);
    expect(said).toEqual(['15 s: 15 of 40', '30 s: 30 of 40']);
  });

  it('is not the same line again', () => {
    let seconds = 0;
    const said: string[] = [];
    const tell = occasionally(
      (line) => said.push(line),
      () => seconds * 1_000,
    );
    for (; seconds < 100; seconds += 5) tell(seconds < 60 ? 'cell 1' : 'cell 2');
    expect(said).toEqual(['cell 1', 'cell 2']);
  });
});
