import { replaceFolder } from '../../src/cli/report-folder.ts';
import { UserError } from '../../src/cli/user-error.ts';

/** The user error of a replacement of a folder that must fail. */
export function refusalOf(path: string, fill: (folder: string) => void): UserError {
  try {
    replaceFolder(path, fill);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`${path} was replaced`);
}
