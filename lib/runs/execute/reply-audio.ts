import { createHash } from 'node:crypto'

import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { AudioEvidence } from '#lib/engines/validation/evidence.ts'
import { storeAudio } from '#lib/platform/storage/store-audio.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

type AudioEvent = Extract<TurnEvent, { type: 'audio' }>

/** One clip of all pieces; a piece that came as a WAV file is decoded, a damaged one counts as no audio. */
export function replyClip(events: readonly TurnEvent[]): Clip | null {
  const audio = events.filter((event): event is AudioEvent => event.type === 'audio')
  const clips = audio.flatMap((event): Clip[] => {
    if (!event.wav) return [{ pcm: event.pcm, sampleRate: event.sampleRate }]
    try {
      return [decodeWav(event.wav)]
    } catch {
      return []
    }
  })
  const sampleRate = clips[0]?.sampleRate
  if (sampleRate === undefined) return null
  const same = clips.filter((clip) => clip.sampleRate === sampleRate)
  const pcm = new Int16Array(same.reduce((sum, clip) => sum + clip.pcm.length, 0))
  let at = 0
  for (const clip of same) {
    pcm.set(clip.pcm, at)
    at += clip.pcm.length
  }
  return pcm.length === 0 ? null : { pcm, sampleRate }
}

/** Keeps what the voice AI said, with its levels. null when it sent no audio that can be played. */
export async function storeReplyAudio(
  storage: Storage,
  events: TurnEvent[],
  key: string,
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
  }
}
