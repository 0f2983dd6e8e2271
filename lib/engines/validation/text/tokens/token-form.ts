import { textCache } from '#lib/engines/validation/text/text-cache.ts'
import {
  tablesOf,
  type LanguageTables,
} from '#lib/engines/validation/text/tokens/language-tables.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

const cache = textCache<string>(4_000)
/** Ends a sentence: not the point of a number or of `St.` before a name, which no polite phrase stands beside. */
const sentenceEnd = /[.!?…。！？؟।;\n]/u
const clauseEnd = /[.!?…。！？؟।;\n,:،，、–—]|\s-\s/u
const question = /[?？؟]/u
const greekQuestion = /[?;\u037e]/u

/** Polite phrases of a language as keys of tokens, the longest first. */
const phraseLists = new Map<string, readonly string[][]>()

function phrasesOf(language: string, tables: LanguageTables): readonly string[][] {
  let phrases = phraseLists.get(language)
  if (phrases === undefined) {
    phrases = tables.grammar.polite
      .map((phrase) => tokenise(phrase, language).tokens.map((token) => token.key))
      .filter((keys) => keys.length > 0)
      .sort((a, b) => b.length - a.length)
    if (phraseLists.size > 200) phraseLists.clear()
    phraseLists.set(language, phrases)
  }
  return phrases
}

/** Tokens between two ends of sentences, and what stands behind each. */
type Sentence = { tokens: Token[]; gaps: string[] }

function sentencesOf(source: string, tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = []
  let sentence: Sentence = { tokens: [], gaps: [] }
  tokens.forEach((token, index) => {
    const gap = source.slice(token.end, tokens[index + 1]?.start ?? source.length)
    sentence.tokens.push(token)
    sentence.gaps.push(gap)
    if (sentenceEnd.test(gap)) {
      sentences.push(sentence)
      sentence = { tokens: [], gaps: [] }
    }
  })
  if (sentence.tokens.length > 0) sentences.push(sentence)
  return sentences
}

/** How many tokens at `from` are a polite phrase, or 0. */
function politeAt(keys: readonly string[], from: number, phrases: readonly string[][]): number {
  for (const phrase of phrases)
    if (phrase.every((key, index) => keys[from + index] === key)) return phrase.length
  return 0
}

/** How many tokens before `until` are a polite phrase, or 0. */
function politeBefore(
  keys: readonly string[],
  until: number,
  phrases: readonly string[][],
): number {
  for (const phrase of phrases) {
    const from = until - phrase.length
    if (from >= 0 && phrase.every((key, index) => keys[from + index] === key)) return phrase.length
  }
  return 0
}

/** A sentence without polite phrases at its beginning and end; they must be clauses of their own or the whole of it. */
function bare(
  { tokens, gaps }: Sentence,
  phrases: readonly string[][],
): { first: number; last: number } {
  const keys = tokens.map((token) => token.key)
  let first = 0
  let last = keys.length
  for (;;) {
    const length = politeAt(keys, first, phrases)
    if (length === 0 || first + length > last) break
    if (first + length < last && !clauseEnd.test(gaps[first + length - 1] ?? '')) break
    first += length
  }
  for (;;) {
    const length = first < last ? politeBefore(keys, last, phrases) : 0
    if (length === 0 || last - length < first) break
    if (last - length > first && !clauseEnd.test(gaps[last - length - 1] ?? '')) break
    last -= length
  }
  return { first, last }
}

/** Words between a word and the one that makes it a filler: `n'est vraiment pas`. */
const nearby = 5

/** Whether a word only repeats one that follows in its sentence, see `fillersBefore`. */
function repeats(
  text: string,
  tokens: readonly Token[],
  at: number,
  before: ReadonlySet<string> | undefined,
): boolean {
  if (before === undefined) return false
  for (let index = at + 1; index <= at + nearby; index++) {
    const token = tokens[index]
    const gap = text.slice(tokens[index - 1]?.end ?? 0, token?.start ?? 0)
    if (token === undefined || sentenceEnd.test(gap)) return false
    if (before.has(token.key)) return true
  }
  return false
}

/** Short forms that are no initial and hold no more than one vowel; `Stop.` and `Go.` are words. */
const shortForm =
  /^(?:\p{Lu}|\p{Lu}[^aeiouy]{1,3}|prof|ave|av|sen|gen|rev|dott|ing|dra|sra|mme|mlle)$/iu

/** Short forms whose point ends no sentence: `Mr. Park`, `St. Mary`. */
function isShortForm(source: string, token: Token, gap: string): boolean {
  if (gap !== '. ' || token.end - token.start > 4) return false
  const written = source.slice(token.start, token.end)
  return (
    /^\p{Lu}/u.test(written) && shortForm.test(written.normalize('NFD').replaceAll(/\p{M}/gu, ''))
  )
}

/** `the ER` is a place, `er` only a sound. */
const shouts = (written: string) => /^\p{Lu}{2,}$/u.test(written)

/** What stands behind a token and changes what is said: the end of a sentence, the pause after `no`. */
function markAfter(
  source: string,
  token: Token,
  gap: string,
  tables: LanguageTables,
): string | null {
  if ((tables.primary === 'el' ? greekQuestion : question).test(gap)) return '?'
  if (sentenceEnd.test(gap)) return isShortForm(source, token, gap) ? null : '.'
  return tables.grammar.no.has(token.key) && clauseEnd.test(gap) ? ',' : null
}

function compute(raw: string, language: string): string {
  const tables = tablesOf(language)
  const { tokens, source: text } = tokenise(raw, language)
  const isFiller = ({ kind, key, start, end }: Token) =>
    kind === 'word' && tables.fillers.has(key) && !shouts(text.slice(start, end))
  const kept = tokens.filter(
    (token, index) =>
      !isFiller(token) &&
      !repeats(text, tokens, index, tables.grammar.fillersBefore?.get(token.key)),
  )
  const phrases = phrasesOf(language, tables)
  const parts: string[] = []
  const add = (sentence: Sentence, first: number, last: number) => {
    for (let index = first; index < last; index++) {
      const token = sentence.tokens[index]
      if (token === undefined) continue
      parts.push(token.key)
      const mark = markAfter(text, token, sentence.gaps[index] ?? '', tables)
      if (mark !== null) parts.push(mark)
    }
    const end = sentence.gaps.at(-1) ?? ''
    if (last < sentence.tokens.length) parts.push(question.test(end) ? '?' : '.')
  }
  const sentences = sentencesOf(text, kept)
  for (const sentence of sentences) {
    const { first, last } = bare(sentence, phrases)
    if (first < last) add(sentence, first, last)
  }
  // A text of nothing but politeness is compared whole: `Goodbye.` is no `Thank you.`
  if (parts.length === 0) for (const sentence of sentences) add(sentence, 0, sentence.tokens.length)
  while (parts.at(-1) === '.' || parts.at(-1) === ',') parts.pop()
  return parts.join(' ')
}

/**
 * The wording of a text as one string: keys of its tokens, without fillers and without polite phrases that begin or end a
 * sentence, with marks where sentences end and `?` behind a question. Equal forms say the same in the same words.
 */
export function tokenForm(text: string, language: string): string {
  return cache.get(text, language) ?? cache.set(text, language, compute(text, language))
}
