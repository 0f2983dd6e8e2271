import { expect, test } from 'vitest'

import type { SoundEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { clip, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { judge, testJudgements } from '#lib/engines/validation/testing/judgements.ts'

const sound: SoundEvidence = {
  ...{ version: 1, heard: 'speech', likeness: 0.8, speech_ms: 2_400, speech_share: 0.95 },
  ...{ voiced_share: 0.6, flatness: 0.08, clipped_share: 0 },
}
const echoed = (likeness: number, more: Partial<TurnEvidence> = {}) =>
  voiceTurn({
    reply_audio: clip({ sound, caller_echo: { likeness, delay_ms: 700 } }),
    ...more,
  })
const wrong = { pass: false, sure: true }
const open = { pass: false, sure: false }

testJudgements([
  [
    'listening',
    'an echo',
    echoed(0.97),
    {},
    {
      ...wrong,
      evidence:
        /plays the caller’s "what is the weather in toronto" back \(97 % alike, 700 ms late\)/,
    },
  ],
  ['listening', 'what may be an echo', echoed(0.7), {}, { ...open, evidence: /is an echo/ }],
  [
    'listening',
    'a voice that takes up words of the question, and speaks for both sides',
    echoed(0.7, { reply_written: 'The weather in Toronto is sunny.', reply_spoken: null }),
    {},
    { pass: true, sure: true, evidence: /Speech was heard/ },
  ],
  [
    'listening',
    'an echo beside a text that takes up words of the question',
    echoed(0.95, { reply_written: 'The weather in Toronto is sunny.', reply_spoken: null }),
    {},
    { ...open, evidence: /is an echo/ },
  ],
  [
    'listening',
    'an echo beside a text that takes up one word of the question',
    echoed(0.95, { reply_written: 'Toronto has sun today.', reply_spoken: null }),
    {},
    { ...wrong, evidence: /is an echo/ },
  ],
  [
    'listening',
    'what may be an echo, beside a text that repeats the question',
    echoed(0.7, { reply_written: 'What is the weather in Toronto? Sunny.', reply_spoken: null }),
    {},
    { ...open, evidence: /is an echo/ },
  ],
  [
    'listening',
    'an echo whose text repeats the caller too',
    echoed(0.97, { reply_written: 'What is the weather in Toronto?', reply_spoken: null }),
    {},
    { ...open, evidence: /is an echo/ },
  ],
])

test('an echo is right where just that is expected', () => {
  const repeat = { response: { contains: ['what is the weather in toronto'] } }
  expect(judge('listening', echoed(0.97), repeat)?.proof).toBe('right')
})
