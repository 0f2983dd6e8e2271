import { z } from 'zod'

import { quote } from '../text/figures.ts'
import { defineValidator, type TurnEvidence } from '../types.ts'

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

/** What was said while the caller was silent; null for nothing. Audio without a word, such as a beep, counts too. */
function saidIn({ reply_written, reply_spoken, reply_audio }: TurnEvidence): string | null {
  const text = reply_written ?? reply_spoken ?? ''
  if (text.trim() !== '') return quote(text)
  return reply_audio === null || reply_audio.speech_start_ms === null
    ? null
    : `${seconds(reply_audio.duration_ms)} of sound`
}

/**
 * Whether the voice AI spoke while the caller said nothing. In any other turn an answer is a matter of evidence, and
 * a missing one ends in the gate.
 */
export const reply = defineValidator({
  kind: 'reply',
  label: 'Reply to silence',
  version: 1,
  weight: 1,
  mustHave: true,
  config: z.object({ expected: z.enum(['required', 'none']) }),
  applies({ reply: expected = 'required' }, turn) {
    return turn.kind === 'silence' && expected !== 'any' ? { expected } : null
  },
  validate(turn, { expected }) {
    const said = saidIn(turn)
    const during =
      turn.silence_ms === undefined ? 'silence' : `${seconds(turn.silence_ms)} of silence`
    const pass = (said === null) === (expected === 'none')
    const what = said === null ? 'The voice AI said nothing' : `The voice AI said ${said}`
    const wanted = expected === 'none' ? 'it was to keep silent' : 'it was to speak'
    return {
      score: pass ? 1 : 0,
      pass,
      confidence: 0.97,
      evidence: `${what} in ${during}${pass ? '' : `, where ${wanted}`}.`,
    }
  },
})
