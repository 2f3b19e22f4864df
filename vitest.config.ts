import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/build-once.ts'],
    testTimeout: 60_000,
    // A folder to run the tool in is that of the whole process, which threads do not have.
    pool: 'forks',
    // The built tool is read as Node.js reads it.
    server: { deps: { external: [/\/dist\//] } },
    // Half of the time is spent in processes that a test starts and waits for.
    maxWorkers: '100%',
  },
});
