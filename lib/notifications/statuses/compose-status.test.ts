import { expect, test } from 'vitest'

import { contextOf } from '#lib/notifications/statuses/compose-status.ts'

test('a context is as it is set, as long as a provider takes it', () => {
  expect(contextOf('ci/voice', 'Smoke')).toBe('ci/voice/Smoke')
  const longest = contextOf('p'.repeat(200), 's'.repeat(54))
  expect(longest).toHaveLength(255)
})

test('a long one is cut, stays the same from run to run, and is no other suite’s', () => {
  const long = (end: string) => contextOf('p'.repeat(200), `${'s'.repeat(190)}${end}`)
  const contexts = [long('one'), long('two'), contextOf('p'.repeat(200), '🎤'.repeat(100))]
  expect(new Set(contexts).size).toBe(3)
  expect(long('one')).toBe(contexts[0])
  for (const context of contexts) {
    expect(context.length).toBeLessThanOrEqual(255)
    expect(context.isWellFormed()).toBe(true)
  }
})
