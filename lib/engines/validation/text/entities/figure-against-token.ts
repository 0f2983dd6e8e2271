import { sameDecimal } from '#lib/engines/validation/text/entities/decimals.ts'
import { figuresOf } from '#lib/engines/validation/text/entities/figures-of.ts'
import type { Numeral } from '#lib/engines/validation/text/entities/numerals.ts'
import {
  right,
  unproven,
  wrong,
  type EntityMatch,
} from '#lib/engines/validation/text/entities/types.ts'
import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/** A figure against a fraction: in words it is a number, in figures it may be a date as well. */
function fractionMatch(figure: string, { readings }: Token, words: string): EntityMatch {
  const same = readings.some((one) => one.type === 'number' && sameDecimal(one.value, figure))
  if (!same) return wrong('another figure')
  return /\d/.test(words)
    ? unproven('the same figure in another notation', 0.7)
    : right('the same number')
}

/** A figure against the one typed token of `words`: the same number, a code, or a figure that the token may be meant by. */
export function figureAgainstToken(numeral: Numeral, token: Token, words: string): EntityMatch {
  const [figure = ''] = numeral.readings
  const [first, ...rest] = token.readings
  if (first?.type === 'identifier' && first.value.includes('/'))
    return fractionMatch(figure, token, words)
  if (first?.type === 'identifier' || (token.digits !== undefined && /^0\d/.test(token.digits))) {
    const digits = first?.type === 'identifier' ? first.value : token.digits
    const written = numeral.written ?? figure
    if (digits === written) return right('the same digits')
    return figure === digits?.replace(/^0+(?=\d)/, '')
      ? unproven('the same digits but for zeros', 0.5)
      : wrong('other digits')
  }
  if (numeral.leadingZero) return wrong('another code: leading zeros count')
  if (first?.type === 'number' && sameDecimal(first.value, figure))
    return numeral.scientific
      ? unproven('the same number, or a code', 0.5)
      : right('the same number')
  const meet = [
    ...figuresOf(token),
    ...rest.flatMap((one) => (one.type === 'number' ? [one.value] : [])),
  ]
  return meet.some((one) => numeral.readings.includes(one))
    ? unproven('the same figure, but not of the same kind', 0.6)
    : wrong('another figure')
}
