import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { LanguageTables } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { readPhrase } from '#lib/engines/validation/text/tokens/phrase-table.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'

const longestArticle = 6
/** Apostrophes and Hebrew marks inside a word, which are written or not. */
const inner = /['"\u05f3\u05f4]+/gu

const segmenters = new Map<string, Intl.Segmenter>()

function segmenterOf(primary: string): Intl.Segmenter {
  let segmenter = segmenters.get(primary)
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(primary, { granularity: 'word' })
    segmenters.set(primary, segmenter)
  }
  return segmenter
}

type Segment = { word: string; from: number }
/** Runs come again: greetings, what is said around names and numbers. */
const runs = boundedCache<readonly Segment[]>(2_000)
const longestRun = 60

function segmentsOf(text: string, primary: string): readonly Segment[] {
  const key = `${primary} ${text}`
  const known = text.length <= longestRun ? runs.get(key) : undefined
  if (known !== undefined) return known
  const segments: Segment[] = []
  for (const { segment, index, isWordLike } of segmenterOf(primary).segment(text))
    if (isWordLike === true) segments.push({ word: segment, from: index })
  return text.length <= longestRun ? runs.set(key, segments) : segments
}

function keyOf(word: string, { grammar, same }: LanguageTables): string {
  const direct = same.get(word)
  if (direct !== undefined) return direct
  const folded = grammar.fold?.(word) ?? word
  return same.get(folded) ?? folded
}

const mostKeys = 5_000
const longestKept = 60

/** The form in which words are compared: folded, other spellings as the first one. */
export function wordKey(word: string, tables: LanguageTables): string {
  const { keys } = tables
  const known = keys.get(word)
  if (known !== undefined) return known
  const key = keyOf(word, tables)
  if (word.length > longestKept) return key
  if (keys.size >= mostKeys) keys.clear()
  keys.set(word, key)
  return key
}

function wordToken(key: string, start: number, end: number): Token {
  return { kind: 'word', key, readings: [], start, end }
}

/** A word, or the words that a contraction stands for; each has the place of its letters where they are there. */
export function wordTokens(
  lexemes: readonly Lexeme[],
  at: number,
  tables: LanguageTables,
): Token[] {
  const lexeme = lexemes[at]
  if (lexeme === undefined) return []
  const { text, start, end } = lexeme
  const { grammar } = tables
  const parts = grammar.expandAt?.(lexemes, at) ?? grammar.expand?.(text) ?? null
  if (parts === null) {
    const key = wordKey(text, tables)
    const cardinal = text.length <= longestArticle ? grammar.cardinal(lexemes, at) : null
    if (cardinal?.article === true && cardinal.end === at + 1)
      return [{ ...wordToken(key, start, end), maybe: cardinal.value }]
    return [wordToken(key.replace(inner, ''), start, end)]
  }
  const plain = end - start === text.length
  let from = 0
  return parts.map((part) => {
    const place = plain ? text.indexOf(part, from) : -1
    if (place >= 0) from = place + part.length
    return place < 0
      ? wordToken(wordKey(part, tables), start, end)
      : wordToken(wordKey(part, tables), start + place, start + place + part.length)
  })
}

/** The words that an abbreviation stands for: `z. B.`, `usw.`, `etc.`; its point ends a sentence where a capital follows. */
export function shortFormTokens(
  lexemes: readonly Lexeme[],
  at: number,
  tables: LanguageTables,
): { tokens: Token[]; end: number } | null {
  const found = readPhrase(tables.shortForms, lexemes, at)
  const first = lexemes[at]
  if (found === null || first === undefined) return null
  const next = lexemes[found.end]
  // `etcetera`, `usw` inside a longer code
  if (next?.glued === true && next.kind !== 'sign' && lexemes[found.end - 1]?.kind === 'word')
    return null
  const closes = found.end === at + 2 && lexemes[at + 1]?.text === '.' && next?.capital === true
  const last = lexemes[closes ? at : found.end - 1]
  const tokens = found.value.map((word) =>
    wordToken(wordKey(word, tables), first.start, last?.end ?? first.end),
  )
  return { tokens, end: found.end }
}

/** Cuts single characters that nothing stands between into words, by the segmenter of the language. */
export function segmentedTokens(lexemes: readonly Lexeme[], tables: LanguageTables): Token[] {
  let text = ''
  const places: number[] = []
  lexemes.forEach((lexeme, index) => {
    for (let unit = 0; unit < lexeme.text.length; unit++) places.push(index)
    text += lexeme.text
  })
  const tokens: Token[] = []
  for (const { word, from } of segmentsOf(text, tables.primary)) {
    const first = lexemes[places[from] ?? 0]
    const last = lexemes[places[from + word.length - 1] ?? 0]
    if (first !== undefined && last !== undefined)
      tokens.push(wordToken(wordKey(word, tables), first.start, last.end))
  }
  return tokens
}
