import { decimal } from '#lib/engines/validation/text/decimal.ts'
import {
  gapBefore,
  gluedDigits,
  type ReadingContext,
} from '#lib/engines/validation/text/tokens/reading-context.ts'
import type { Decimal } from '#lib/engines/validation/text/tokens/types.ts'

/** A number written in digits. */
export type Figures = {
  value: Decimal
  /** as written, without grouping, a point for the decimal mark: `007`, `1.10` */
  digits: string
  end: number
}

const marks = ".,'٬٫。_"
const spaces = /^[\u00a0\u202f\u2009\u2007\u2008\u200a]$/

/** Groups of the longest number that is read. */
const mostGroups = 20

type Chain = { parts: string[]; seps: string[]; ends: number[] }

/** Digits and single marks between them; a narrow or fixed space, or a plain one where numbers are grouped so, as ` `. */
function chainAt(context: ReadingContext, at: number): Chain {
  const { lexemes, tables } = context
  const chain: Chain = { parts: [lexemes[at]?.text ?? ''], seps: [], ends: [at + 1] }
  for (let index = at + 1; ;) {
    const lexeme = lexemes[index]
    if (lexeme === undefined || chain.parts.length > mostGroups) return chain
    const follower = lexemes[index + 1]
    if (lexeme.glued && marks.includes(lexeme.text) && gluedDigits(context, index + 1)) {
      chain.parts.push(follower?.text ?? '')
      chain.seps.push(lexeme.text)
      index += 2
    } else if (lexeme.kind === 'digits' && lexeme.text.length === 3 && !lexeme.glued) {
      const gap = gapBefore(context, index)
      const grouping = spaces.test(gap) || (gap === ' ' && tables.decimalComma)
      const plain = chain.seps.every((sep) => sep === ' ')
      if (!grouping || !plain || (chain.parts[0] ?? '').length > 3) return chain
      chain.parts.push(lexeme.text)
      chain.seps.push(' ')
      index++
    } else return chain
    chain.ends.push(index)
  }
}

/** Groups of three, or of two before the last one as in 1,25,000. */
function isGrouped(parts: readonly string[]): boolean {
  const [head = '', ...groups] = parts
  if (head === '' || head.length > 3 || (head.startsWith('0') && head !== '0')) return false
  if (head === '0') return false
  if (groups.every((group) => group.length === 3)) return true
  return (
    head.length <= 2 &&
    groups.length > 1 &&
    groups.at(-1)?.length === 3 &&
    groups.slice(0, -1).every((group) => group.length === 2)
  )
}

/** How many parts are grouped whole digits, and whether a fraction follows; null when it is a version or a phone number. */
function shapeOf(
  { parts, seps }: Chain,
  comma: boolean,
): { whole: number; fraction: boolean } | null {
  const first = seps[0]
  if (first === undefined) return { whole: 1, fraction: false }
  const isDecimal = (sep: string) => sep === '٫' || sep === '。' || sep === (comma ? ',' : '.')
  const same = seps.every((sep) => sep === first)
  if (same && seps.length === 1) {
    if (isDecimal(first)) return { whole: 1, fraction: true }
    if (isGrouped(parts)) return { whole: 2, fraction: false }
    return { whole: 1, fraction: first === '.' }
  }
  if (same) {
    if (isGrouped(parts)) return { whole: parts.length, fraction: false }
    return first === '.' ? null : { whole: 1, fraction: false }
  }
  const last = seps.at(-1) ?? ''
  const groups = seps.slice(0, -1)
  const grouped =
    groups.every((sep) => sep === first) && first !== last && isGrouped(parts.slice(0, -1))
  if (grouped && ',.٫'.includes(last)) return { whole: parts.length - 1, fraction: true }
  return { whole: 1, fraction: false }
}

/**
 * A number in digits with grouping (`1,250`, `1.250`, `1 250`, `1'250`, `1,25,000`) and a decimal mark by the language;
 * null where there is none, or where the dots are those of a version (`1.2.3`).
 */
export function figuresAt(context: ReadingContext, at: number): Figures | null {
  if (context.lexemes[at]?.kind !== 'digits') return null
  const chain = chainAt(context, at)
  const shape = shapeOf(chain, context.tables.decimalComma)
  if (shape === null) return null
  const used = shape.whole + (shape.fraction ? 1 : 0)
  const whole = chain.parts.slice(0, shape.whole).join('')
  const digits = shape.fraction ? `${whole}.${chain.parts[shape.whole] ?? ''}` : whole
  const value = decimal(digits)
  const end = chain.ends[used - 1]
  return value === null || end === undefined ? null : { value, digits, end }
}
