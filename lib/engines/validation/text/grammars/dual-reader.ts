import { phraseAt } from '#lib/engines/validation/text/grammars/phrases.ts'
import type { Cardinal, Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** A word that says how many and of what: two hours; or one, with a half behind it. */
type Dual = { count: 1 | 2; value: { seconds: number } | { months: number } | { currency: string } }

/** Rows for `dualReader`: `[count, value, 'words']`. */
export function duals(
  rows: readonly (readonly [Dual['count'], Dual['value'], string])[],
): ReadonlyMap<string, Dual> {
  return new Map(
    rows.flatMap(([count, value, list]) =>
      list.split(' ').map((word) => [word, { count, value }] as const),
    ),
  )
}

function typed({ value }: Dual, share: number): TypedValue {
  if ('seconds' in value) return { type: 'duration', seconds: String(value.seconds * share) }
  if ('months' in value)
    return { type: 'measure', value: String(value.months * share), dimension: 'months' }
  return { type: 'money', value: String(share), currency: value.currency }
}

/**
 * Reader of `ساعتين`, `שעה וחצי`: a dual, or a single unit with a fraction behind it. A number joined behind makes it part
 * of something longer, which is not read.
 */
export function dualReader(
  words: ReadonlyMap<string, Dual>,
  shares: ReadonlyMap<string, number>,
  and: string,
  cardinal: Reader<Cardinal>,
): Reader<{ readings: [TypedValue] }> {
  return (lexemes, at) => {
    const dual = words.get(lexemes[at]?.text ?? '')
    const before = lexemes[at - 1]
    if (dual === undefined || before?.kind === 'digits') return null
    const share = phraseAt(lexemes, at + 1, shares)
    if (dual.count === 1 && share === null) return null
    const joined = lexemes[at + 1]?.text === and && share === null
    if (joined && (lexemes[at + 2]?.kind === 'digits' || cardinal(lexemes, at + 2) !== null))
      return null
    return {
      readings: [typed(dual, dual.count + (share?.value ?? 0))],
      end: share?.end ?? at + 1,
    }
  }
}
