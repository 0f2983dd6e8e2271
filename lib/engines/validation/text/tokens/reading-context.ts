import type { Lexeme } from '#lib/engines/validation/text/grammars/types.ts'
import type { LanguageTables } from '#lib/engines/validation/text/tokens/language-tables.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** What the readers of typed values look at. */
export type ReadingContext = {
  source: string
  lexemes: readonly Lexeme[]
  tables: LanguageTables
}

/** Something typed that was read from a place up to `end` (lexemes, exclusive). */
export type Reading = {
  end: number
  readings: readonly TypedValue[]
  /** digits as written, see `Token` */
  digits?: string
  /** what it counts as in word error rates, see `Token` */
  words: readonly string[]
}

/** What stands between a lexeme and the one before it. */
export function gapBefore({ source, lexemes }: ReadingContext, index: number): string {
  const before = lexemes[index - 1]
  const here = lexemes[index]
  return before === undefined || here === undefined ? '' : source.slice(before.end, here.start)
}

/** Text of a lexeme, empty beyond the ends. */
export function textAt({ lexemes }: ReadingContext, index: number): string {
  return lexemes[index]?.text ?? ''
}

/** Whether the lexeme is one of digits, of `least` to `most` of them. */
export function digitsAt(
  { lexemes }: ReadingContext,
  index: number,
  least: number,
  most: number,
): string | null {
  const lexeme = lexemes[index]
  return lexeme?.kind === 'digits' && lexeme.text.length >= least && lexeme.text.length <= most
    ? lexeme.text
    : null
}

/** Whether the sign stands at `index` without a gap before it. */
export function gluedSign({ lexemes }: ReadingContext, index: number, signs: string): boolean {
  const lexeme = lexemes[index]
  return lexeme?.kind === 'sign' && lexeme.glued && signs.includes(lexeme.text)
}

/** Whether a lexeme of digits follows without a gap. */
export function gluedDigits({ lexemes }: ReadingContext, index: number): boolean {
  const lexeme = lexemes[index]
  return lexeme?.kind === 'digits' && lexeme.glued
}
