import type { Voice } from '#lib/engines/speech/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'

/** A voice with `*` among its languages speaks any language. */
const ANY = '*'

const primaries = new Map<string, string>()

/** The language of a tag without region and script. Parsing takes microseconds and voices are many. */
function primary(tag: string): string {
  const known = primaries.get(tag)
  if (known !== undefined) return known
  try {
    const { language } = new Intl.Locale(tag)
    if (primaries.size >= 1_000) primaries.clear()
    primaries.set(tag, language)
    return language
  } catch {
    throw new InvalidError(`"${tag}" is not a language tag such as en-US`)
  }
}

/** How well a voice fits a language: 3 the very tag, 2 its bare language, 1 another region of it, 0 not at all. */
function fitness(voice: Voice, language: string): number {
  const wanted = language.toLowerCase()
  const base = primary(language)
  const scores = voice.languages.map((tag) => {
    if (tag === ANY || tag.toLowerCase() === wanted) return 3
    if (tag.toLowerCase() === base) return 2
    return primary(tag) === base ? 1 : 0
  })
  return Math.max(0, ...scores)
}

/**
 * The voice of an engine for a BCP-47 language. `default` takes the first of the best-fitting ones; a named
 * voice must speak the language. Throws `InvalidError` naming what there is.
 */
export function resolveVoice<V extends Voice>(voices: V[], language: string, wanted: string): V {
  const fitting = voices
    .map((voice) => ({ voice, score: fitness(voice, language) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ voice }) => voice)
  const first = fitting[0]
  if (!first) throw new InvalidError(`No voice of this engine speaks ${language}`)
  if (wanted === 'default') return first
  const named = fitting.find((voice) => voice.id === wanted)
  if (named) return named
  const known = fitting.slice(0, 12).map((voice) => voice.id)
  throw new InvalidError(`No voice "${wanted}" for ${language}; there is ${known.join(', ')}`)
}
