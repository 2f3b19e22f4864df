/** The terminal: results go to standard output, progress and messages to standard error. */
import { styleText } from 'node:util';
import { occasionally } from './occasionally.ts';

export interface Terminal {
  /** A line of the result. */
  print(line: string): void;
  /** A line about the work. */
  say(line: string): void;
  /** A line that nobody may miss, however quiet. */
  warn(line: string): void;
  /** Shows a line that the next one replaces; where nobody watches, one goes into the log now and then. */
  progress(line: string): void;
  /** Takes the progress line away. */
  clearProgress(): void;
  /** How a part of a result looks. */
  readonly style: Style;
  /** How a part of a line about the work looks. */
  readonly asideStyle: Style;
}

export type Style = (look: Look, text: string) => string;
export type Look = 'good' | 'bad' | 'doubtful' | 'quiet' | 'strong';

const looks = { good: 'green', bad: 'red', doubtful: 'yellow', quiet: 'dim', strong: 'bold' } as const;

const plain: Style = (_look, text) => text;

/** @param quiet says and shows nothing about the work */
export function openTerminal(quiet: boolean): Terminal {
  const { stdout, stderr, env } = process;
  const watched = stderr.isTTY && !quiet;
  const colours = (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  const styleOn = ({ isTTY }: NodeJS.WriteStream): Style =>
    isTTY && colours ? (look, text) => styleText(looks[look], text, { validateStream: false }) : plain;
  const log = (line: string): void => void stderr.write(`${line}\n`);
  const logged = quiet ? (): void => undefined : occasionally(log, () => performance.now());
  const clear = (): void => {
    if (watched) stderr.write('\r\x1b[2K');
  };
  return {
    print: (line) => void stdout.write(`${line}\n`),
    say: (line) => {
      if (!quiet) stderr.write(`${line}\n`);
    },
    warn: (line) => void stderr.write(`${line}\n`),
    progress: (line) => {
      if (!watched) logged(line);
      else stderr.write(`\r\x1b[2K${line.slice(0, Math.max(20, (stderr.columns || 80) - 1))}`);
    },
    clearProgress: clear,
    style: styleOn(stdout),
    asideStyle: styleOn(stderr),
  };
}
