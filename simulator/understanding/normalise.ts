import { toCardinal as german } from 'n2words/de-DE'
import { toCardinal as english } from 'n2words/en-US'
import { toCardinal as spanish } from 'n2words/es-ES'
import { toCardinal as french } from 'n2words/fr-FR'

import type { Language, PerLanguage } from '#simulator/domains/domain.ts'

const cardinal: PerLanguage<(value: number) => string> = {
  en: english,
  de: german,
  es: spanish,
  fr: french,
}
const contractions: PerLanguage<[RegExp, string][]> = {
  en: [
    [/\b(what|how|who|where|that|it|there)'?s\b(?! (the )?name)/g, '$1 is'],
    [/\bwhat's\b/g, 'what is'],
    [/\bi'm\b/g, 'i am'],
    [/\bi'd\b/g, 'i would'],
    [/\bwhat'll\b/g, 'what will'],
  ],
  de: [[/\bwie geht's\b/g, 'wie geht es']],
  es: [[/\bdel\b/g, 'de el']],
  fr: [],
}
const longestNumber = 6

type NumberWords = { first: Set<string>; values: Map<string, string> }
const numberWords = new Map<Language, NumberWords>()

/** Lower case, no accents, no punctuation, single spaces. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/œ/g, 'oe')
    .replace(/[’`´]/g, "'")
    .replace(/%/g, ' percent ')
}

function bare(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
}

function wordsOf(language: Language): NumberWords {
  const known = numberWords.get(language)
  if (known) return known
  const values = new Map<string, string>()
  for (let value = 0; value <= 999; value++)
    values.set(bare(fold(cardinal[language](value))), String(value))
  const first = new Set([...values.keys()].map((words) => words.split(' ')[0] ?? ''))
  const built = { first, values }
  numberWords.set(language, built)
  return built
}

function digits(words: string[], language: Language): string {
  const { first, values } = wordsOf(language)
  const out: string[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at] ?? ''
    let used = 0
    if (first.has(word)) {
      for (let size = Math.min(longestNumber, words.length - at); size > 0 && used === 0; size--) {
        const value = values.get(words.slice(at, at + size).join(' '))
        if (value === undefined) continue
        out.push(value)
        used = size
      }
    }
    if (used === 0) out.push(word)
    at += used || 1
  }
  return out.join(' ')
}

/**
 * The form in which phrases are compared: case, accents, punctuation, contractions and the spelling of
 * numbers ("twenty-five", "25") make no difference.
 */
export function normalise(text: string, language: Language): string {
  let folded = fold(text)
  for (const [pattern, replacement] of contractions[language])
    folded = folded.replace(pattern, replacement)
  return digits(bare(folded).split(' '), language)
}
