import { normalisePeak } from '#lib/engines/speech/audio/normalise-peak.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { babbleTalkers } from '#lib/engines/speech/conditions/babble-talkers.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'

const engine = createEmbeddedTts({ threads: 1 })

/** A sentence of about 3 s, as a stimulus is: 16 kHz, peak at -3 dBFS. */
export const speech: Clip = normalisePeak(
  resample(
    await engine.synthesize({
      text: 'what is the weather going to be in Toronto tomorrow evening',
      language: 'en-US',
      voice: 'default',
    }),
    16_000,
  ),
  -3,
)

/** What people say in the background. */
export const talkers: Clip[] = await babbleTalkers(engine)

await engine.close()
