import type { Token } from '#lib/engines/validation/text/tokens/types.ts'

/** Names of units, `gbp` for pounds, which are read as money first. */
const imperial = /^(?:inch|foot|yard|mile|acre|gallon|ounce|pound|mile-per-hour|gbp)$/
/** How far a converted figure may be rounded: 3 ft and 1 m are not one length, 1 gallon and 4 litres are. */
const rounding = 0.06
/** The same for a sum (`6 ft 2 in`), which is not rounded so far and does not say its units. */
const roundingOfSums = 0.01

/** 1 GB and 1024 MB: thousands that are 1024 to some. */
function inPowersOfTwo(a: number, b: number): boolean {
  const ratio = Math.max(a, b) / Math.min(a, b)
  return [1, 2, 3].some((power) => Math.abs(ratio - 1.024 ** power) < 1e-6)
}

type Unit = { value: number; dimension: string; name: string }

function unitOf({ readings, words }: Token): Unit[] {
  return readings.flatMap((reading) =>
    reading.type === 'measure'
      ? [{ value: Number(reading.value), dimension: reading.dimension, name: words?.[1] ?? '' }]
      : [],
  )
}

/** Whether one measure may be the other in the units of another system, rounded: 5 miles and 8 km. */
export function mayBeConverted(a: Token, b: Token): boolean {
  return unitOf(a).some((x) =>
    unitOf(b).some((y) => {
      // A sum bears the name of its dimension.
      const sum = x.name === x.dimension || y.name === y.dimension
      if (x.dimension === 'data' && y.dimension === 'data' && x.name !== y.name)
        return inPowersOfTwo(x.value, y.value)
      const other = imperial.test(x.name) !== imperial.test(y.name)
      if (x.dimension !== y.dimension || !(sum || other) || x.value * y.value <= 0) return false
      const size = Math.max(Math.abs(x.value), Math.abs(y.value))
      return Math.abs(x.value - y.value) <= size * (sum ? roundingOfSums : rounding)
    }),
  )
}
