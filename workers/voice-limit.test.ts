import { expect, test } from 'vitest'

import { settings } from '#lib/platform/config/settings.ts'
import { voiceLimit } from '#workers/voice-limit.ts'

test('a worker holds what its cores can speak in time, and never more than it executes', () => {
  expect(voiceLimit(1)).toBe(250)
  expect(voiceLimit(2)).toBe(Math.min(500, settings().WORKER_CONCURRENCY))
  expect(voiceLimit(64)).toBe(Math.min(500, settings().WORKER_CONCURRENCY))
})
