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
    },
  },
})
