/**
 * The nights' files as they were delivered to reconciliation and have not been stored yet: a stored file is one of them,
 * and one that is new and proves itself gets stored, unless reconciliation crashed while it had it in memory only.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { Hearing } from '../hearing.ts';
import { effectOfLines, provesItself, sameContent, type FileContent } from './file-content.ts';

export interface DeliveredFile {
  readonly at: Instant;
  readonly fileId: string;
  readonly content: FileContent;
}

export interface DeliveredFiles {
  readonly hears: Hearing;
  /** Takes note that a file is stored; true when a delivery has brought it. */
  store(fileId: string, content: FileContent): boolean;
  /**
   * By how much the lines of each content of a file that does not prove itself fall short of its closing balance, in minor
   * units; of none of a revision that is stored by now.
   */
  shortfalls(fileId: string): readonly number[];
  /** What was delivered, was worth storing and is still not stored. */
  waiting(): readonly DeliveredFile[];
}

/**
 * @param graceMs how long reconciliation may have a file in memory only, in milliseconds; for longer only while its night
 *   is at work on an earlier revision
 */
export function createDeliveredFiles(graceMs: number): DeliveredFiles {
  /** What was delivered of each file, in revisions that are not stored. */
  const delivered = new Map<string, DeliveredFile[]>();
  /** The revision of each file that is stored. */
  const stored = new Map<string, number>();
  /** Files of which nothing is left to be done. */
  const closed = new Set<string>();
  /** Deliveries that a crash has not swept away. */
  const inMemory = new Set<DeliveredFile>();

  const receive = (at: Instant, fileId: string, content: FileContent): void => {
    if (content.revision <= (stored.get(fileId) ?? 0)) return;
    const file = { at, fileId, content };
    inMemory.add(file);
    // A file that is sent again and again, and refused each time, is kept once.
    const others = (delivered.get(fileId) ?? []).filter((other) => !sameContent(other.content, content));
    delivered.set(fileId, [...others, file]);
  };

  const sweep = (at: Instant): void => {
    for (const file of inMemory) {
      const wasDue = closed.has(file.fileId) && at - file.at > graceMs;
      if (!wasDue) inMemory.delete(file);
    }
  };

  return {
    hears: {
      delivered: {
        SettlementFileSent: ({ at, concern, message }) => receive(at, concern, message.file),
        BankStatementSent: ({ at, concern, message }) => receive(at, concern, message.statement),
      },
      written: {
        files({ after }) {
          if (after.status === 'closed') closed.add(after.id);
          else closed.delete(after.id);
        },
      },
      crashed({ at, service }) {
        if (service === 'reconciliation') sweep(at);
      },
    },
    store(fileId, content) {
      const files = delivered.get(fileId) ?? [];
      stored.set(fileId, Math.max(stored.get(fileId) ?? 0, content.revision));
      const left = files.filter((file) => file.content.revision > content.revision);
      for (const file of files) if (!left.includes(file)) inMemory.delete(file);
      if (left.length === 0) delivered.delete(fileId);
      else delivered.set(fileId, left);
      return files.some((file) => sameContent(file.content, content));
    },
    shortfalls: (fileId) =>
      (delivered.get(fileId) ?? [])
        .filter(({ content }) => !provesItself(content))
        .map(({ content }) => content.closing - content.opening - effectOfLines(content)),
    waiting: () => [...delivered.values()].flat().filter((file) => inMemory.has(file) && provesItself(file.content)),
  };
}
