import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import type { Token, TypedValue } from '#lib/engines/validation/text/tokens/types.ts'
import { valueText } from '#lib/engines/validation/text/tokens/value-text.ts'

/** Of values that may be the same at least one key is: dates with and without their weekday, codes with and without `+`. */
function keyOf(value: TypedValue): string {
  if (value.type === 'date') return `date ${valueText({ ...value, weekday: null })}`
  if (value.type === 'identifier') return `code ${value.value.replace(/^\+/, '').toLowerCase()}`
  return `${value.type} ${valueText(value)}`
}

function keysOf({ readings, digits }: Token): string[] {
  const keys = readings.map(keyOf)
  const [first] = readings
  // a number beside the same figures as a code
  if (first?.type === 'number') keys.push(`code ${(digits ?? first.value).toLowerCase()}`)
  return keys
}

/** Finds the first of the typed tokens that is the same value as another: without comparing each with each. */
export function valueIndex(typed: readonly Token[]): (token: Token) => Token | undefined {
  const places = new Map<string, number[]>()
  typed.forEach((token, place) => {
    for (const key of keysOf(token)) {
      const known = places.get(key)
      if (known === undefined) places.set(key, [place])
      else known.push(place)
    }
  })
  return (token) => {
    let first = typed.length
    for (const key of keysOf(token))
      for (const place of places.get(key) ?? []) {
        if (place >= first) break
        const other = typed[place]
        if (other !== undefined && relate(other, token) === 'same') first = place
      }
    return typed[first]
  }
}
