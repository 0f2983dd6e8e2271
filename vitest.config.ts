import { defineConfig } from 'vitest/config'

const all = '{app,components,lib,db,workers,simulator,cli,scripts,bench}/**/*.test.{ts,tsx}'
/** Functions of their arguments alone: their tests share one process, which saves starting and loading 200 times. */
const pure = [
  'components/**/*.test.{ts,tsx}',
  'app/**/_lib/*.test.ts',
  'lib/engines/validation/**/*.test.ts',
  'lib/engines/speech/audio/*.test.ts',
  'lib/platform/{format,statistics}/**/*.test.ts',
]

export default defineConfig({
  test: {
    environment: 'node',
    // Guards against hanging, wide enough for a busy machine.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    env: {
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'silent',
      PASSWORD_HASH_ROUNDS: '4',
      // The peers of tests listen on loopback.
      OUTBOUND_ALLOWED_HOSTS: '127.0.0.1',
      // Drawn by the id of an execution, which is another one each time; tests of audits ask for them.
      VALIDATION_AUDIT_SHARE: '0',
    },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          execArgv: ['--import', new URL('./db/lean-imports.ts', import.meta.url).href],
          include: [all],
          exclude: pure,
          globalSetup: ['db/testing/global-setup.ts'],
        },
      },
    ],
  },
})
