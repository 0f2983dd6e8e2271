import type { Listener } from '#lib/engines/speech/asr/listener.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { checkReply } from '#lib/runs/execute/check-reply.ts'
import { replyClip } from '#lib/runs/execute/reply-audio.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'
import { transcribeReply } from '#lib/runs/execute/transcribe-reply.ts'

/** Adds to a turn's evidence what our own recogniser heard: in the stimulus, and in the reply. */
export async function listenIn(
  listener: Listener | null,
  { utterance, events }: TurnResult,
  evidence: TurnEvidence,
  signal: AbortSignal,
): Promise<TurnEvidence> {
  const { stimulus } = evidence
  // A text to which a text came.
  if (stimulus === null && evidence.reply_audio === null) return evidence
  const heard = (await utterance.heard) ?? {}
  const checked = { ...evidence, stimulus: stimulus && { ...stimulus, ...heard } }
  const reply = listener && evidence.reply_audio ? replyClip(events) : null
  const transcribed = await transcribeReply(listener, checked, reply, signal)
  const { reply_audio: audio } = transcribed
  if (!listener || !reply || !audio || transcribed.fault !== null) return transcribed
  if (transcribed.reply_transcribed) return transcribed
  const maxWer = settings().ASR_CHECK_MAX_WER
  const check = await checkReply(listener, transcribed, reply, { maxWer, signal })
  return { ...transcribed, reply_audio: { ...audio, ...check } }
}
