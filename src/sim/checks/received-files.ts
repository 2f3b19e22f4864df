/**
 * The nights' files as reconciliation stored them, told when it applies one and when it closes it. A file that was
 * refused, or came twice, never shows up here; a corrected one does so again, with what it takes the place of.
 */
import type { Instant } from '../../domain/calendar.ts';
import type { IngestedFileRecord } from '../../domain/night-records.ts';
import type { WrittenTo } from '../facts.ts';
import type { FileContent } from './file-content.ts';

export interface FileStep {
  readonly record: IngestedFileRecord;
  /** When it was taken in. */
  readonly takenInAt: Instant;
  /** True when the file is reconciled: its lines count from now on. */
  readonly isApplied: boolean;
  /** True when all of its breaks are on record, too. */
  readonly isClosed: boolean;
  /** Undefined when reconciliation keeps no content of it. */
  readonly content: FileContent | undefined;
  /** The content that this one takes the place of, when it is a corrected one. */
  readonly replaced: FileContent | undefined;
}

export interface ReceivedFiles {
  /** Folds a fact; the step that it shows a file to have taken, if it does. */
  take(fact: WrittenTo<'fileContents' | 'files'>): FileStep | undefined;
  /** The content of a file that counts; undefined when none does yet, or none is kept. */
  standing(fileId: string): FileContent | undefined;
}

interface Known {
  takenInAt: Instant;
  /** The content that counts, and its revision; the databases hold the same. */
  applied: { readonly revision: number; readonly content: FileContent | undefined } | undefined;
}

export function createReceivedFiles(): ReceivedFiles {
  /** Contents that are stored and do not count yet, by the file's id and revision. */
  const stored = new Map<string, FileContent>();
  const files = new Map<string, Known>();

  const step = (record: IngestedFileRecord, at: Instant): FileStep | undefined => {
    const { id, revision, status } = record;
    const known = files.get(id) ?? { takenInAt: at, applied: undefined };
    files.set(id, known);
    if (status === 'stored') {
      if (known.applied?.revision !== revision) known.takenInAt = at;
      return undefined;
    }
    const { takenInAt, applied: before } = known;
    const isApplied = before?.revision !== revision;
    if (isApplied) known.applied = { revision, content: stored.get(`${id}#${revision}`) };
    stored.delete(`${id}#${revision}`);
    const content = known.applied?.content;
    const replaced = isApplied ? before?.content : undefined;
    return { record, takenInAt, isApplied, isClosed: status === 'closed', content, replaced };
  };

  return {
    take(fact) {
      if (fact.table === 'fileContents') {
        stored.set(fact.after.id, fact.after.content);
        return undefined;
      }
      const { before, after } = fact;
      // A commit that is repeated after a lost answer is no step.
      if (before?.status === after.status && before.revision === after.revision) return undefined;
      return step(after, fact.at);
    },
    standing: (fileId) => files.get(fileId)?.applied?.content,
  };
}
