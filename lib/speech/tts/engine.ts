import { env } from '#lib/config/env.ts'

import type { TtsEngine } from '../types.ts'
import { createEmbeddedTts } from './embedded.ts'
import { createOpenaiTts } from './openai.ts'

/** The text-to-speech engine that the settings ask for. */
export function createTtsEngine(): TtsEngine {
  if (env.TTS_ENGINE === 'embedded') return createEmbeddedTts({ threads: env.TTS_THREADS })
  return createOpenaiTts({
    url: env.TTS_OPENAI_URL,
    apiKey: env.TTS_OPENAI_API_KEY,
    model: env.TTS_OPENAI_MODEL,
    voices: env.TTS_OPENAI_VOICES,
  })
}
