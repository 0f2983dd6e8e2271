import type { Clip, SynthesisRequest, TtsEngine } from '../types.ts'
import { FLITE_VERSION, fliteVoices } from './flite/flite-voices.ts'
import { openFliteSeat } from './flite/open-flite-seat.ts'
import { spellEnglish } from './flite/spell-english.ts'
import { checkRequest } from './check-request.ts'
import { resolveVoice } from './resolve-voice.ts'
import { createSeatPool } from './seat-pool.ts'

/** Requests that may wait for a free thread; a worker holds at most a few hundred executions. */
const MAX_QUEUED = 1_000
const TIMEOUT_MS = 60_000

/** The engine that needs no network: Flite for English. */
export function createEmbeddedTts({ threads }: { threads: number }): TtsEngine {
  const flite = createSeatPool({
    name: 'embedded speech',
    open: openFliteSeat,
    size: threads,
    maxQueued: MAX_QUEUED,
    timeoutMs: TIMEOUT_MS,
  })
  const available = [...fliteVoices]

  async function synthesize(request: SynthesisRequest): Promise<Clip> {
    const rate = checkRequest(request)
    const voice = resolveVoice(available, request.language, request.voice)
    const text = spellEnglish(request.text)
    return flite.ask({ text, voice: voice.id, rate }, request.signal)
  }

  return {
    id: 'embedded',
    version: `flite-${FLITE_VERSION}`,
    deterministic: true,
    voices: async () => available,
    synthesize,
    close: () => flite.close(),
  }
}
