import type { Clip } from '#lib/engines/speech/clip.ts'
import { checkRequest } from '#lib/engines/speech/tts/check-request.ts'
import { checkScripts } from '#lib/engines/speech/tts/check-scripts.ts'
import type { EngineDefinition } from '#lib/engines/speech/tts/engine-definition.ts'
import {
  ESPEAK_PACKAGE,
  ESPEAK_VERSION,
  espeakVoices,
  hasEspeak,
} from '#lib/engines/speech/tts/espeak-voices.ts'
import { FLITE_VERSION, fliteVoices } from '#lib/engines/speech/tts/flite/flite-voices.ts'
import { openFliteWorker } from '#lib/engines/speech/tts/flite/open-flite-worker.ts'
import { spellEnglish } from '#lib/engines/speech/tts/flite/spell-english.ts'
import { openEspeakWorker } from '#lib/engines/speech/tts/open-espeak-worker.ts'
import { resolveVoice } from '#lib/engines/speech/tts/resolve-voice.ts'
import type { SynthesisRequest, TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { createWorkerPool } from '#lib/platform/processes/worker-pool.ts'

/** Requests that may wait for a free thread; a worker holds at most a few hundred executions. */
const pool = { name: 'embedded speech', maxQueued: 1_000, timeoutMs: 60_000, idleMs: 30_000 }
/** The same whether or not the optional package is there, so English keeps its cache keys. */
const version = `flite-${FLITE_VERSION}+espeak-${ESPEAK_VERSION}`

/** Flite comes first: it is the default for English with or without the other. */
const everyVoice: Voice[] = [
  ...fliteVoices,
  ...espeakVoices.map(({ scripts: _scripts, ...voice }) => voice),
]

/** Asked before every spoken turn, of the same few. */
const found = boundedCache<Voice>(500)

function findVoice(language: string, wanted: string, espeak: boolean): Voice {
  const key = `${language} ${wanted}`
  const voice = found.get(key) ?? found.set(key, resolveVoice(everyVoice, language, wanted))
  if (espeak || fliteVoices.includes(voice)) return voice
  throw new InvalidError(
    `Speaking ${language} with the voice ${voice.id} needs the optional package ${ESPEAK_PACKAGE}: ` +
      'install it (npm install without --omit=optional) or set TTS_ENGINE',
  )
}

/**
 * The engine that needs no network: Flite speaks English in up to `threads` threads, espeak-ng, if installed,
 * some fifty other languages in a process of its own. Equal requests give equal samples.
 */
export function createEmbeddedTts({ threads }: { threads: number }): TtsEngine {
  const espeakInstalled = hasEspeak()
  const flite = createWorkerPool({ ...pool, open: openFliteWorker, size: threads })
  const espeak = createWorkerPool({ ...pool, open: openEspeakWorker, size: 1 })

  async function synthesize(request: SynthesisRequest): Promise<Clip> {
    const rate = checkRequest(request)
    const { id } = findVoice(request.language, request.voice, espeakInstalled)
    const foreign = espeakVoices.find((voice) => voice.id === id)
    if (!foreign)
      return flite.ask({ text: spellEnglish(request.text), voice: id, rate }, request.signal)
    const text = request.text.normalize('NFC')
    checkScripts(text, foreign.scripts, id)
    return espeak.ask({ text, voice: id, rate }, request.signal)
  }

  return {
    id: 'embedded',
    version,
    deterministic: true,
    voices: async () => (espeakInstalled ? everyVoice : [...fliteVoices]),
    voiceFor: async (language, voice) => findVoice(language, voice, espeakInstalled),
    synthesize,
    async close() {
      await Promise.all([flite.close(), espeak.close()])
    },
  }
}

export const embedded: EngineDefinition = {
  label: 'Embedded',
  licence: 'Flite: CMU, permissive. espeak-ng: GPL-3.0, optional, a separate program.',
  privacy: 'Nothing leaves this machine.',
  missing: () => null,
  open: (env) => createEmbeddedTts({ threads: env.TTS_THREADS }),
}
