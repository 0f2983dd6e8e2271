import { z } from 'zod'

import type { AudioEvidence } from '#lib/engines/validation/evidence.ts'
import type { Proof } from '#lib/engines/validation/score.ts'
import { plausibleDuration } from '#lib/engines/validation/text/spoken-length.ts'
import { defineValidator } from '#lib/engines/validation/validator.ts'

/** dBFS: quieter than this nobody hears; a clip at full scale whose crest factor is below 9 dB is clipped. */
const silentPeak = -50
const fullScale = -0.05
const clippedCrest = 9

function faultOf(
  audio: AudioEvidence,
  spoken: string | null,
  language: string,
): { what: string; proof: Proof; confidence: number } | null {
  if (audio.duration_ms <= 0) return { what: 'is empty', proof: 'wrong', confidence: 0.97 }
  if (audio.peak_db < silentPeak || audio.silent_share >= 0.99)
    return {
      what: `is silent (peak ${Math.round(audio.peak_db)} dBFS)`,
      proof: 'wrong',
      confidence: 0.97,
    }
  if (audio.peak_db >= fullScale && audio.peak_db - audio.rms_db < clippedCrest)
    return {
      what: `is distorted by clipping (peak ${audio.peak_db.toFixed(1)} dBFS, mean ${audio.rms_db.toFixed(1)} dBFS)`,
      proof: 'unproven',
      confidence: 0.8,
    }
  if (spoken === null || spoken.trim() === '') return null
  const { min, max } = plausibleDuration(spoken, language)
  const seconds = (ms: number) => (ms / 1_000).toFixed(1)
  if (audio.duration_ms >= min && audio.duration_ms <= max) return null
  return {
    what: `lasts ${seconds(audio.duration_ms)} s, but its text takes ${seconds(min)} to ${seconds(max)} s`,
    proof: 'unproven',
    confidence: 0.75,
  }
}

/** The reply was spoken: audio is there, audible, not clipped, and about as long as its text takes. */
export const audio = defineValidator({
  kind: 'audio',
  label: 'Reply audio',
  version: 2,
  weight: 1,
  mustHave: true,
  config: z.object({ required: z.literal(true) }),
  // Who is written to need not speak: only sound that came all the same is judged.
  applies: ({ audio: expected }, { kind, reply_audio }) =>
    expected?.required === true && (kind !== 'text' || reply_audio !== null)
      ? { required: true }
      : null,
  validate(turn) {
    if (turn.reply_audio === null)
      return {
        score: 0,
        proof: 'wrong',
        pass: false,
        confidence: 0.97,
        evidence: 'The reply has no audio.',
      }
    // Words and sound of a reply that was cut short end at different places.
    const spoken = turn.cut_short ? null : (turn.reply_spoken ?? turn.reply_written)
    const fault = faultOf(turn.reply_audio, spoken, turn.language)
    const { duration_ms, peak_db, rms_db, silent_share } = turn.reply_audio
    return {
      score: fault === null ? 1 : 0,
      proof: fault?.proof ?? 'right',
      pass: fault === null,
      confidence: fault?.confidence ?? 0.97,
      evidence:
        fault === null
          ? `The reply was spoken for ${(duration_ms / 1_000).toFixed(1)} s.`
          : `The reply audio ${fault.what}.`,
      detail: { duration_ms, peak_db, rms_db, silent_share },
    }
  },
})
