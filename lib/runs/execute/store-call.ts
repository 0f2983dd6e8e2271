import { createHash } from 'node:crypto'

import { encodeStereoWav } from '#lib/engines/speech/audio/wav.ts'
import { storeAudio, type StorageGap } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import type { CallRecording } from '#lib/runs/execute/call-recording.ts'
import type { Overlap } from '#lib/runs/execute/measure-barge-in.ts'

/** A recording of the whole call: left the caller, right the voice AI, on one clock. */
export type StoredCall = StorageGap & {
  /** key in the `output-audio` bucket */
  key: string
  sha256: string
  duration_ms: number
  /** where the turns begin, ms from the first sample, and where 0 ms of their own times is */
  turns: { turn: number; at_ms: number; zero_ms?: number }[]
  /** times in which both spoke because the caller broke in */
  overlaps: Overlap[]
}

/** Keeps the recording of a call as stereo WAV. */
export async function storeCall(
  storage: Storage,
  key: string,
  recording: CallRecording,
  overlaps: Overlap[],
  /** `performance.now()` when a turn began */
  turnStartedAt: (turn: number) => number | undefined = () => undefined,
): Promise<StoredCall> {
  const { caller, voiceAi, sampleRate, startedAt, callerSpans } = recording
  const zeroOf = (turn: number) => {
    const began = turnStartedAt(turn)
    return began === undefined ? {} : { zero_ms: Math.round((began - startedAt) * 10) / 10 }
  }
  const wav = encodeStereoWav(caller, voiceAi, sampleRate)
  const storageGap = await storeAudio(storage, 'output-audio', key, wav)
  return {
    key,
    ...storageGap,
    sha256: createHash('sha256').update(wav).digest('hex'),
    duration_ms: Math.round((caller.length / sampleRate) * 1_000),
    turns: callerSpans.map(({ turn, from }) => ({
      turn,
      at_ms: Math.round((from / sampleRate) * 1_000),
      ...zeroOf(turn),
    })),
    overlaps,
  }
}
