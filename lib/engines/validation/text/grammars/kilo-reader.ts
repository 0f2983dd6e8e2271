import { multiply } from '#lib/engines/validation/text/decimal.ts'
import { skipPhrase, type Phrases } from '#lib/engines/validation/text/grammars/phrase-reader.ts'
import type { Reader } from '#lib/engines/validation/text/grammars/types.ts'
import type { TypedValue } from '#lib/engines/validation/text/tokens/types.ts'

/** A number of bare "kilo", which is kilometres or kilograms: 5キロ, `5킬로`. */
export function kiloReader(
  amount: Reader<{ value: string }>,
  kilo: Phrases<unknown>,
  /** what follows makes it one of the two, or another unit */
  longer: RegExp,
): Reader<{ readings: [TypedValue, ...TypedValue[]] }> {
  return (lexemes, at) => {
    const number = amount(lexemes, at)
    const end = number && skipPhrase(lexemes, number.end, kilo)
    if (number === null || end === null || longer.test(lexemes[end]?.text ?? '')) return null
    const value = multiply(number.value, '1000')
    return {
      readings: [
        { type: 'measure', value, dimension: 'length' },
        { type: 'measure', value, dimension: 'mass' },
      ],
      end,
    }
  }
}
