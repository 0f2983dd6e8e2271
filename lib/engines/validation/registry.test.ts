import { describe, expect, test } from 'vitest'

import { validators } from '#lib/engines/validation/registry.ts'
import { textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge } from '#lib/engines/validation/testing/judgements.ts'

describe('what is not expected is not judged', () => {
  test.each(['intent', 'entity', 'response', 'response_time', 'audio', 'reply', 'barge_in'])(
    '%s',
    (kind) => expect(judge(kind, voiceTurn(), {})).toBeNull(),
  )
  test('a transcript is measured all the same, as evidence only', () =>
    expect(judge('transcript', voiceTurn(), {})).toMatchObject({ mustHave: false, score: 1 }))
  test('a text turn has no transcript to measure', () =>
    expect(judge('transcript', textTurn(), {})).toBeNull())
})

test('a kind is registered once', () =>
  expect(new Set(validators.map(({ kind }) => kind)).size).toBe(validators.length))
