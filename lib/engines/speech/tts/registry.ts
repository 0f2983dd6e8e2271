import { embedded } from '#lib/engines/speech/tts/embedded.ts'
import type { EngineDefinition, EngineId } from '#lib/engines/speech/tts/engine-definition.ts'
import { openai } from '#lib/engines/speech/tts/openai.ts'
import { piper } from '#lib/engines/speech/tts/piper.ts'
import { polly } from '#lib/engines/speech/tts/polly.ts'

/** Every text-to-speech engine by the name that settings and voice names use. A new one is its file and its line. */
export const engines: Record<EngineId, EngineDefinition> = { embedded, openai, polly, piper }
