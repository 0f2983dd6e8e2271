import { resample } from '#lib/engines/speech/audio/resample.ts'
import { decodeWav, encodeStereoWav } from '#lib/engines/speech/audio/wav.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { callPlan, type PlannedPart } from '#lib/executions/call-plan.ts'
import { AppError } from '#lib/platform/errors.ts'
import type { Bucket, Storage } from '#lib/platform/storage/types.ts'

/** Hz, as of calls that are recorded. */
const sampleRate = 16_000
const perMs = sampleRate / 1_000

/** Samples of a stored recording. Throws `AppError` when it is not there. */
async function samplesOf(storage: Storage, bucket: Bucket, key: string): Promise<Int16Array> {
  const bytes = await storage.get(bucket, key)
  if (!bytes)
    throw new AppError('not_found', 'The call cannot be put together: a recording of it is missing')
  // Others are served between two recordings: resampling takes some ms for a second of sound.
  await new Promise<void>((resolve) => setImmediate(resolve))
  return resample(decodeWav(bytes), sampleRate).pcm
}

function lay(channel: Int16Array, samples: Int16Array, { atMs, fromMs, toMs }: PlannedPart): void {
  const at = Math.max(0, Math.round(atMs * perMs))
  const part = samples.subarray(Math.round(fromMs * perMs), Math.round(toMs * perMs))
  channel.set(part.subarray(0, Math.max(0, channel.length - at)), at)
}

/**
 * Both sides of a call as a stereo WAV, left the caller, right the voice AI, put together from the recordings of its turns:
 * where time is no part of the test, none is kept of the whole call. null when there is nothing to hear. Throws `AppError`
 * when a recording is missing.
 */
export async function assembleCall(
  storage: Storage,
  turns: readonly TurnEvidence[],
): Promise<Buffer | null> {
  const plan = callPlan(turns)
  if (!plan) return null
  const length = Math.ceil(plan.durationMs * perMs)
  const [left, right] = [new Int16Array(length), new Int16Array(length)]
  for (const { turn, caller, voiceAi } of plan.turns) {
    const { stimulus, reply_audio: reply } = turns.find(({ index }) => index === turn) ?? {}
    if (caller && stimulus) lay(left, await samplesOf(storage, 'input-audio', stimulus.key), caller)
    if (voiceAi.length === 0 || !reply) continue
    const samples = await samplesOf(storage, 'output-audio', reply.key)
    for (const part of voiceAi) lay(right, samples, part)
  }
  return encodeStereoWav(left, right, sampleRate)
}
