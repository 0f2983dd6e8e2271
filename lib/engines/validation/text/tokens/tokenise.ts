import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import { textCache } from '#lib/engines/validation/text/text-cache.ts'
import { withoutReferences } from '#lib/engines/validation/text/tokens/character-references.ts'
import { gluedCode, signedLetter, spacedCode } from '#lib/engines/validation/text/tokens/codes.ts'
import { dateAt } from '#lib/engines/validation/text/tokens/dates.ts'
import { digitGroups, slashPair } from '#lib/engines/validation/text/tokens/dialled.ts'
import {
  tablesOf,
  type LanguageTables,
} from '#lib/engines/validation/text/tokens/language-tables.ts'
import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'
import { isoDurationAt } from '#lib/engines/validation/text/tokens/measures.ts'
import { quantityAt } from '#lib/engines/validation/text/tokens/quantities.ts'
import type {
  Reading,
  ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import { viewAt, type View } from '#lib/engines/validation/text/tokens/reading-view.ts'
import { spokenShare } from '#lib/engines/validation/text/tokens/shares.ts'
import { signWord } from '#lib/engines/validation/text/tokens/sign-words.ts'
import { splitLexemes } from '#lib/engines/validation/text/tokens/split-lexemes.ts'
import { spelledCode, spokenDigits } from '#lib/engines/validation/text/tokens/spoken-digits.ts'
import { timeAt } from '#lib/engines/validation/text/tokens/times.ts'
import type { Token, TokenText, TypedValue } from '#lib/engines/validation/text/tokens/types.ts'
import { readingsText, valueText } from '#lib/engines/validation/text/tokens/value-text.ts'
import {
  segmentedTokens,
  shortFormTokens,
  wordKey,
  wordTokens,
} from '#lib/engines/validation/text/tokens/word-tokens.ts'

/** Longest text in UTF-16 units that is compared; the rest is cut. A reply of 20,000 is ten minutes of speech. */
export const maxText = 20_000

/** Entries kept for each language, twice over: expected texts come back, replies only within their turn. */
const cache = textCache<TokenText>(4_000)
/** Before or behind a number they say that it is a bound or a guess. */
const bounds = '<>≤≥~≈±≠'

/** Readings of two readers for the same words, without repetition. */
function merged(a: Reading, b: Reading): Reading {
  const known = new Set(a.readings.map((value) => value.type + valueText(value)))
  const more = b.readings.filter((value) => !known.has(value.type + valueText(value)))
  return { ...a, readings: [...a.readings, ...more] }
}

type Candidate = Reading & { word?: string }

/** The longest of the readings; of equally long ones the first. */
function longest(readings: readonly (Candidate | null)[]): Candidate | null {
  let best: Candidate | null = null
  for (const reading of readings)
    if (reading !== null && (best === null || reading.end > best.end)) best = reading
  return best
}

/** Digits and letters without gap, or digit by digit: the readings that are not calculated with. */
function codeAt(context: ReadingContext, at: number): Candidate | null {
  return longest([
    slashPair(context, at),
    digitGroups(context, at),
    gluedCode(context, at),
    spacedCode(context, at),
    signedLetter(context, at),
    spelledCode(context, at),
  ])
}

/** The longest reading from `at`; a time that is also a number in halves (`seven thirty`) keeps both. */
function readingAt(context: ReadingContext, at: number): Candidate | null {
  const lexeme = context.lexemes[at]
  if (lexeme === undefined) return null
  if (lexeme.kind === 'sign') return longest([digitGroups(context, at), quantityAt(context, at)])
  const date = dateAt(context, at)
  const time = timeAt(context, at)
  const dated = longest([date, time])
  if (date !== null && lexeme.kind === 'digits') return dated
  const quantity = quantityAt(context, at)
  const pair = spokenDigits(context, at)
  const ordinal = ordinalAt(context, at)
  const isNumber = quantity?.readings[0]?.type === 'number'
  const best = longest([
    dated,
    spokenShare(context, at),
    spokenCode(context, at),
    isoDurationAt(context, at),
    ordinal,
    isNumber ? null : quantity,
    pair,
    codeAt(context, at),
    quantity,
  ])
  if (best === null) return null
  // `seven thirty` is 730 as well, `thirty second` (32nd) half a minute, `fifty pounds` money and a mass.
  const [first] = best.readings
  const both = first?.type === 'ordinal' || (first?.type === 'identifier' && isDecade(first.value))
  const other = first?.type === 'time' ? pair : both ? quantity : null
  return other !== null && other.end === best.end ? merged(best, other) : best
}

/** `90S` of `the 90s`, which are seconds as well. */
const isDecade = (code: string) => /^[2-9]0S$/.test(code)

function ordinalAt({ lexemes, tables }: ReadingContext, at: number): Reading | null {
  const ordinal = tables.grammar.ordinal?.(lexemes, at) ?? null
  return ordinal === null
    ? null
    : {
        end: ordinal.end,
        readings: [{ type: 'ordinal', value: ordinal.value }],
        words: [`${ordinal.value}.`],
      }
}

function spokenCode({ lexemes, tables }: ReadingContext, at: number): Reading | null {
  const code = tables.grammar.code?.(lexemes, at) ?? null
  return code === null
    ? null
    : {
        end: code.end,
        readings: [{ type: 'identifier', value: code.value }],
        words: [code.value.toLowerCase()],
      }
}

/** Numbers whose fraction ends in zeros are kept apart as written: 1.10 is no 1.1 where it is a version. */
function keyOf(readings: readonly TypedValue[], digits: string | undefined): string {
  const [first] = readings
  const written =
    first?.type === 'number' && digits !== undefined && /^-?[0-9]{1,2}\.[0-9]*[1-9]0+$/.test(digits)
  return written ? digits : readingsText(readings)
}

function typedToken(context: ReadingContext, at: number, reading: Reading): Token {
  const { lexemes } = context
  const [first] = reading.readings
  return {
    kind: first?.type ?? 'word',
    key: keyOf(reading.readings, reading.digits),
    readings: reading.readings,
    start: lexemes[at]?.start ?? 0,
    end: lexemes[reading.end - 1]?.end ?? 0,
    ...(reading.digits === undefined ? {} : { digits: reading.digits }),
    words: reading.words,
  }
}

function readAll(whole: ReadingContext): Token[] {
  const { tables } = whole
  const tokens: Token[] = []
  let loose: Lexeme[] = []
  const flush = () => {
    if (loose.length > 0) tokens.push(...segmentedTokens(loose, tables))
    loose = []
  }
  let view: View = { context: whole, base: 0 }
  for (let place = 0; place < whole.lexemes.length;) {
    view = viewAt(whole, place, view)
    const { context, base } = view
    const at = place - base
    const lexeme = context.lexemes[at]
    if (lexeme === undefined) break
    const reading = readingAt(context, at)
    if (reading !== null) {
      flush()
      tokens.push(
        reading.word === undefined
          ? typedToken(context, at, reading)
          : spelledWord(context, at, reading.end, reading.word),
      )
      place = base + reading.end
      continue
    }
    const short = shortFormTokens(context.lexemes, at, tables)
    if (short !== null) {
      flush()
      tokens.push(...short.tokens)
      place = base + short.end
      continue
    }
    if (lexeme.kind === 'word' && tables.unspaced) {
      if (!lexeme.glued) flush()
      loose.push(lexeme)
    } else {
      flush()
      tokens.push(...looseTokens(context, at))
    }
    place++
  }
  flush()
  return tokens
}

function spelledWord(
  { lexemes, tables }: ReadingContext,
  at: number,
  end: number,
  word: string,
): Token {
  return {
    kind: 'word',
    key: wordKey(word, tables),
    readings: [],
    start: lexemes[at]?.start ?? 0,
    end: lexemes[end - 1]?.end ?? 0,
  }
}

/** A word; of signs only `&`, those that make a number a bound, and those that are said as a word. */
function looseTokens(context: ReadingContext, at: number): Token[] {
  const { lexemes, tables } = context
  const lexeme = lexemes[at]
  if (lexeme === undefined) return []
  if (lexeme.kind === 'word') return wordTokens(lexemes, at, tables)
  const { text, start, end } = lexeme
  const token = (key: string): Token => ({ kind: 'word', key, readings: [], start, end })
  if (text === '&') {
    const [and] = tables.grammar.and
    return and === undefined ? [] : [token(wordKey(and, tables))]
  }
  const said = signWord(context, at)
  if (said !== null) return said.split(' ').map((word) => token(wordKey(word, tables)))
  const digits = (index: number) => lexemes[index]?.kind === 'digits'
  const behind = lexemes[at + 1]?.glued !== true && lexeme.glued && digits(at - 1)
  if (bounds.includes(text) && digits(at + 1)) return [token(text)]
  return text === '+' && behind ? [token(text)] : []
}

function compute(raw: string, language: string): TokenText {
  const source = withoutReferences(raw)
  const tables: LanguageTables = tablesOf(language)
  const cut = lexemesOf(source.slice(0, maxText), tables.primary, tables.unspaced)
  const { grammar } = tables
  const lexemes =
    grammar.split === undefined ? cut : splitLexemes(cut, (word) => grammar.split?.(word) ?? null)
  const tokens = readAll({ source, lexemes, tables })
  const text = tokens.map((token) => token.key).join(tables.unspaced ? '' : ' ')
  return { source, language, tokens, text }
}

/**
 * Cuts a text into words and typed values by the language (BCP-47). Spans are UTF-16 places in `text`. Cached; texts are
 * cut at `maxText`.
 */
export function tokenise(text: string, language: string): TokenText {
  return cache.get(text, language) ?? cache.set(text, language, compute(text, language))
}
