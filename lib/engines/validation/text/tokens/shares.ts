import {
  textAt,
  gluedDigits,
  gluedSign,
  type Reading,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { Decimal, TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** Largest lower number of a share; beyond it a slash parts two codes. */
const mostParts = 100

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b)
}

/** `2` and `3` as 0.6666666667; null where they are no proper share in lowest terms (`24/7`, `2/4`). */
function shareValue(over: string, under: string): Decimal | null {
  if (over.length > 2 || under.length > 3 || over.startsWith('0')) return null
  const [a, b] = [Number(over), Number(under)]
  if (!(a >= 1 && a < b && b <= mostParts) || divisor(a, b) !== 1) return null
  return (a / b).toFixed(10).replace(/0+$/, '')
}

/** What a share is beside its own form `2/3`. */
export function shareNumber(over: string, under: string): TypedValue[] {
  const value = shareValue(over, under)
  return value === null ? [] : [{ type: 'number', value }]
}

/** `two thirds`, `drei Viertel`: the form `2/3`, and the number that it is. */
export function spokenShare({ lexemes, tables }: ReadingContext, at: number): Reading | null {
  const share = tables.grammar.share?.(lexemes, at) ?? null
  if (share === null) return null
  const value = `${share.over}/${share.under}`
  return {
    end: share.end,
    readings: [{ type: 'identifier', value }, ...shareNumber(share.over, share.under)],
    words: [value],
  }
}

/** `3/4` or `three quarters` as a number that counts units. */
export function countedShare(
  context: ReadingContext,
  at: number,
): { value: Decimal; end: number } | null {
  const { lexemes, tables } = context
  const first = lexemes[at]
  if (first?.kind === 'word') {
    const share = tables.grammar.share?.(lexemes, at) ?? null
    const value = share === null ? null : shareValue(share.over, share.under)
    return share === null || value === null ? null : { value, end: share.end }
  }
  if (first?.kind !== 'digits' || !gluedSign(context, at + 1, '/')) return null
  if (!gluedDigits(context, at + 2) || !/^[2348]$/.test(textAt(context, at + 2))) return null
  const before = lexemes[at - 1]
  if (first.glued && before?.kind === 'sign' && '/-.,'.includes(before.text)) return null
  const value = shareValue(first.text, textAt(context, at + 2))
  return value === null ? null : { value, end: at + 3 }
}
