import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Interrupted } from './drive.ts';
import { loadScript } from './script-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'everypenny-script-'));
  file = join(folder, 'faults.yaml');
  writeFileSync(file, Array.from({ length: 6_000 }, (_, index) => dropAt(index + 1)).join(''));
});
afterEach(() => rmSync(folder, { recursive: true }));

function dropAt(n: number): string {
  return `- { site: "executor→psp ChargeRequested order-${n}.1 #1", fault: network.drop }\n`;
}

/** A terminal that keeps what it is shown. */
function watched(onProgress: () => void = () => undefined) {
  const shown: string[] = [];
  const progress = (line: string): void => {
    shown.push(line);
    onProgress();
  };
  return { shown, progress, clearProgress: () => void shown.push('') };
}

describe('a long script on disk', () => {
  it('shows how much of it has been read, and takes that away in the end', async () => {
    const terminal = watched();
    const script = await loadScript(file, terminal, new AbortController().signal);
    expect(script).toHaveLength(6_000);
    expect(terminal.shown).toEqual([expect.stringMatching(/: 4\d%$/), expect.stringMatching(/: 8\d%$/), '']);
  });

  it('can be interrupted while it is read', async () => {
    const interrupt = new AbortController();
    const terminal = watched(() => interrupt.abort());
    await expect(loadScript(file, terminal, interrupt.signal)).rejects.toThrow(Interrupted);
    expect(terminal.shown).toHaveLength(2);
  });
});
