import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { keepReply, type ExaminedReply } from '#lib/engines/speech/listening/examine-reply.ts'
import { ears, type Ears } from '#lib/engines/speech/listening/listener-pool.ts'
import type { SoundSpan } from '#lib/engines/speech/listening/sound-spans.ts'
import type { AudioEvidence } from '#lib/engines/validation/evidence.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { storeAudio } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>

/** One clip of all pieces, at the rate of the first one. Connectors have decoded them; what they cannot read is a fault. */
export function replyClip(
  events: readonly TurnEvent[],
): (Clip & { pcm: Int16Array<ArrayBuffer> }) | null {
  const pieces = events.filter((event): event is AudioEvent => event.type === 'audio')
  const sampleRate = pieces.find(({ pcm }) => pcm.length > 0)?.sampleRate
  if (sampleRate === undefined) return null
  const clips = pieces.map(({ pcm, sampleRate: rate }) =>
    resample({ pcm, sampleRate: rate }, sampleRate),
  )
  const pcm = new Int16Array(clips.reduce((sum, clip) => sum + clip.pcm.length, 0))
  let at = 0
  for (const clip of clips) {
    pcm.set(clip.pcm, at)
    at += clip.pcm.length
  }
  return { pcm, sampleRate }
}

type Kept = Omit<ExaminedReply, 'heard'> & Pick<AudioEvidence, 'sound' | 'caller_echo' | 'unheard'>

/**
 * Listens to a reply in a thread. When that fails it is our own doing: the reply is kept and its levels are measured here,
 * and the evidence says that nobody listened.
 */
async function examined(
  events: readonly TurnEvent[],
  said: Clip | null,
  listeners: Ears,
): Promise<Kept | null> {
  const clip = replyClip(events)
  if (!clip) return null
  try {
    const { heard, ...kept } = await listeners.examine(clip, said)
    return { ...kept, ...heard }
  } catch (error) {
    log.error({ err: error }, 'a reply could not be listened to')
    // Its samples went over to the thread.
    const again = replyClip(events)
    return again && { ...keepReply(again), spans: [], unheard: errorMessage(error) }
  }
}

/** What is kept of a reply's audio, and where sound is heard in it. */
export type StoredReply = { audio: AudioEvidence; spans: SoundSpan[] }

/**
 * Keeps what the voice AI said, with its levels and what it sounds like. `said`: what the caller sent, of which a reply may
 * be an echo. null when it sent no audio that can be played.
 */
export async function storeReplyAudio(
  storage: Storage,
  events: readonly TurnEvent[],
  key: string,
  said: Clip | null,
  listeners: Ears = ears(),
): Promise<StoredReply | null> {
  const found = await examined(events, said, listeners)
  if (!found) return null
  const { wav, sha256, levels, spans, ...heard } = found
  const storageGap = await storeAudio(storage, 'output-audio', key, Buffer.from(wav.buffer))
  const audio: AudioEvidence = {
    key,
    ...storageGap,
    sha256,
    duration_ms: levels.durationMs,
    peak_db: levels.peakDb,
    rms_db: levels.rmsDb,
    silent_share: levels.silentShare,
    speech_start_ms: levels.speechStartMs,
    speech_end_ms: levels.speechEndMs,
    ...heard,
  }
  return { audio, spans }
}
