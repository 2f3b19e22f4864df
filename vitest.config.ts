import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of the whole tool take longest and begin first, so that no processor is left with one of them in the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isWhole = ({ moduleId }: TestSpecification): boolean => /\/test\/[^/]+$/.test(moduleId);
    return [...sorted.filter(isWhole), ...sorted.filter((file) => !isWhole(file))];
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    setupFiles: ['test/before-each-file.ts'],
    testTimeout: 60_000,
    // Half of the time is spent in processes that a test starts and waits for.
    maxWorkers: '100%',
    // A folder to run the tool in is that of the whole process, which threads do not have.
    pool: 'forks',
    // Modules are pure, and what a test leaves behind is forgotten before each file: so files share a process.
    isolate: false,
    // The built tool is read as Node.js reads it.
    server: { deps: { external: [/\/dist\//] } },
    sequence: { sequencer: LongestFirst },
  },
});
