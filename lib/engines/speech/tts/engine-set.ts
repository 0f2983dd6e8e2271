import type { EngineId } from '#lib/engines/speech/tts/engine-definition.ts'
import { engines } from '#lib/engines/speech/tts/registry.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'
import type { Environment } from '#lib/platform/config/parse.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** Finds the engine of a voice name. */
export type EngineChooser = {
  /**
   * `polly:Joanna` is Polly's voice Joanna; a name without an engine belongs to the default one. Throws
   * `InvalidError` for an engine that is not set up.
   */
  choose(voice: string): { engine: TtsEngine; voice: string }
}

/** All engines that the settings set up, each opened when first used. */
export type EngineSet = EngineChooser & {
  defaultId: EngineId
  /** Throws `InvalidError` for an engine that is not set up. */
  open(id: EngineId): TtsEngine
  close(): Promise<void>
}

const isEngine = (name: string): name is EngineId => Object.hasOwn(engines, name)

/** The engines of one process. */
export function createEngineSet(env: Environment): EngineSet {
  const opened = new Map<EngineId, TtsEngine>()

  function open(id: EngineId): TtsEngine {
    const found = opened.get(id)
    if (found) return found
    const missing = engines[id].missing(env)
    if (missing !== null)
      throw new InvalidError(`The speech engine ${id} is not set up: set ${missing}`)
    const engine = engines[id].open(env)
    opened.set(id, engine)
    return engine
  }

  return {
    defaultId: env.TTS_ENGINE,
    open,
    choose(voice) {
      const at = voice.indexOf(':')
      const id = voice.slice(0, Math.max(0, at))
      return isEngine(id)
        ? { engine: open(id), voice: voice.slice(at + 1) }
        : { engine: open(env.TTS_ENGINE), voice }
    },
    async close() {
      await Promise.all([...opened.values()].map((engine) => engine.close()))
    },
  }
}
