import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,components,lib,db,workers,simulator,cli,scripts,bench}/**/*.test.{ts,tsx}'],
    environment: 'node',
    // Guards against hanging, wide enough for a busy machine.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    globalSetup: ['db/testing/global-setup.ts'],
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
  },
})
