import { createHash } from 'node:crypto'

import { z } from 'zod'

import { decodeWav, encodeWav, findWavChunk } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

/** RIFF chunk in which a stored stimulus says what it is; players skip it. */
const NOTE_CHUNK = 'note'

const StimulusNote = z.object({
  /** SHA-256 of the samples, by which damage is noticed */
  samples: z.string().regex(/^[0-9a-f]{64}$/),
  engine: z.string().min(1),
  voice: z.string().min(1),
  /** what was odd in the file that was uploaded */
  warnings: z.array(z.string()).optional(),
  /** of a stimulus heard through a device profile: levels and report */
  conditions: z.unknown().optional(),
})

export type StimulusOrigin = Omit<z.infer<typeof StimulusNote>, 'samples'>

const bytesOf = ({ pcm }: Clip) => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)
const digest = (clip: Clip) => createHash('sha256').update(bytesOf(clip)).digest('hex')

/** WAV bytes that carry the hash of their samples and where they came from. */
export function writeStimulusFile(clip: Clip, origin: StimulusOrigin): Buffer {
  const note = JSON.stringify({ samples: digest(clip), ...origin })
  return encodeWav(clip, [{ id: NOTE_CHUNK, bytes: Buffer.from(note) }])
}

/** Reads what `writeStimulusFile` wrote; null for anything damaged, cut off or foreign. */
export function readStimulusFile(bytes: Uint8Array): { clip: Clip; origin: StimulusOrigin } | null {
  try {
    const clip = decodeWav(bytes)
    const chunk = findWavChunk(bytes, NOTE_CHUNK)
    const note = StimulusNote.parse(JSON.parse(Buffer.from(chunk ?? []).toString()))
    if (note.samples !== digest(clip)) return null
    const { samples: _samples, ...origin } = note
    return { clip, origin }
  } catch {
    return null
  }
}
