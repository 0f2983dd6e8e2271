import { toCardinal as ar } from 'n2words/ar-SA'
import { toCardinal as cs } from 'n2words/cs-CZ'
import { toCardinal as da } from 'n2words/da-DK'
import { toCardinal as de } from 'n2words/de-DE'
import { toCardinal as en } from 'n2words/en-US'
import { toCardinal as es } from 'n2words/es-ES'
import { toCardinal as fi } from 'n2words/fi-FI'
import { toCardinal as frBelgium } from 'n2words/fr-BE'
import { toCardinal as fr } from 'n2words/fr-FR'
import { toCardinal as hi } from 'n2words/hi-IN'
import { toCardinal as id } from 'n2words/id-ID'
import { toCardinal as it } from 'n2words/it-IT'
import { toCardinal as ko } from 'n2words/ko-KR'
import { toCardinal as nb } from 'n2words/nb-NO'
import { toCardinal as nl } from 'n2words/nl-NL'
import { toCardinal as pl } from 'n2words/pl-PL'
import { toCardinal as pt } from 'n2words/pt-PT'
import { toCardinal as ru } from 'n2words/ru-RU'
import { toCardinal as sv } from 'n2words/sv-SE'
import { toCardinal as tr } from 'n2words/tr-TR'
import { toCardinal as uk } from 'n2words/uk-UA'
import { toCardinal as vi } from 'n2words/vi-VN'

import { primarySubtag, rulesOf } from './language-rules.ts'

type Speak = (value: number) => string
type NumberWords = {
  phrases: Map<string, number>
  vocabulary: Set<string>
  scales: Map<string, number>
  decimalWords: ReadonlySet<string>
  longest: number
  years: boolean
}

const speakers: Record<string, Speak[]> = {
  ar: [ar],
  cs: [cs],
  da: [da],
  de: [de],
  es: [es],
  fi: [fi],
  hi: [hi],
  id: [id],
  it: [it],
  ko: [ko],
  nb: [nb],
  nl: [nl],
  pl: [pl],
  pt: [pt],
  ru: [ru],
  sv: [sv],
  tr: [tr],
  uk: [uk],
  vi: [vi],
  en: [en, (value) => en(value, { and: true }), (value) => en(value, { hundredPairing: true })],
  fr: [fr, frBelgium],
}

/** Spellings that the word lists lack, as replacements on the spoken form. */
const respellings: Record<string, [RegExp, string][]> = {
  en: [
    [/^one (hundred|thousand)/, 'a $1'],
    [/^zero$/, 'oh'],
  ],
  de: [
    [/^ein(hundert|tausend)/, '$1'],
    [/ß/g, 'ss'],
    [/zwei$/, 'zwo'],
    [/^(.+hundert)(?!$)/, '$1und'],
  ],
  es: [
    [/cientos/, 'cientas'],
    [/ún$/, 'una'],
    [/uno$/, 'una'],
    [/uno$/, 'ún'],
  ],
  fr: [
    [/^septante/, 'soixante-dix'],
    [/^octante/, 'huitante'],
    [/un$/, 'une'],
  ],
  pt: [
    [/zasse/, 'zesse'],
    [/dezanove/, 'dezenove'],
    [/catorze/, 'quatorze'],
    [/um$/, 'uma'],
    [/dois/, 'duas'],
    [/dezasseis/, 'dezesseis'],
  ],
  nl: [[/één$/, 'een']],
  ru: [
    [/один$/, 'одна'],
    [/два$/, 'две'],
  ],
  uk: [
    [/один$/, 'одна'],
    [/два$/, 'дві'],
  ],
  pl: [[/dwa$/, 'dwie']],
  it: [[/tré$/, 'tre']],
}
/** Articles that are also the number one would turn every noun phrase into a count. */
const notNumbers = new Set([
  'a',
  'ein',
  'een',
  'un',
  'une',
  'una',
  'um',
  'uma',
  'et',
  'en',
  'oh',
  'một',
])
const joins = new Set(['de', 'nl', 'sv', 'da', 'nb', 'it', 'fi'])

function variants(phrase: string, primary: string): Set<string> {
  const spoken = new Set([phrase])
  for (const [from, to] of respellings[primary] ?? [])
    for (const form of [...spoken]) spoken.add(form.replace(from, to))
  const forms = new Set<string>()
  for (const form of spoken) {
    const spaced = form.replaceAll('-', ' ')
    forms.add(spaced)
    if (joins.has(primary)) forms.add(form.replaceAll(/[- ]/g, ''))
  }
  return forms
}

function build(primary: string): NumberWords | null {
  const speak = speakers[primary]
  if (speak === undefined) return null
  const phrases = new Map<string, number>()
  const vocabulary = new Set<string>()
  const scales = new Map<string, number>()
  let longest = 1
  const learn = (value: number) => {
    for (const say of speak)
      for (const form of variants(say(value).toLowerCase().normalize('NFKC'), primary)) {
        if (phrases.has(form) || notNumbers.has(form)) continue
        const parts = form.split(' ')
        phrases.set(form, value)
        longest = Math.max(longest, parts.length)
        for (const part of parts) vocabulary.add(part)
      }
  }
  for (let value = 0; value < 10_000; value++) learn(value)
  for (let thousands = 10; thousands < 1_000; thousands++) learn(thousands * 1_000)
  for (const scale of [1_000, 1_000_000, 1_000_000_000])
    for (const count of [2, 5, 1]) {
      learn(scale * count)
      const spoken =
        speak[0]?.(scale * count)
          .toLowerCase()
          .normalize('NFKC')
          .split(' ') ?? []
      const last = spoken.at(-1)
      if (last !== undefined && (spoken.length > 1 || count === 1) && !scales.has(last))
        scales.set(last, scale)
    }
  const decimalWords = rulesOf(primary).decimalWords
  return { phrases, vocabulary, scales, decimalWords, longest, years: primary === 'en' }
}

const built = new Map<string, NumberWords | null>()

function numberWordsOf(language: string): NumberWords | null {
  const primary = primarySubtag(language)
  const known = built.get(primary)
  if (known !== undefined) return known
  if (speakers[primary] === undefined) return null
  const table = build(primary)
  built.set(primary, table)
  return table
}

const isNumeral = (word: string) => {
  const code = word.charCodeAt(0)
  return code >= 48 && code <= 57 && !Number.isNaN(Number(word))
}

/** The longest number phrase that starts at `from`: its value and how many words it takes. */
function phraseAt(words: readonly string[], from: number, table: NumberWords) {
  let end = from
  while (end < words.length && end - from < table.longest && table.vocabulary.has(words[end] ?? ''))
    end++
  for (; end > from; end--) {
    const value = table.phrases.get(
      end === from + 1 ? (words[from] ?? '') : words.slice(from, end).join(' '),
    )
    if (value !== undefined) return { value, end }
  }
  return null
}

function numberAt(words: readonly string[], from: number, table: NumberWords) {
  const first = words[from] ?? ''
  const digits = isNumeral(first)
  const phrase = digits ? { value: Number(first), end: from + 1 } : phraseAt(words, from, table)
  if (phrase === null) return null
  let { value, end } = phrase
  let text = digits ? first : String(value)
  if (table.decimalWords.has(words[end] ?? '')) {
    let fraction = ''
    let next = end + 1
    for (;;) {
      const numeral = words[next] ?? ''
      const spoken = phraseAt(words, next, table)
      const single = table.phrases.get(numeral)
      const digit =
        spoken === null || spoken.value < 100 || single === undefined
          ? spoken
          : { value: single, end: next + 1 }
      if (digit !== null && digit.value < 100) fraction += String(digit.value)
      else if (isNumeral(numeral)) fraction += numeral
      else break
      next = digit?.end ?? next + 1
    }
    if (fraction !== '' && Number.isInteger(value)) {
      text = `${value}.${fraction}`
      value = Number(text)
      end = next
    }
  }
  const scale = table.scales.get(words[end] ?? '')
  if (scale !== undefined && value < 1_000) {
    value = Math.round(value * scale)
    text = String(value)
    end++
  }
  if (!digits && value >= 10_000 && value % 1_000 === 0) {
    const rest = phraseAt(words, end, table)
    if (rest !== null && rest.value > 0 && rest.value < 1_000) {
      value += rest.value
      text = String(value)
      end = rest.end
    }
  }
  if (!digits && table.years && value >= 18 && value <= 20 && end === from + 1) {
    const rest = phraseAt(words, end, table)
    if (rest !== null && rest.value >= 10 && rest.value < 100)
      return { text: String(value * 100 + rest.value), end: rest.end }
  }
  return { text, end }
}

/**
 * Writes number words as digits: `twenty five` -> `25`, `two point five million` -> `2500000`. Words of 0 to
 * 9,999 and of round thousands and millions are those of n2words, turned round; other languages pass unchanged.
 */
export function digitsForNumberWords(words: string[], language: string): string[] {
  const table = numberWordsOf(language)
  if (table === null) return words
  let result: string[] | null = null
  for (let index = 0; index < words.length;) {
    const word = words[index] ?? ''
    const number =
      isNumeral(word) || table.vocabulary.has(word) ? numberAt(words, index, table) : null
    if (number !== null) {
      result ??= words.slice(0, index)
      result.push(number.text)
      index = number.end
    } else {
      result?.push(word)
      index++
    }
  }
  return result ?? words
}
