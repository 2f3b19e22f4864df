/** What reconciliation has kept of the night's files. */
import type { FileRevision } from '../../domain/night-records.ts';
import type { Database } from '../database.ts';

/** True once the database of reconciliation holds the whole file, in this revision or a later one. */
export function isKept(reconciliation: Pick<Database, 'table'>, { fileId, revision }: FileRevision): boolean {
  return reconciliation
    .table('fileContents')
    .group(fileId, 0)
    .some(({ content }) => content.revision >= revision && content.lines.length === content.lineCount);
}
