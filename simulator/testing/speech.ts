import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'

const phrases = [
  'what is the weather in Toronto',
  'and tomorrow',
  'call Anna',
  'set a timer for ten minutes',
  'turn it up',
]

/** Few phrases in one voice: the ears are ready in a second. */
export const smallVocabulary = { voices: 1, phrases: () => phrases }

/** Speaks test utterances in the default voice. */
export function createSpeaker() {
  const tts = createEmbeddedTts({ threads: 1 })
  const say = (text: string, language = 'en-US'): Promise<Clip> =>
    tts.synthesize({ text, language, voice: 'default' })
  return {
    say,
    wav: async (text: string) => encodeWav(await say(text)),
    close: () => tts.close(),
  }
}

/** A clip with silence before and after it, in ms. */
export function padded({ pcm, sampleRate }: Clip, beforeMs: number, afterMs: number): Clip {
  const before = Math.round((beforeMs * sampleRate) / 1_000)
  const after = Math.round((afterMs * sampleRate) / 1_000)
  const longer = new Int16Array(before + pcm.length + after)
  longer.set(pcm, before)
  return { pcm: longer, sampleRate }
}
