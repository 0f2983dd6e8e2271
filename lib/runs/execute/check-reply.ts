import type { Listener } from '#lib/engines/speech/asr/listener.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { transcriptErrors } from '#lib/engines/validation/text/wer.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** Kinds of sound in which no recogniser hears words. */
const wordless = new Set(['noise', 'tones', 'music', 'silence'])

/** What the voice AI says that it spoke; null where there is nothing to compare. */
function textOf({ reply_spoken, reply_written, cut_short }: TurnEvidence): string | null {
  if (cut_short) return null
  return [reply_spoken, reply_written].find((text) => (text ?? '').trim() !== '') ?? null
}

/**
 * Lets a recogniser listen to a reply that came with its words: what was spoken may be something else. Never throws: one
 * that cannot be asked verifies nothing.
 */
export async function checkReply(
  listener: Listener,
  evidence: TurnEvidence,
  reply: Clip,
  { maxWer, signal }: { maxWer: number; signal: AbortSignal },
): Promise<Pick<AudioEvidence, 'check' | 'check_fault'>> {
  const text = textOf(evidence)
  if (text === null || wordless.has(evidence.reply_audio?.sound?.heard ?? '')) return {}
  try {
    const heard = await listener.transcribe(reply, evidence.language, signal)
    const errors = transcriptErrors(text, heard, evidence.language)
    const { rate } = errors.main === 'cer' ? errors.characters() : errors.words
    const { model } = listener
    return { check: { text: heard, wer: rate, measure: errors.main, max_wer: maxWer, model } }
  } catch (error) {
    return { check: null, check_fault: errorMessage(error) }
  }
}
