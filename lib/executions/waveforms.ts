import pLimit from 'p-limit'

import { ChannelPeaks, encodePeaks, peakStepMs } from '#lib/engines/speech/audio/channel-peaks.ts'
import { peaks } from '#lib/engines/speech/audio/peaks.ts'
import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { getExecutionRow } from '#lib/executions/queries.ts'
import type { WaveformView } from '#lib/executions/timeline/schema.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError, UpstreamError } from '#lib/platform/errors.ts'
import type { Bucket, Storage } from '#lib/platform/storage/types.ts'
import type { StoredCall } from '#lib/runs/execute/store-call.ts'

type Stored = Pick<AudioEvidence, 'key' | 'sha256' | 'duration_ms' | 'pending' | 'missing'>
type Drawn = Pick<WaveformView, 'side' | 'turn'> & { bucket: Bucket; stored: Stored }

/** Outlines by the hash of their recording: an execution is looked at by several people, and again. */
const outlines = boundedCache<string[]>(500)

function recordingsOf(turns: readonly TurnEvidence[], call: StoredCall | null): Drawn[] {
  if (call) return [{ side: 'call', turn: null, bucket: 'output-audio', stored: call }]
  return turns.flatMap(({ index: turn, stimulus, reply_audio: reply }): Drawn[] => [
    ...(stimulus
      ? [{ side: 'caller' as const, turn, bucket: 'input-audio' as const, stored: stimulus }]
      : []),
    ...(reply
      ? [{ side: 'voice_ai' as const, turn, bucket: 'output-audio' as const, stored: reply }]
      : []),
  ])
}

/** A recording that somebody made may be a WAV file of any form. */
async function readWhole(storage: Storage, { bucket, stored }: Drawn, stepMs: number) {
  const bytes = await storage.get(bucket, stored.key)
  if (!bytes) return null
  const clip = decodeWav(bytes)
  const steps = Math.ceil(((clip.pcm.length / clip.sampleRate) * 1_000) / stepMs)
  return [peaks(clip, Math.max(1, steps))]
}

async function readPieces(storage: Storage, { bucket, stored }: Drawn, stepMs: number) {
  const stream = await storage.stream(bucket, stored.key)
  if (!stream) return null
  const reader = new ChannelPeaks(stepMs)
  for await (const piece of stream as AsyncIterable<Buffer>) reader.push(piece)
  return reader.end()
}

async function read(storage: Storage, drawn: Drawn, stepMs: number): Promise<string[] | null> {
  const { sha256 } = drawn.stored
  const known = outlines.get(sha256)
  if (known) return known
  const channels = await readPieces(storage, drawn, stepMs).catch((error: unknown) => {
    if (error instanceof InvalidError) return readWhole(storage, drawn, stepMs)
    throw error
  })
  return channels && outlines.set(sha256, channels.map(encodePeaks))
}

/** Why nothing can be drawn, in words. Rethrows what is no fault of the recording or its store. */
function faultOf(error: unknown): string {
  if (error instanceof InvalidError) return 'The recording cannot be read.'
  if (error instanceof UpstreamError || (error instanceof Error && 'code' in error))
    return 'Storage cannot be reached.'
  throw error
}

function lostBecause({ pending, missing }: Stored): string {
  if (missing !== undefined) return `It could not be kept: ${missing}.`
  return pending
    ? 'Storage was away when it was recorded.'
    : 'It is no longer in storage; it may have been removed with the retention period.'
}

/** The outline of each recording of an execution, or why there is none. Throws `NotFoundError`. */
export async function executionWaveforms(
  ctx: Ctx,
  storage: Storage,
  id: string,
): Promise<WaveformView[]> {
  const { turns, call } = await getExecutionRow(ctx, id)
  const limit = pLimit(4)
  // A store that is away is not asked again for each of a hundred recordings.
  let away: string | null = null
  const draw = async (drawn: Drawn): Promise<WaveformView> => {
    const { side, turn, stored } = drawn
    const step_ms = peakStepMs(stored.duration_ms)
    const view = { side, turn, step_ms }
    if (away !== null) return { ...view, channels: [], fault: away }
    try {
      const channels = await read(storage, drawn, step_ms)
      return channels
        ? { ...view, channels, fault: null }
        : { ...view, channels: [], fault: lostBecause(stored) }
    } catch (error) {
      const fault = faultOf(error)
      if (!(error instanceof InvalidError)) away = fault
      return { ...view, channels: [], fault }
    }
  }
  return Promise.all(recordingsOf(turns, call).map((drawn) => limit(() => draw(drawn))))
}
