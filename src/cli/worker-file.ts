/** Where the code of a worker thread is. */

/**
 * The worker beside this file; the built one where this file is a source, since Node.js runs no TypeScript before 22.
 * @param name its place in this folder, `explore/seed-worker`
 */
export function workerFile(name: string): URL {
  const built = import.meta.url.endsWith('.js');
  return new URL(built ? `./${name}.js` : `../../dist/cli/${name}.js`, import.meta.url);
}
