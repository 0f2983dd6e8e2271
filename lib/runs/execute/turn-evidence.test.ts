import { expect, test } from 'vitest'

import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { turnEvidence } from '#lib/runs/execute/turn-evidence.ts'

function evidenceOf(events: TurnEvent[]) {
  const utterance = { index: 0, language: 'en-US', text: 'hello', stimulus: null }
  const timings = deriveTimings(events, { startedAt: 0, speechEndMs: null })
  return turnEvidence(
    { utterance, events, startedAt: 0, timings, cutShort: false, ownSide: null },
    null,
  )
}

test('what the voice AI told beside its answer is kept as sentences', () => {
  const { notices } = evidenceOf([
    { at: 1, type: 'notice', about: 'transcription_failed', message: 'no transcript came' },
    { at: 2, type: 'reply', written: 'Hi', spoken: 'Hi' },
    { at: 3, type: 'hung_up', why: 'it ended the call' },
  ])
  expect(notices).toEqual([
    'No transcript came.',
    'The voice AI ended the conversation: it ended the call.',
  ])
})

test('a voice AI that tells without end fills no database', () => {
  const notice = { at: 1, type: 'notice', about: 'slow', message: 'x'.repeat(9_000) } as const
  const { notices = [] } = evidenceOf(Array.from({ length: 99 }, () => notice))
  expect(notices).toHaveLength(10)
  expect(notices[0]?.length).toBeLessThan(600)
})

test('nothing told is nothing kept', () => {
  expect(evidenceOf([{ at: 2, type: 'reply', written: 'Hi', spoken: 'Hi' }])).not.toHaveProperty(
    'notices',
  )
})
