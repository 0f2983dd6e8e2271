import type { TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { templatesOf } from '#simulator/asr/build-templates.ts'
import type { TemplateSet } from '#simulator/asr/template-set.ts'
import { regions, type Language } from '#simulator/domains/domain.ts'
import { heardPhrases } from '#simulator/understanding/grammar.ts'

export type VocabularyOptions = {
  /** speaks the templates; closed by its owner */
  tts: TtsEngine
  /** where finished templates are kept; null keeps nothing */
  folder: string | null
  /** Voices to know of each language; all that the engine has when unset. */
  voices?: number
  /** Phrases to know; the whole grammar when unset. */
  phrases?: (language: Language) => string[]
}

export type Vocabulary = {
  phrases: string[]
  /** the default voice, ready first */
  first: Promise<TemplateSet>
  /** All voices; the others are learnt when this is first called, one after the other. */
  learnAll: () => Promise<TemplateSet[]>
}

const speaks = (voice: Voice, language: Language) =>
  voice.languages.some((tag) => tag.toLowerCase().split('-')[0] === language)

const tagFor = (voice: Voice, language: Language): string =>
  voice.languages.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? regions[language]

/** The engine's voices for a language, those of its usual region first. */
async function voicesOf(language: Language, { tts, voices }: VocabularyOptions): Promise<Voice[]> {
  const region = regions[language].toLowerCase()
  const rank = (voice: Voice) =>
    voice.languages.some((tag) => tag.toLowerCase() === region) ? 0 : 1
  const found = (await tts.voices()).filter((voice) => speaks(voice, language))
  if (found.length === 0) throw new Error(`No voice speaks ${language}`)
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, voices)
}

/** The templates of each language, learnt when first asked for, voice after voice. */
export function createVocabularies(options: VocabularyOptions) {
  const stop = new AbortController()
  const source = { ...options, signal: stop.signal }
  const vocabularies = new Map<Language, Vocabulary>()
  const finished = new Set<Language>()

  function learn(language: Language): Vocabulary {
    const phrases = options.phrases?.(language) ?? heardPhrases(language)
    const voices = voicesOf(language, options)
    const set = (voice: Voice | undefined) => {
      if (!voice) throw new Error(`No voice speaks ${language}`)
      return templatesOf(source, voice, tagFor(voice, language), phrases)
    }
    const first = voices.then(([voice]) => set(voice))
    const learnRest = async () => {
      const sets = [await first]
      for (const voice of (await voices).slice(1)) sets.push(await set(voice))
      finished.add(language)
      return sets
    }
    // A failed start is tried again at the next call instead of lasting for ever.
    const forget = (error: unknown) => {
      vocabularies.delete(language)
      if (!stop.signal.aborted)
        log.warn({ language, error: errorMessage(error) }, 'The ears could not learn a language')
    }
    first.catch(forget)
    let all: Promise<TemplateSet[]> | null = null
    const learnAll = () => {
      if (!all) {
        all = learnRest()
        all.catch(forget)
      }
      return all
    }
    return { phrases, first, learnAll }
  }

  return {
    of(language: Language): Vocabulary {
      const known = vocabularies.get(language) ?? learn(language)
      vocabularies.set(language, known)
      return known
    },
    isReady: (language: Language) => finished.has(language),
    ready: () => [...finished],
    close: () => stop.abort(),
  }
}
