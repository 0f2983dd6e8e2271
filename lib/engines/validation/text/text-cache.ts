import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** UTF-16 units from which a text is long: what is made of it takes hundreds of times its own memory. */
const longText = 2_000
/** Long texts that are kept, of all languages together: those of the turn at hand. */
const mostLong = 8
/** Tags are bounded by the suites' languages; more than this means that something invents them. */
const maxLanguages = 200

/** What was made of texts, by language (BCP-47). */
export type TextCache<V> = {
  get(text: string, language: string): V | undefined
  set(text: string, language: string, value: V): V
}

/** Keeps up to twice `size` short texts of each language, and of long ones only the last few. */
export function textCache<V>(size: number): TextCache<V> {
  const caches = new Map<string, ReturnType<typeof boundedCache<V>>>()
  const long = boundedCache<V>(mostLong)
  const cacheOf = (language: string) => {
    let cache = caches.get(language)
    if (cache === undefined) {
      if (caches.size >= maxLanguages) caches.clear()
      cache = boundedCache<V>(size)
      caches.set(language, cache)
    }
    return cache
  }
  return {
    get: (text, language) =>
      text.length > longText ? long.get(`${language} ${text}`) : cacheOf(language).get(text),
    set: (text, language, value) =>
      text.length > longText
        ? long.set(`${language} ${text}`, value)
        : cacheOf(language).set(text, value),
  }
}
