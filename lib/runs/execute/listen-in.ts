import type { Listener } from '#lib/engines/speech/asr/listener.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { replyClip } from '#lib/runs/execute/reply-audio.ts'
import type { TurnResult } from '#lib/runs/execute/take-turn.ts'
import { transcribeReply } from '#lib/runs/execute/transcribe-reply.ts'

/** Adds to a turn's evidence what our own recogniser heard: in the stimulus, and in a reply without words. */
export async function listenIn(
  listener: Listener | null,
  { utterance, events }: TurnResult,
  evidence: TurnEvidence,
  signal: AbortSignal,
): Promise<TurnEvidence> {
  const heard = (await utterance.heard) ?? {}
  const { stimulus } = evidence
  const checked = { ...evidence, stimulus: stimulus && { ...stimulus, ...heard } }
  const reply = listener && evidence.reply_audio ? replyClip(events) : null
  return transcribeReply(listener, checked, reply, signal)
}
