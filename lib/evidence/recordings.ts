import { createHash } from 'node:crypto'

import { ChannelPeaks } from '#lib/engines/speech/audio/channel-peaks.ts'
import { peaks } from '#lib/engines/speech/audio/peaks.ts'
import { decodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import type { Bucket, Storage } from '#lib/platform/storage/types.ts'
import type { StoredCall } from '#lib/runs/execute/store-call.ts'

/** A recording that an execution made, as it was noted then. */
export type RecordingRef = {
  /** within the folder of its execution */
  path: string
  label: string
  bucket: Bucket
  /** storage key */
  key: string
  sha256: string
  durationMs: number
  /** parts worth seeing: speech, or where both spoke */
  marks: { fromMs: number; toMs: number }[]
}

/** A recording as it is in storage now. */
export type Recording = RecordingRef & {
  /** null: storage no longer has it */
  found: {
    /** bytes */
    size: number
    sha256: string
    /** outline for drawing, 0..1; empty when it cannot be read as a WAV file */
    peaks: number[]
    /** the same of each channel; finer, as the timeline is wider */
    channels: number[][]
  } | null
}

type Side = 'caller' | 'voice-ai'

const slices = 300

/** The recording of a whole call: left channel the caller, right channel the voice AI. */
export const callPath = 'audio/call.wav'

/** Where a turn's recording is within the folder of its execution. `twin`: of the same case by text. */
export const recordingPath = (turn: number, side: Side, twin: boolean) =>
  `audio/turn-${turn + 1}-${side}${twin ? '-by-text' : ''}.wav`

function refOf(audio: AudioEvidence | null, turn: number, side: Side, twin: boolean) {
  if (!audio) return []
  const { key, sha256, duration_ms, speech_start_ms: fromMs, speech_end_ms: toMs } = audio
  const ref: RecordingRef = {
    path: recordingPath(turn, side, twin),
    label: `${side === 'caller' ? 'Caller' : 'Voice AI'}, turn ${turn + 1}${twin ? ', asked by text' : ''}`,
    bucket: side === 'caller' ? 'input-audio' : 'output-audio',
    key,
    sha256,
    durationMs: duration_ms,
    marks: fromMs === null || toMs === null ? [] : [{ fromMs, toMs }],
  }
  return [ref]
}

function refOfCall({ key, sha256, duration_ms, overlaps }: StoredCall): RecordingRef {
  return {
    path: callPath,
    label: 'The whole call: caller on the left channel, voice AI on the right',
    bucket: 'output-audio',
    key,
    sha256,
    durationMs: duration_ms,
    marks: overlaps.map(({ from_ms, to_ms }) => ({ fromMs: from_ms, toMs: to_ms })),
  }
}

type Recorded = { turns: TurnEvidence[]; twinTurns: TurnEvidence[] | null; call: StoredCall | null }

/** The recordings of an execution in the order of the conversation, the whole call at last. */
export function recordingsOf({ turns, twinTurns, call }: Recorded): RecordingRef[] {
  const of = (twin: boolean) => (turn: TurnEvidence) => [
    ...refOf(turn.stimulus, turn.index, 'caller', twin),
    ...refOf(turn.reply_audio, turn.index, 'voice-ai', twin),
  ]
  return [
    ...turns.flatMap(of(false)),
    ...(twinTurns ?? []).flatMap(of(true)),
    ...(call ? [refOfCall(call)] : []),
  ]
}

function outline(bytes: Uint8Array): number[] {
  try {
    return peaks(decodeWav(bytes), slices).map((peak) => Math.round(peak * 1_000) / 1_000)
  } catch {
    return []
  }
}

/** For a lane of the timeline: a step for each px or two of what it is drawn in. */
function channelOutlines(bytes: Uint8Array, durationMs: number): number[][] {
  try {
    const reader = new ChannelPeaks(Math.max(10, durationMs / 1_500))
    reader.push(bytes)
    return reader.end().map((steps) => steps.map((peak) => Math.round(peak * 1_000) / 1_000))
  } catch {
    return []
  }
}

/** Reads a recording once, for its hash and its outline. Throws `UpstreamError` when storage cannot say. */
export async function inspectRecording(storage: Storage, ref: RecordingRef): Promise<Recording> {
  const bytes = await storage.get(ref.bucket, ref.key)
  if (!bytes) return { ...ref, found: null }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const channels = channelOutlines(bytes, ref.durationMs)
  return { ...ref, found: { size: bytes.length, sha256, peaks: outline(bytes), channels } }
}

/** The bytes of a recording, which must still be those that were inspected. */
export async function* recordingBytes(storage: Storage, recording: Recording) {
  const gone = () => new Error(`${recording.path} changed while the bundle was written`)
  const stream = await storage.stream(recording.bucket, recording.key)
  if (!stream || !recording.found) throw gone()
  const hash = createHash('sha256')
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    hash.update(bytes)
    yield bytes
  }
  if (hash.digest('hex') !== recording.found.sha256) throw gone()
}
