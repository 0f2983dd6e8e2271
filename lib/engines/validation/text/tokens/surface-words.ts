import { tablesOf } from '#lib/engines/validation/text/tokens/language-tables.ts'
import { lexemesOf } from '#lib/engines/validation/text/tokens/lexemes.ts'
import { unitAt } from '#lib/engines/validation/text/tokens/measures.ts'
import { currencyAfter } from '#lib/engines/validation/text/tokens/money.ts'
import { numeralAt } from '#lib/engines/validation/text/tokens/numerals.ts'
import type { ReadingContext } from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { Token, TypedKind } from '#lib/engines/validation/text/tokens/types.ts'
import { wordTokens } from '#lib/engines/validation/text/tokens/word-tokens.ts'

/** Kinds that are said in several words, each of which may be misheard. */
const phrases: ReadonlySet<TypedKind | 'word'> = new Set<TypedKind>([
  'money',
  'measure',
  'duration',
  'time',
  'date',
])

/** One word or number, and where the next one begins. */
function wordAt(context: ReadingContext, at: number): { words: string[]; end: number } {
  const { lexemes, tables } = context
  const numeral = numeralAt(context, at)
  const ordinal = tables.grammar.ordinal?.(lexemes, at) ?? null
  if (ordinal !== null && ordinal.end >= (numeral?.end ?? 0))
    return { words: [`${ordinal.value}.`], end: ordinal.end }
  if (numeral !== null && numeral.needsUnit !== true)
    return { words: [numeral.value], end: numeral.end }
  if (lexemes[at]?.kind === 'word')
    return { words: wordTokens(lexemes, at, tables).map((token) => token.key), end: at + 1 }
  const unit = unitAt(context, at)
  if (unit !== null) return { words: [unit.name], end: unit.end }
  const currency = currencyAfter(context, at)
  return currency === null
    ? { words: [], end: at + 1 }
    : { words: [currency.code.toLowerCase()], end: currency.end }
}

function read(context: ReadingContext): string[] {
  const words: string[] = []
  for (let at = 0; at < context.lexemes.length;) {
    const next = wordAt(context, at)
    words.push(...next.words)
    at = next.end
  }
  return words
}

/** Whether a code is said digit by digit: `five five five`. */
export function isSpelled(token: Token, source: string): boolean {
  return token.kind === 'identifier' && /^[\p{L}\s,-]+$/u.test(source.slice(token.start, token.end))
}

/**
 * What a token counts as in word error rates: its words as said, with numbers as digits, so that one misheard word of
 * `seven in the morning` is one error of four. `spelled`: so is each digit of a code.
 */
export function surfaceWords(
  token: Token,
  source: string,
  language: string,
  spelled: boolean,
): readonly string[] {
  const { digits } = token
  if (spelled && digits !== undefined && digits.length > 2 && /^[0-9]+$/.test(digits))
    return Array.from(digits)
  if (!phrases.has(token.kind)) return token.words ?? [token.key]
  const tables = tablesOf(language)
  const text = source.slice(token.start, token.end)
  const lexemes = lexemesOf(text, tables.primary, tables.unspaced)
  const words = read({ source: text, lexemes, tables })
  return words.length === 0 ? (token.words ?? [token.key]) : words
}
