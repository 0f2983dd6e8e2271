import type { TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { areKept, templatesOf } from '#simulator/asr/build-templates.ts'
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

/** ms after which the templates of a language that nobody speaks leave memory; they are read again in some 20 ms */
const idleMs = 60_000

/** Reads or renders templates, each set once however many ask for it at a time. */
function createSource(options: VocabularyOptions, signal: AbortSignal) {
  const source = { ...options, signal }
  const underWay = new Map<string, Promise<TemplateSet>>()
  const wanted = (language: Language, voice: Voice, phrases: string[]) => ({
    ...{ voice, phrases },
    language: tagFor(voice, language),
  })
  return {
    isKept: (language: Language, voice: Voice, phrases: string[]) =>
      areKept(source, wanted(language, voice, phrases)),
    read(language: Language, voice: Voice | undefined, phrases: string[]): Promise<TemplateSet> {
      if (!voice) throw new Error(`No voice speaks ${language}`)
      const key = `${voice.id}/${language}`
      const known = underWay.get(key)
      if (known) return known
      const set = templatesOf(source, wanted(language, voice, phrases)).finally(() =>
        underWay.delete(key),
      )
      underWay.set(key, set)
      return set
    },
  }
}

type Learning = {
  read: (voice: Voice | undefined, phrases: string[]) => Promise<TemplateSet>
  finished: () => void
  /** A failed start is tried again at the next call instead of lasting for ever. */
  failed: (error: unknown) => void
}

/** Learns the first voice at once, the others when all are asked for. */
function learnVoices(
  voices: Promise<Voice[]>,
  phrases: string[],
  { read, finished, failed }: Learning,
): Vocabulary {
  const first = voices.then(([voice]) => read(voice, phrases))
  first.catch(failed)
  const learnRest = async () => {
    const sets = [await first]
    for (const voice of (await voices).slice(1)) sets.push(await read(voice, phrases))
    finished()
    return sets
  }
  let all: Promise<TemplateSet[]> | null = null
  const learnAll = () => {
    if (!all) {
      all = learnRest()
      all.catch(failed)
    }
    return all
  }
  return { phrases, first, learnAll }
}

/** The templates of each language, learnt when first asked for, voice after voice. */
export function createVocabularies(options: VocabularyOptions) {
  const stop = new AbortController()
  const source = createSource(options, stop.signal)
  const vocabularies = new Map<Language, Vocabulary>()
  const timers = new Map<Language, NodeJS.Timeout>()
  const finished = new Set<Language>()
  const phrasesOf = (language: Language) => options.phrases?.(language) ?? heardPhrases(language)

  function learn(language: Language): Vocabulary {
    const voices = voicesOf(language, options)
    return learnVoices(voices, phrasesOf(language), {
      read: (voice, phrases) => source.read(language, voice, phrases),
      finished: () => finished.add(language),
      failed: (error) => {
        vocabularies.delete(language)
        if (!stop.signal.aborted)
          log.warn({ language, error: errorMessage(error) }, 'The ears could not learn a language')
      },
    })
  }

  /** What is kept in the folder need not stay in memory once nobody speaks the language. */
  function forgetWhenIdle(language: Language): void {
    if (options.folder === null) return
    clearTimeout(timers.get(language))
    timers.set(language, setTimeout(() => vocabularies.delete(language), idleMs).unref())
  }

  function of(language: Language): Vocabulary {
    const known = vocabularies.get(language) ?? learn(language)
    vocabularies.set(language, known)
    forgetWhenIdle(language)
    return known
  }

  /** Renders and keeps what is not yet in the folder, voice after voice, and holds none of it. */
  async function keep(language: Language, voices: 'default' | 'all'): Promise<void> {
    const phrases = phrasesOf(language)
    const all = await voicesOf(language, options)
    for (const voice of voices === 'all' ? all : all.slice(0, 1))
      if (!source.isKept(language, voice, phrases)) await source.read(language, voice, phrases)
    if (voices === 'all') finished.add(language)
  }

  return {
    of,
    /** Resolves when a language can be understood in its default voice, or in all voices. */
    async warm(language: Language, voices: 'default' | 'all'): Promise<void> {
      if (options.folder !== null) return keep(language, voices)
      const { first, learnAll } = of(language)
      await (voices === 'default' ? first : learnAll())
    },
    isReady: (language: Language) => finished.has(language),
    ready: () => [...finished],
    close: () => {
      stop.abort()
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
