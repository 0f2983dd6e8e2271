import type { Listener } from '#lib/engines/speech/asr/listener.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { errorMessage } from '#lib/platform/errors.ts'

const blank = (text: string | null) => text === null || text.trim() === ''

/** A reply that came as sound alone. */
const isWordless = ({ reply_written, reply_spoken, fault }: TurnEvidence) =>
  fault === null && blank(reply_written) && blank(reply_spoken)

/**
 * Writes down a reply that came as sound without words, and marks it as written down by us. Never throws: when the
 * recogniser cannot be asked, the evidence says why there are no words.
 */
export async function transcribeReply(
  listener: Listener | null,
  evidence: TurnEvidence,
  reply: Clip | null,
  signal: AbortSignal,
): Promise<TurnEvidence> {
  if (!listener || !reply || !isWordless(evidence)) return evidence
  try {
    const text = await listener.transcribe(reply, evidence.language, signal)
    return { ...evidence, reply_spoken: text, reply_transcribed: true }
  } catch (error) {
    return { ...evidence, reply_transcription_fault: errorMessage(error) }
  }
}
