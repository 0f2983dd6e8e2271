import type { LanguageTables } from '#lib/engines/validation/text/tokens/language-tables.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/**
 * Whether the number at `at` shares the currency of the number that it makes a range with, so that it is read as `other`: the
 * 20 of `twenty to thirty dollars` beside `$20-$30`, the 30 of `$20-30`.
 */
export function sharesCurrency(
  tokens: readonly Token[],
  at: number,
  other: Token | undefined,
  tables: LanguageTables,
): boolean {
  const [number] = tokens[at]?.readings ?? []
  const [amount] = other?.readings ?? []
  if (number?.type !== 'number' || amount?.type !== 'money') return false
  if (number.value !== amount.value) return false
  const joins = tables.grammar.signs?.['-'] ?? []
  return [-1, 1].some((step) => {
    const [beside] = tokens[at + 2 * step]?.readings ?? []
    const joined = joins.includes(tokens[at + step]?.key ?? '')
    return joined && beside?.type === 'money' && beside.currency === amount.currency
  })
}

/** `#5` where the other side says `number five`. */
export function isNumberSign(
  words: readonly Token[],
  next: Token | undefined,
  source: string,
  tables: LanguageTables,
): boolean {
  const [word, ...more] = words
  if (word === undefined || more.length > 0 || next === undefined) return false
  const said = tables.grammar.signs?.['#']?.includes(word.key) === true
  return said && source.charAt(next.start - 1) === '#' && next.readings.length > 0
}
