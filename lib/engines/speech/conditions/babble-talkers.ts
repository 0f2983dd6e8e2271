import type { Clip } from '#lib/engines/speech/clip.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'

/** Small talk without names, figures or commands, so that nothing in it can pass for the caller's request. */
const sayings = [
  'I was going to say the same thing to her yesterday but then we never got round to it',
  'they told us it would be ready by now and of course nobody knows where it went',
  'have you ever tried the other place down by the river it is so much quieter there',
  'well he always does that when we are late and then he laughs about it for hours',
]

/** More voices than this sound no more like a crowd. */
const MAX_VOICES = 4

/**
 * Clips of talkers for babble: each English voice of an engine, four at most, says some small talk. The embedded
 * engine gives the same clips everywhere; keep the clips of any other, or a profile's address changes at each call.
 */
export async function babbleTalkers(
  engine: Pick<TtsEngine, 'voices' | 'synthesize'>,
  signal?: AbortSignal,
): Promise<Clip[]> {
  const english = (await engine.voices()).filter(({ languages }) =>
    languages.some((language) => language.startsWith('en')),
  )
  const clips: Clip[] = []
  for (const voice of english.slice(0, MAX_VOICES))
    for (const text of sayings)
      clips.push(
        await engine.synthesize({
          text,
          language: voice.languages.find((language) => language.startsWith('en')) ?? 'en-US',
          voice: voice.id,
          ...(signal && { signal }),
        }),
      )
  return clips
}
