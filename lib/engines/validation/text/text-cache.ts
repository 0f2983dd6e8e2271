import { boundedCache } from '#lib/platform/bounded-cache.ts'

/** UTF-16 units from which a text is long: what is made of it takes hundreds of times its own memory. */
const longText = 2_000
/** Long texts that are kept, of all languages together: those of the turn at hand. */
const mostLong = 8

/** What was made of texts, by language (BCP-47). */
export type TextCache<V> = {
  get(text: string, language: string): V | undefined
  set(text: string, language: string, value: V): V
}

/**
 * Keeps up to twice `size` short texts, of all languages together, and of long ones only the last few. Two generations, as
 * `boundedCache` has them, each with a map by language: a key of both would cost more than what it saves.
 */
export function textCache<V>(size: number): TextCache<V> {
  let young = new Map<string, Map<string, V>>()
  let old = new Map<string, Map<string, V>>()
  let count = 0
  const long = boundedCache<V>(mostLong)
  const keep = (text: string, language: string, value: V): V => {
    if (count >= size) {
      old = young
      young = new Map()
      count = 0
    }
    const texts = young.get(language) ?? new Map<string, V>()
    young.set(language, texts)
    texts.set(text, value)
    count++
    return value
  }
  const find = (text: string, language: string): V | undefined => {
    const value = young.get(language)?.get(text)
    if (value !== undefined) return value
    const aged = old.get(language)?.get(text)
    return aged === undefined ? undefined : keep(text, language, aged)
  }
  return {
    get: (text, language) =>
      text.length > longText ? long.get(`${language} ${text}`) : find(text, language),
    set: (text, language, value) =>
      text.length > longText ? long.set(`${language} ${text}`, value) : keep(text, language, value),
  }
}
