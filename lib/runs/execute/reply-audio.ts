import { createHash } from 'node:crypto'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { hearReply } from '#lib/engines/speech/listening/hear-reply.ts'
import type { AudioEvidence } from '#lib/engines/validation/evidence.ts'
import { storeAudio } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>

/** One clip of all pieces, at the rate of the first one. Connectors have decoded them; what they cannot read is a fault. */
export function replyClip(events: readonly TurnEvent[]): Clip | null {
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

/**
 * Keeps what the voice AI said, with its levels and what it sounds like. `said`: what the caller sent, of which a reply may
 * be an echo. null when it sent no audio that can be played.
 */
export async function storeReplyAudio(
  storage: Storage,
  events: TurnEvent[],
  key: string,
  said: Clip | null,
): Promise<AudioEvidence | null> {
  const clip = replyClip(events)
  if (!clip) return null
  const wav = encodeWav(clip)
  const storageGap = await storeAudio(storage, 'output-audio', key, wav)
  const levels = measureLevels(clip)
  return {
    key,
    ...storageGap,
    sha256: createHash('sha256').update(wav).digest('hex'),
    duration_ms: levels.durationMs,
    peak_db: levels.peakDb,
    rms_db: levels.rmsDb,
    silent_share: levels.silentShare,
    speech_start_ms: levels.speechStartMs,
    speech_end_ms: levels.speechEndMs,
    ...(await hearReply(clip, said)),
  }
}
