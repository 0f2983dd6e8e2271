import { createHash } from 'node:crypto'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip, Levels } from '#lib/engines/speech/clip.ts'
import { hearReply, type HeardReply } from '#lib/engines/speech/listening/hear-reply.ts'
import { soundSpans, type SoundSpan } from '#lib/engines/speech/listening/sound-spans.ts'

/** All that is kept and measured of a reply's audio. */
export type ExaminedReply = {
  /** as a WAV file, and its hash */
  wav: Uint8Array<ArrayBuffer>
  sha256: string
  levels: Levels
  spans: SoundSpan[]
  heard: HeardReply
}

/** Makes a file of a reply and measures its levels. */
export function keepReply(reply: Clip): Pick<ExaminedReply, 'wav' | 'sha256' | 'levels'> {
  const wav = new Uint8Array(encodeWav(reply))
  return {
    wav,
    sha256: createHash('sha256').update(wav).digest('hex'),
    levels: measureLevels(reply),
  }
}

/**
 * Makes a file of a reply, measures it, and listens to it and for what the caller said in it. Some 10 ms of processor time.
 * `speechStartMs` is where the first sound begins: to within 20 ms, which the levels alone do not tell.
 */
export async function examineReply(reply: Clip, said: Clip | null): Promise<ExaminedReply> {
  const spans = soundSpans(reply)
  const { levels, ...kept } = keepReply(reply)
  const bounds = {
    speechStartMs: spans[0]?.fromMs ?? null,
    speechEndMs: spans.at(-1)?.toMs ?? null,
  }
  return {
    ...kept,
    levels: { ...levels, ...bounds },
    spans,
    heard: await hearReply(reply, said),
  }
}
