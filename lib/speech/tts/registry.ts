import { embedded } from './embedded.ts'
import type { EngineDefinition, EngineId } from './engine-definition.ts'
import { openai } from './openai.ts'
import { piper } from './piper.ts'
import { polly } from './polly.ts'

/** Every text-to-speech engine by the name that settings and voice names use. A new one is its file and its line. */
export const engines: Record<EngineId, EngineDefinition> = { embedded, openai, polly, piper }
