import { boundedCache } from '#lib/bounded-cache.ts'
import { digitsForOrdinals, expandContraction } from './english.ts'
import { primarySubtag, rulesOf, type LanguageRules } from './language-rules.ts'
import { digitsForNumberWords } from './number-words.ts'

export type Normalised = {
  /** words joined by one space (by nothing in languages that write none) */
  text: string
  words: readonly string[]
}

/** Longest text in UTF-16 units that is compared; the rest is cut. A reply of 20,000 is ten minutes of speech. */
export const maxText = 20_000

const caches = new Map<string, ReturnType<typeof boundedCache<Normalised>>>()
/** Entries kept for each language, twice over: expected texts come back, replies only within their turn. */
const cached = 1_000
/** Tags are bounded by the suites' languages; more than this means that something invents them. */
const maxLanguages = 200
const segmenters = new Map<string, Intl.Segmenter>()
/** Stands for a decimal point while punctuation is dropped. */
const point = '\uE000'
const ascii = /^[\0-\x7f]*$/

function lower(text: string, primary: string): string {
  return primary === 'tr' || primary === 'az' ? text.toLocaleLowerCase(primary) : text.toLowerCase()
}

/** Signs that are spoken, before punctuation goes: `$5` -> `5 dollar`, `20 °C` -> `20 degree celsius`. */
function speakSymbols(text: string, rules: LanguageRules): string {
  return text
    .replace(/([$€£])\s?(\d+(?:[.,]\d+)*)/g, '$2$1')
    .replace(/(?:°\s?|℃|℉)([cf])?\b/g, (sign, unit: string | undefined) =>
      unit === 'c' || sign === '℃'
        ? '° celsius '
        : unit === 'f' || sign === '℉'
          ? '° fahrenheit '
          : '°',
    )
    .replace(/[%$€£°&]/g, (symbol) => ` ${rules.symbols[symbol] ?? ''} `)
}

/** One spelling for figures: no grouping, a point for decimals, `7:30` and `7.30am` as separate numbers. */
function tidyNumbers(text: string, decimalComma: boolean): string {
  const grouped = decimalComma
    ? text.replace(
        /\b(\d{1,3})((?:[.\u00a0\u202f ]\d{3})+)\b(?![.]\d)/g,
        (all, head: string, tail: string) =>
          /^ /.test(tail) ? all : head + tail.replace(/\D/g, ''),
      )
    : text.replace(
        /\b(\d{1,3})((?:,\d{3})+)\b/g,
        (_, head: string, tail: string) => head + tail.replaceAll(',', ''),
      )
  return grouped
    .replace(decimalComma ? /(\d)[.,](?=\d)/g : /(\d)\.(?=\d)/g, `$1${point}`)
    .replace(/\b(\d{1,2}):00\b(?!:)/g, '$1')
    .replace(/(^|\s)-(?=\d)/g, '$1minus ')
    .replace(/(\d)(?=\p{L})(?!(?:st|nd|rd|th)\b)/gu, '$1 ')
    .replace(/(\p{L})(?=\d)/gu, '$1 ')
}

function spacedWords(text: string, primary: string, rules: LanguageRules): string[] {
  const result: string[] = []
  const add = (word: string) => {
    if (word !== '' && !rules.fillers.has(word)) result.push(rules.same.get(word) ?? word)
  }
  const separators = ascii.test(text) ? /[^a-z0-9']+/ : /[^\p{L}\p{N}\p{M}'\uE000]+/u
  for (const raw of text.split(separators)) {
    if (raw === '') continue
    const word = raw.includes("'") ? raw.replace(/^'+|'+$/g, '') : raw
    const expanded = primary === 'en' ? expandContraction(word) : null
    if (expanded !== null) expanded.forEach(add)
    else if (!word.includes("'")) add(word)
    else if (rules.splitsApostrophe) word.split("'").forEach(add)
    else add(word.replaceAll("'", ''))
  }
  return result
}

function segmentedWords(text: string, primary: string, rules: LanguageRules): string[] {
  let segmenter = segmenters.get(primary)
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(primary, { granularity: 'word' })
    segmenters.set(primary, segmenter)
  }
  const result: string[] = []
  const kept = text.replace(/[^\p{L}\p{N}\p{M}\uE000]+/gu, ' ')
  for (const { segment, isWordLike } of segmenter.segment(kept))
    if (isWordLike === true && !rules.fillers.has(segment)) result.push(segment)
  return result
}

function compute(raw: string, language: string): Normalised {
  const primary = primarySubtag(language)
  const rules = rulesOf(language)
  const plain = ascii.test(raw)
  let text = lower(plain ? raw : raw.normalize('NFKC'), primary)
  if (!plain) text = text.replace(/[’ʼ‘`´]/g, "'").replace(/\p{Cf}+/gu, '')
  if (/[[<]/.test(text)) text = text.replace(/\[[^\]]{0,60}\]|<[^>]{0,60}>/g, ' ')
  if (/\p{L}\.\p{L}\./u.test(text))
    text = text.replace(/(?<!\p{L})(?:\p{L}\.){2,}/gu, (dotted) => `${dotted.replaceAll('.', '')} `)
  if (/[%$€£°&℃℉]/.test(text)) text = speakSymbols(text, rules)
  if (/\d/.test(text)) text = tidyNumbers(text, rules.decimalComma)
  if (primary === 'en' && text.includes('per cent')) text = text.replaceAll('per cent', 'percent')
  if (primary === 'en' && text.includes('e-mail')) text = text.replaceAll('e-mail', 'email')
  const cut = rules.unspaced
    ? segmentedWords(text, primary, rules)
    : spacedWords(text, primary, rules)
  const pointed = text.includes(point) ? cut.map((word) => word.replaceAll(point, '.')) : cut
  const digits = digitsForNumberWords(pointed, language)
  const words = primary === 'en' ? digitsForOrdinals(digits) : digits
  return { text: words.join(rules.unspaced ? '' : ' '), words }
}

/**
 * The form in which texts are compared: NFKC, lower case, spoken symbols as words, number words as digits, no
 * punctuation (P, S; combining marks stay), no fillers, English contractions spelt out. `language` is BCP-47.
 * Cached; texts are cut at `maxText`.
 */
export function normalise(text: string, language: string): Normalised {
  let cache = caches.get(language)
  if (cache === undefined) {
    if (caches.size >= maxLanguages) caches.clear()
    cache = boundedCache<Normalised>(cached)
    caches.set(language, cache)
  }
  return cache.get(text) ?? cache.set(text, compute(text.slice(0, maxText), language))
}
