import { availableParallelism } from 'node:os'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { createWorkerPool } from '#lib/platform/processes/worker-pool.ts'
import { openRecogniserWorker } from '#simulator/asr/open-recogniser-worker.ts'
import type { Profile } from '#simulator/asr/recognise.ts'
import type { TemplateSet } from '#simulator/asr/template-set.ts'
import { createVocabularies, type VocabularyOptions } from '#simulator/asr/vocabulary.ts'
import type { Language } from '#simulator/domains/domain.ts'

export type Heard = {
  /** what was said, or '' when it was nothing that is known */
  transcript: string
  /** 0..1 */
  confidence: number
  cpuSeconds: number
}

export type Recogniser = {
  /** Recognises one utterance; waits for the templates of the language when they are not there yet. */
  listen(clip: Clip, language: Language, profile: Profile): Promise<Heard>
  /** The words that an unfinished utterance has probably brought so far; '' while nothing is clear. */
  guess(clip: Clip, language: Language): Promise<string>
  /** Resolves when a language can be understood in its default voice, or in all voices. */
  warm(language: Language, voices: 'default' | 'all'): Promise<void>
  /** Languages that are ready. */
  ready(): Language[]
  close(): Promise<void>
}

/** So near to the default voice's template that no other voice could be nearer. */
const certainBelow = 0.5
const maxThreads = 4
const maxWaiting = 5_000
const timeoutMs = 30_000

/** The words of a phrase of which the share `progress` (0..1) has been spoken. */
function wordsSoFar(phrase: string | undefined, progress: number): string {
  if (phrase === undefined) return ''
  let letters = 0
  const spoken = phrase.split(' ').filter((word) => {
    letters += word.length + 1
    return letters <= progress * (phrase.length + 1)
  })
  return spoken.join(' ').toLowerCase()
}

/** 1 for the template itself, 0.6 at the edge of rejection. */
const confidenceOf = (score: number) => Math.round(Math.exp(-score / 2) * 1_000) / 1_000

/** The ears of the demo voice AI: they know the grammar's phrases as the embedded voices speak them. */
export function createRecogniser(options: VocabularyOptions): Recogniser {
  const vocabularies = createVocabularies(options)
  const pool = createWorkerPool({
    name: 'the ears',
    open: openRecogniserWorker,
    size: Math.min(maxThreads, availableParallelism()),
    maxQueued: maxWaiting,
    timeoutMs,
    idleMs: 60_000,
  })
  const ask = (clip: Clip, profile: Profile, sets: TemplateSet[], partial = false) =>
    pool.ask({ pcm: clip.pcm, sampleRate: clip.sampleRate, profile, sets, partial })

  return {
    async listen(clip, language, profile) {
      const { phrases, first, learnAll } = vocabularies.of(language)
      const early = !vocabularies.isReady(language)
      let found = await ask(clip, profile, early ? [await first] : await learnAll())
      if (early && found.score >= certainBelow) found = await ask(clip, profile, await learnAll())
      const transcript = found.phrase === null ? '' : (phrases[found.phrase] ?? '').toLowerCase()
      return {
        transcript,
        confidence: transcript === '' ? 0 : confidenceOf(found.score),
        cpuSeconds: Math.round(found.cpuMs) / 1_000,
      }
    },
    async guess(clip, language) {
      if (!vocabularies.isReady(language)) return ''
      const { phrases, learnAll } = vocabularies.of(language)
      const found = await ask(clip, 'robust', await learnAll(), true)
      return wordsSoFar(phrases[found.nearest ?? -1], found.progress)
    },
    warm: (language, voices) => vocabularies.warm(language, voices),
    ready: () => vocabularies.ready(),
    async close() {
      vocabularies.close()
      await pool.close()
    },
  }
}
