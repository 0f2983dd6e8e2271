import { z } from 'zod'

import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { quote } from '#lib/engines/validation/text/figures.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

/** What was said while the caller was silent; null for nothing. `wordless`: sound, which may be a beep or noise. */
function saidIn({
  reply_written,
  reply_spoken,
  reply_audio,
}: TurnEvidence): { text: string; wordless: boolean } | null {
  const text = [reply_written, reply_spoken].find((words) => (words ?? '').trim() !== '')
  if (text) return { text: quote(text), wordless: false }
  return reply_audio === null || reply_audio.speech_start_ms === null
    ? null
    : { text: `${seconds(reply_audio.duration_ms)} of sound`, wordless: true }
}

/**
 * Whether the voice AI spoke while the caller said nothing. In any other turn an answer is a matter of evidence, and
 * a missing one ends in the gate.
 */
export const reply = defineValidator({
  kind: 'reply',
  label: 'Reply to silence',
  version: 2,
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
    const what = said === null ? 'The voice AI said nothing' : `The voice AI said ${said.text}`
    const wanted = expected === 'none' ? 'it was to keep silent' : 'it was to speak'
    const wordless = said?.wordless === true
    const open = wordless ? '; no words of it are known' : ''
    return {
      score: pass ? 1 : 0,
      proof: wordless ? 'unproven' : pass ? 'right' : 'wrong',
      pass,
      confidence: wordless ? 0.7 : 0.97,
      evidence: `${what} in ${during}${pass ? '' : `, where ${wanted}`}${open}.`,
    }
  },
})
