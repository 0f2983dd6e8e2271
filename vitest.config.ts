import { defineConfig } from 'vitest/config'

const all =
  '{app,components,lib,db,workers,simulator,cli,scripts,bench,examples}/**/*.test.{ts,tsx}'
/**
 * Tests that start programs, kill them or count what one process holds: each file has a process of its own. All others
 * share two processes, which saves starting and loading several hundred times: they leave nothing behind.
 */
const apart = [
  '{workers,cli,db}/**/*.test.ts',
  'lib/accounts/sign-in.test.ts',
  'lib/platform/processes/*.test.ts',
]

export default defineConfig({
  test: {
    environment: 'node',
    // Guards against hanging, wide enough for a busy machine.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    // For two cores: a third of the time one of two workers waits for what happens in real time.
    maxWorkers: 3,
    execArgv: ['--import', new URL('./db/lean-imports.ts', import.meta.url).href],
    globalSetup: ['db/testing/global-setup.ts'],
    env: {
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'silent',
      PASSWORD_HASH_ROUNDS: '4',
      // The peers of tests listen on loopback.
      OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
      // Tests send thousands of bad inputs in a minute; those of limits set their own.
      RATE_LIMIT_USER: '10000000',
      RATE_LIMIT_ORGANIZATION: '10000000',
      RATE_LIMIT_ADDRESS: '10000000',
      // Drawn by the id of an execution, which is another one each time; tests of audits ask for them.
      VALIDATION_AUDIT_SHARE: '0',
    },
    projects: [
      { extends: true, test: { name: 'apart', include: apart } },
      { extends: true, test: { name: 'together', include: [all], exclude: apart, isolate: false } },
    ],
  },
})
